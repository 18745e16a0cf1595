import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Path, quote } from '../model/issues.js';
import type { Located } from './located.js';

/** With every alias written out. A file of 1 MiB that is honest stays far below. */
const MAX_NODES = 100_000;
const MAX_DEPTH = 50;

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
 * Turns nodes into located values. Does what yaml's own toJS does, but counts what aliases blow up, and
 * leaves every value a copy.
 * @param isText paths whose bare numbers and booleans are text as written
 * @throws Unreadable
 */
export function locatedValues(
  node: Node,
  isText: (path: Path) => boolean,
  position: (at: number) => { readonly line: number },
): { readonly root: Located; readonly problems: readonly YamlProblem[] } {
  const reader = new Reader(isText, position);
  return { root: reader.read(node), problems: reader.problems };
}

interface Place {
  readonly path: Path;
  readonly keyAt: number | null;
  /** Anchored nodes that are being read: an alias to one of them has no end. */
  readonly inside: readonly Node[];
}

const NO_CHILDREN: ReadonlyMap<string, Located> = new Map();

/** Reads in document order, so that an alias finds the anchor before it. */
class Reader {
  readonly problems: YamlProblem[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly aliasTargets = new Map<Alias, Node>();
  private readonly seen = new WeakSet<Node>();
  private nodes = 0;

  constructor(
    private readonly isText: (path: Path) => boolean,
    private readonly position: (at: number) => { line: number },
  ) {}

  read(node: Node): Located {
    return this.any(node, { path: [], keyAt: null, inside: [] });
  }

  private any(node: Node | null, place: Place): Located {
    const at = node?.range?.[0] ?? place.keyAt ?? 0;
    if (++this.nodes > MAX_NODES) this.stop('the file holds too much, with its aliases written out', at);
    const depth = Math.max(place.path.length, place.inside.length);
    if (depth > MAX_DEPTH) this.stop('the file is nested too deep', at);
    if (isAlias(node)) return this.alias(node, place);
    const anchor = node !== null && 'anchor' in node ? node.anchor : undefined;
    if (node !== null && anchor !== undefined) this.remember(anchor, node);
    const inner =
      node !== null && anchor !== undefined ? { ...place, inside: [...place.inside, node] } : place;
    if (isMap(node)) return this.map(node as YAMLMap<Node, Node | null>, at, inner);
    if (isSeq(node)) return this.list(node as YAMLSeq<Node>, at, inner);
    return {
      value: this.scalar(node as Scalar | null, place.path),
      at,
      keyAt: place.keyAt,
      children: NO_CHILDREN,
    };
  }

  private scalar(node: Scalar | null, path: Path): unknown {
    const value = node?.value ?? null;
    const bare = typeof value === 'number' || typeof value === 'boolean';
    return bare && this.isText(path) ? (node?.source ?? String(value)) : value;
  }

  private alias(node: Alias, place: Place): Located {
    const at = node.range?.[0] ?? 0;
    // Remembered, since an anchor may be given to another node later on.
    const target = this.aliasTargets.get(node) ?? this.anchors.get(node.source);
    if (target === undefined) return this.stop(`no anchor &${node.source} comes before *${node.source}`, at);
    if (place.inside.includes(target)) this.stop(`*${node.source} is inside of what it stands for`, at);
    this.aliasTargets.set(node, target);
    return this.any(target, place);
  }

  private list(node: YAMLSeq<Node>, at: number, place: Place): Located {
    const children = new Map(
      node.items.map((item, index) => [
        String(index),
        this.any(item, { path: [...place.path, index], keyAt: null, inside: place.inside }),
      ]),
    );
    return { value: Array.from(children.values(), (child) => child.value), at, keyAt: place.keyAt, children };
  }

  private map(node: YAMLMap<Node, Node | null>, at: number, place: Place): Located {
    const own = new Map<string, Located>();
    const merged: Located[] = [];
    for (const pair of node.items) {
      const name = this.keyName(pair);
      if (name === null) continue;
      const keyAt = pair.key.range?.[0] ?? at;
      if (name === '<<') {
        merged.push(...this.merge(pair, { ...place, keyAt }));
        continue;
      }
      // Read even where it is refused: what follows may use an anchor inside of it.
      const child = this.any(pair.value, { path: [...place.path, name], keyAt, inside: place.inside });
      const first = own.get(name);
      if (first !== undefined) this.duplicate(name, first, keyAt);
      else if (name !== '__proto__') own.set(name, child);
      else this.content('key "__proto__" is refused', 'Give it another name.', keyAt);
    }
    const children = withMerged(own, merged);
    const value = Object.fromEntries(Array.from(children, ([name, child]) => [name, child.value]));
    return { value, at, keyAt: place.keyAt, children };
  }

  /** What `<<` brings in: mappings whose keys count where the mapping itself does not have them. */
  private merge(pair: Pair<Node, Node | null>, place: Place): Located[] {
    const sources = isSeq(pair.value) ? (pair.value as YAMLSeq<Node>).items : [pair.value];
    const maps = sources.map((source) => this.any(source, place));
    const usable = maps.filter((map) => isPlainObject(map.value));
    if (usable.length === maps.length) return usable;
    this.content(
      '"<<" takes a mapping or a list of mappings',
      'Write "<<: *name", with &name on a mapping before.',
      place.keyAt ?? 0,
    );
    return usable;
  }

  private keyName(pair: Pair<Node, Node | null>): string | null {
    const key = isAlias(pair.key) ? (this.anchors.get(pair.key.source) ?? null) : pair.key;
    const at = pair.key?.range?.[0] ?? 0;
    if (!isScalar(key)) {
      this.content(
        'a key must be a name, not a list or a mapping',
        'Write one plain name before the colon.',
        at,
      );
      return null;
    }
    if (key.anchor !== undefined) this.remember(key.anchor, key);
    return key.source ?? String(key.value);
  }

  /** Once: writing out an alias must not give an anchor back to a node that has lost it. */
  private remember(anchor: string, node: Node): void {
    if (this.seen.has(node)) return;
    this.seen.add(node);
    this.anchors.set(anchor, node);
  }

  private duplicate(name: string, first: Located, at: number): void {
    const { line } = this.position(first.keyAt ?? first.at);
    this.content(
      `key ${quote(name)} is there twice, first in line ${line}`,
      'Take one of them out, or rename it.',
      at,
    );
  }

  private content(message: string, hint: string, at: number): void {
    this.problems.push({ kind: 'content', message, hint, at });
  }

  private stop(message: string, at: number): never {
    throw new Unreadable(message, at, this.problems);
  }
}

/** An earlier merged mapping wins over a later one, and the mapping's own keys over both. */
function withMerged(
  own: ReadonlyMap<string, Located>,
  merged: readonly Located[],
): ReadonlyMap<string, Located> {
  if (merged.length === 0) return own;
  const layers = [...merged].reverse().map((map) => map.children);
  return new Map([...layers, own].flatMap((layer) => [...layer]));
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
