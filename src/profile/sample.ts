/** What a sampler saw, and what becomes of it: pure. */
import { MAX_FACT } from '../model/limits.js';
import type { SideName } from '../model/record.js';

/**
 * Whose code a function is. `own`: the service's. `library`: that of packages and of the language's standard library.
 * `runtime`: the interpreter, the compiler, the garbage collector, native libraries, and what has no name. `kernel`: Linux.
 */
export type FunctionKind = 'own' | 'library' | 'runtime' | 'kernel';

export interface Frame {
  readonly kind: FunctionKind;
  /** As its language spells it. Text from outside. */
  readonly name: string;
  /** As the runtime knows it; null: not known. Text from outside. */
  readonly file: string | null;
  /** Where it begins in its file, from 1. Absent: not known. */
  readonly line?: number;
}

/** Frames of one kind that are no service's are one function: nobody can change them. */
export const GROUPS: Readonly<Record<'runtime' | 'kernel', Frame>> = {
  runtime: { kind: 'runtime', name: 'the runtime', file: null },
  kernel: { kind: 'kernel', name: 'the kernel', file: null },
};

/** The same for frames of one function. */
export const functionKey = ({ file, name }: Pick<Frame, 'file' | 'name'>): string => `${file ?? ''}\0${name}`;

/** Whose code a function is, with its name and its file as long as a record holds them. */
export const recorded = ({ name, file, kind }: Frame): Pick<Frame, 'name' | 'file' | 'kind'> => ({
  name: name.slice(0, MAX_FACT),
  file: file === null ? null : file.slice(-MAX_FACT),
  kind,
});

/** One look at a thread that was on a CPU. */
export interface Sample {
  /** CPU time that it stands for, ns. */
  readonly ns: number;
  /** Innermost first. */
  readonly frames: readonly Frame[];
}

/** What was seen of one side in one generation. */
export interface SampledSide {
  /** Right answers while it was sampled. */
  readonly answers: number;
  readonly samples: readonly Sample[];
  /** How often a thread gave up the CPU to wait. null or absent: it can't be told. */
  readonly waits?: number | null;
}

export type SampledGeneration = Readonly<Record<SideName, SampledSide>>;

/** How a sampler names a frame before anybody knows whose it is. */
export interface RawFrame {
  /** Address, as hexadecimal digits. */
  readonly address: string;
  /** `[unknown]` where it has no name. */
  readonly symbol: string;
  /** The file that it was loaded from, or what stands for one (`[kernel.kallsyms]`, `/tmp/perf-7.map`). */
  readonly object: string;
}
