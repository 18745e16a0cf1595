import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
} from 'yaml';
import { type Path, quote } from '../model/issues.js';

/** With every alias written out. A file of 1 MiB that is honest stays far below. */
const MAX_NODES = 100_000;
const MAX_DEPTH = 50;
const MERGE = '<<';

/** Something wrong with the YAML itself. */
export interface YamlProblem {
  /** `syntax`: nothing can be believed. `content`: the rest of the file can still be checked. */
  readonly kind: 'syntax' | 'content';
  readonly message: string;
  readonly hint: string;
  /** Offset into the text. */
  readonly at: number;
}

/** Thrown where reading on makes no sense. */
export class Unreadable extends Error {
  constructor(
    message: string,
    /** Offset into the text. */
    readonly at: number,
    readonly earlier: readonly YamlProblem[],
  ) {
    super(message);
  }
}

/**
 * Puts what an alias stands for in its place, and takes out what can't be a key. The tree has neither aliases nor keys
 * that are no names afterwards, and is small enough to be written out: yaml's own `toJS` does that.
 * @param isText paths whose bare numbers and booleans are text as written
 * @returns what was taken out
 * @throws Unreadable
 */
export function tidyTree(
  root: Node,
  isText: (path: Path) => boolean,
  lineOf: (at: number) => number,
): readonly YamlProblem[] {
  const tidier = new Tidier(isText, lineOf);
  tidier.node(root, [], []);
  return tidier.problems;
}

/** What a node is, once every alias in it is written out. */
interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

/** Goes through the tree once, in the order of the text, so that an alias finds the anchor before it. */
class Tidier {
  readonly problems: YamlProblem[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly extents = new Map<Node, Extent>();

  constructor(
    private readonly isText: (path: Path) => boolean,
    private readonly lineOf: (at: number) => number,
  ) {}

  /**
   * @param inside anchored nodes around it: an alias to one of them has no end
   * @param isMerge its items, where it is a list, are at the path of the mapping that they are merged into
   * @returns what belongs in its place
   */
  node(node: Node, path: Path, inside: readonly Node[], isMerge = false): Node {
    const at = startOf(node);
    if (path.length > MAX_DEPTH) this.stop('the file is nested too deep', at);
    const here = isAlias(node) ? this.target(node, inside) : node;
    if (here === node) this.children(here, path, inside, isMerge);
    const { nodes, depth } = this.extents.get(here) ?? { nodes: 1, depth: 0 };
    if (nodes > MAX_NODES) this.stop('the file holds too much, with its aliases written out', at);
    if (path.length + depth > MAX_DEPTH) this.stop('the file is nested too deep', at);
    return isScalar(here) && this.isText(path) ? asText(here) : here;
  }

  private children(node: Node, path: Path, inside: readonly Node[], isMerge: boolean): void {
    const anchor = isAlias(node) ? undefined : node.anchor;
    if (anchor !== undefined) this.anchors.set(anchor, node);
    const around = anchor === undefined ? inside : [...inside, node];
    if (isMap(node)) this.map(node as YAMLMap<Node, Node | null>, path, around);
    if (isSeq(node)) {
      const items = node.items as Node[];
      for (const [index, item] of items.entries())
        items[index] = this.node(item, isMerge ? path : [...path, index], around);
      this.measure(node, items);
    }
  }

  private measure(node: Node, children: readonly (Node | null)[]): void {
    const all = children.map((child) => (child && this.extents.get(child)) ?? { nodes: 1, depth: 0 });
    const nodes = all.reduce((sum, one) => sum + one.nodes, 1);
    this.extents.set(node, { nodes, depth: Math.max(0, ...all.map((one) => one.depth + 1)) });
  }

  private target(alias: Alias, inside: readonly Node[]): Node {
    const target = this.anchors.get(alias.source);
    const at = startOf(alias);
    if (target === undefined)
      return this.stop(`no anchor &${alias.source} comes before *${alias.source}`, at);
    if (inside.includes(target)) this.stop(`*${alias.source} is inside of what it stands for`, at);
    return target;
  }

  private map(map: YAMLMap<Node, Node | null>, path: Path, inside: readonly Node[]): void {
    const firsts = new Map<string, Node>();
    const read: (Node | null)[] = [];
    map.items = map.items.filter((pair) => {
      const key = this.key(pair);
      const name = key?.value;
      if (key === null || name === undefined) return false;
      pair.key = key;
      const isMerge = name === MERGE;
      // Read even where it is taken out: what follows may use an anchor inside of it.
      if (pair.value !== null)
        pair.value = this.node(pair.value, isMerge ? path : [...path, name], inside, isMerge);
      read.push(pair.value);
      if (isMerge) return this.isMergeable(pair);
      const first = firsts.get(name);
      if (first !== undefined) return this.takeOut(...duplicate(name, this.lineOf(startOf(first))), key);
      if (name === '__proto__')
        return this.takeOut('key "__proto__" is refused', 'Give it another name.', key);
      firsts.set(name, key);
      return true;
    });
    this.measure(map, read);
  }

  /** The key as a name, in the spelling of the file; null: it is none. */
  private key({ key: written }: Pair<Node, Node | null>): Scalar<string> | null {
    const key = isAlias(written) ? this.anchors.get(written.source) : written;
    if (isScalar(key)) {
      if (key.anchor !== undefined) this.anchors.set(key.anchor, key);
      return asText(key, true);
    }
    const hint = 'Write one plain name before the colon.';
    this.takeOut('a key must be a name, not a list or a mapping', hint, written);
    return null;
  }

  /** What `<<` brings in: a mapping or several, whose keys count where the mapping itself does not have them. */
  private isMergeable({ key, value }: Pair<Node, Node | null>): boolean {
    const sources = isSeq(value) ? value.items : [value];
    if (sources.every((source) => isMap(source))) return true;
    const hint = 'Write "<<: *name", with &name on a mapping before.';
    return this.takeOut('"<<" takes a mapping or a list of mappings', hint, key);
  }

  private takeOut(message: string, hint: string, node: Node): false {
    this.problems.push({ kind: 'content', message, hint, at: startOf(node) });
    return false;
  }

  private stop(message: string, at: number): never {
    throw new Unreadable(message, at, this.problems);
  }
}

const duplicate = (name: string, line: number): [message: string, hint: string] => [
  `key ${quote(name)} is there twice, first in line ${line}`,
  'Take one of them out, or rename it.',
];

/** A copy of a number or a boolean as it is spelled; the node itself may be used elsewhere by an alias. */
function asText(node: Scalar, isKey = false): Scalar<string> {
  const { value } = node;
  const isBare = isKey ? typeof value !== 'string' : typeof value === 'number' || typeof value === 'boolean';
  if (!isBare) return node as Scalar<string>;
  const text = new Scalar(node.source ?? String(value));
  text.range = node.range ?? null;
  return text;
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/**
 * The place of a path; where the path ends early (a missing key), the place of what it should be in.
 * @param root tidied; a value under an alias or a merge is where it is written
 * @param prefer `key`: the name itself, where it is the name that is wrong.
 * @returns an offset into the text
 */
export function locate(root: Node, path: Path, prefer: 'key' | 'value'): number {
  let here: Place = { key: null, value: root };
  let whole = true;
  for (const step of path) {
    const next = childOf(here.value, step);
    whole = next !== null;
    if (next === null) break;
    here = next;
  }
  // Something that is missing has no place: the name of what it is missing in is the best one.
  return startOf((prefer === 'key' || !whole ? here.key : null) ?? here.value ?? here.key);
}

interface Place {
  /** null: it has none (the whole file, an item of a list). */
  readonly key: Node | null;
  readonly value: Node | null;
}

const mergedSources = (pairs: readonly Pair<Scalar, Node | null>[]): (Node | null)[] =>
  pairs
    .filter(({ key }) => key.value === MERGE)
    .flatMap(({ value }) => (isSeq(value) ? (value.items as Node[]) : [value]));

function childOf(node: Node | null, step: PropertyKey): Place | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item === undefined ? null : { key: null, value: item };
  }
  if (!isMap(node)) return null;
  const pairs = (node as YAMLMap<Scalar, Node | null>).items;
  const own = pairs.find(({ key }) => key.value === String(step));
  return (
    own ?? mergedSources(pairs).reduce<Place | null>((found, source) => found ?? childOf(source, step), null)
  );
}
