/** Reads profiles of V8 (`Profiler.stop` of the inspector's protocol) as Node.js processes write them. Text from outside. */
import * as z from 'zod';
import type { Frame, Sample } from './sample.js';

/** Nodes and samples of one file: four seconds have some thousands. */
const MAX_NODES = 200_000;
const MAX_SAMPLES = 200_000;
const MAX_FRAMES = 64;

const callFrame = z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() });
const node = z.object({
  id: z.int(),
  callFrame,
  children: z.array(z.int()).max(MAX_NODES).optional(),
  positionTicks: z
    .array(z.object({ line: z.int(), ticks: z.int().positive() }))
    .max(MAX_NODES)
    .optional(),
});
/** First line, last line, and name of each function that V8 has compiled. */
const functionLines = z.array(z.tuple([z.int(), z.int(), z.string()])).max(MAX_NODES);
const shape = z.object({
  nodes: z.array(node).max(MAX_NODES),
  /** On the clock that counts from when the machine started (CLOCK_MONOTONIC), µs. */
  startTime: z.number(),
  endTime: z.number(),
  samples: z.array(z.int()).max(MAX_SAMPLES),
  timeDeltas: z.array(z.number()).max(MAX_SAMPLES),
  /** By URL; those that are known at this time. */
  places: z.record(z.string(), functionLines),
});

export type V8Profile = z.output<typeof shape>;
type V8Node = V8Profile['nodes'][number];
type CallFrame = V8Node['callFrame'];

export type FunctionLines = z.output<typeof functionLines>;

/** Where functions begin and end, by the URL of their file. */
export type V8Places = ReadonlyMap<string, FunctionLines>;

/** @returns null: it is no profile */
export function readV8Profile(text: string): V8Profile | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A time on V8's clock, µs. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Asked {
  readonly span: Span;
  /** CPU time that a sample stands for: a process that was kept from running was not sampled, either. */
  readonly intervalUs: number;
  readonly places: V8Places;
}

/** The samples that a thread was at work in. */
export function v8Samples(
  profile: V8Profile,
  { span: { from, to }, intervalUs, places }: Asked,
): readonly Sample[] {
  const tree = new CallTree(profile, places);
  const samples: Sample[] = [];
  let at = profile.startTime;
  let before: readonly Frame[] = [];
  for (const [index, id] of profile.samples.entries()) {
    at += profile.timeDeltas[index] ?? 0;
    const name = tree.nameOf(id);
    if (name === IDLE || name === ROOT) {
      before = [];
      continue;
    }
    // Garbage is collected when a function asks for memory: it is a part of what that does.
    const frames = name === COLLECTOR ? [COLLECTION, ...before] : tree.framesOf(id, index);
    if (name !== COLLECTOR) before = frames;
    if (at >= from && at <= to) samples.push({ ns: intervalUs * 1_000, frames });
  }
  return samples;
}

const ROOT = '(root)';
const IDLE = '(idle)';
const COLLECTOR = '(garbage collector)';
const COLLECTION: Frame = { kind: 'runtime', name: '[garbage collector]', file: null };
/** Successive multiples, modulo 1, fall evenly between 0 and 1. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Stacks of a node with how many samples had them. */
interface Stacks {
  readonly total: number;
  readonly some: readonly { readonly upTo: number; readonly frames: readonly Frame[] }[];
}

/** Which function called which. */
class CallTree {
  readonly #places: V8Places;
  readonly #nodes: ReadonlyMap<number, V8Node>;
  readonly #parents = new Map<number, number>();
  readonly #stacks = new Map<number, Stacks>();

  constructor({ nodes }: V8Profile, places: V8Places) {
    this.#places = places;
    this.#nodes = new Map(nodes.map((one) => [one.id, one]));
    for (const { id, children = [] } of nodes) for (const child of children) this.#parents.set(child, id);
  }

  nameOf(id: number): string {
    return this.#nodes.get(id)?.callFrame.functionName ?? ROOT;
  }

  /**
   * Innermost first, without the root. A node's samples are told apart by their lines, of which V8 says how often it saw
   * each, and not when.
   * @param index of the sample
   */
  framesOf(id: number, index: number): readonly Frame[] {
    const { total, some } = this.#stacksOf(id);
    const at = ((index * GOLDEN) % 1) * total;
    return (some.find(({ upTo }) => at < upTo) ?? some.at(-1))?.frames ?? [];
  }

  #stacksOf(id: number): Stacks {
    const known = this.#stacks.get(id);
    if (known !== undefined) return known;
    const outer = this.#outer(id);
    const { callFrame: own, positionTicks = [] } = this.#nodes.get(id) ?? {};
    let upTo = 0;
    const some = (positionTicks.length === 0 ? [{ line: 0, ticks: 1 }] : positionTicks).map(
      ({ line, ticks }) => {
        upTo += ticks;
        const inner = own === undefined ? null : inlinedAt(own, line, this.#places.get(own.url) ?? []);
        return { upTo, frames: inner === null ? outer : [inner, ...outer] };
      },
    );
    const stacks = { total: upTo, some };
    this.#stacks.set(id, stacks);
    return stacks;
  }

  #outer(id: number): readonly Frame[] {
    const frames: Frame[] = [];
    // A tree from outside may lead in a circle.
    for (
      let at: number | undefined = id;
      at !== undefined && frames.length < MAX_FRAMES;
      at = this.#parents.get(at)
    ) {
      const one = this.#nodes.get(at);
      if (one !== undefined && one.callFrame.functionName !== ROOT) frames.push(frameOfCall(one.callFrame));
    }
    return frames;
  }
}

/**
 * The function that a line belongs to, where that is not the one which V8 names: V8 names the function whose machine code it
 * is, and the line of the function that was compiled into it. Functions of another file can't be told by their line.
 * @returns null: it is the named one, or nobody knows
 */
function inlinedAt(
  { url, functionName, lineNumber }: CallFrame,
  line: number,
  places: FunctionLines,
): Frame | null {
  const [inner] = places
    .filter(([first, last]) => first <= line && line <= last)
    .sort((a, b) => a[1] - a[0] - (b[1] - b[0]));
  if (inner === undefined) return null;
  const [first, , name] = inner;
  if (first === lineNumber + 1 && name === functionName) return null;
  return frameOfCall({ functionName: name, url, lineNumber: first - 1 });
}

function frameOfCall({ functionName, url, lineNumber }: CallFrame): Frame {
  // What has no place is native code, and our own module is nobody's.
  if (url === '' || url.startsWith('data:'))
    return { kind: 'runtime', name: functionName || '[native]', file: null };
  const file = url.startsWith('file://') ? decoded(url.slice('file://'.length)) : url;
  const kind = /^node:/.test(file) || file.includes('/node_modules/') ? 'library' : 'own';
  return { kind, name: functionName || ANONYMOUS, file, line: lineNumber + 1 };
}

/** How a function is called that has no name of its own. */
export const ANONYMOUS = '(anonymous)';

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
