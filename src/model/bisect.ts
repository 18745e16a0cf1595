/**
 * A search for the commit that made a cell slower: what it asks, what it gets for an answer, what it found; and the schema
 * of its state, which is kept on disk so that a search that was cancelled goes on.
 */
import * as z from 'zod';
import * as limits from './limits.js';
import type { Interval } from './metric.js';
import {
  cellName,
  code,
  count,
  type DeepReadonly,
  digest,
  fact,
  listOf,
  quantity,
  sentence,
  sha,
  targetOrCellName,
} from './parts.js';

export const BISECT_SCHEMA = 'loadgate.bisect/v1';

/** Comparisons of one search that are kept. A search of a thousand commits needs a few dozen. */
const MAX_COMPARISONS = 1000;

/** One for each generation: by how much the metric is worse on the first side, as the natural log of a ratio. */
const values = listOf(z.number(), limits.MAX_GENERATIONS).refine((all) => all.length > 0, {
  error: 'expected one value at least',
});

/** What a comparison of two commits said. `same`: they are the same image. `unusable`: why the first has no figures. */
const bisectAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('values'), values }),
  z.strictObject({ kind: z.literal('same') }),
  z.strictObject({ kind: z.literal('unusable'), code, message: sentence }),
]);

/** One comparison that was asked for, with its answer. */
const answeredAsk = z.strictObject({
  of: sha,
  against: sha,
  generations: count,
  answer: bisectAnswer,
});

/** What the comparison of both ends of the range said, by the rule of an ordinary run. */
const wholeRange = z.strictObject({
  cell: cellName,
  /** A metric's name. */
  metric: z.string().max(limits.MAX_FACT),
  values,
  /** The change that counts, as the natural log of a ratio. */
  threshold: z.number().positive(),
  /** Figures of the good and of the bad commit, in the metric's unit. */
  good: quantity,
  bad: quantity,
  ratio: quantity,
  interval: z.strictObject({ low: quantity, high: quantity }).nullable(),
});

/** What a cancelled search knows. It is good for one range, configuration, version, and machine only. */
export const bisectState = z.strictObject({
  schema: z.literal(BISECT_SCHEMA),
  version: fact,
  good: sha,
  bad: sha,
  /** The target or cell that was asked for; null: none was. */
  asked: targetOrCellName.nullable(),
  /** Of the configuration, the gate, and where targets run. */
  settings: digest,
  /** Fingerprint of the machine. */
  machine: fact,
  whole: wholeRange,
  /** Other cells that got slower over the range. */
  others: listOf(cellName, limits.MAX_CELLS),
  answers: listOf(answeredAsk, MAX_COMPARISONS),
});

export type BisectState = DeepReadonly<z.infer<typeof bisectState>>;
export type BisectAnswer = DeepReadonly<z.infer<typeof bisectAnswer>>;
export type AnsweredAsk = DeepReadonly<z.infer<typeof answeredAsk>>;
export type WholeRange = DeepReadonly<z.infer<typeof wholeRange>>;

/** The next comparison that a search asks for. */
export interface BisectAsk {
  /** The commit that is looked at. */
  readonly of: string;
  /** The commit that runs beside it: the good one, and the parent in the last comparison. */
  readonly against: string;
  /** New generations. */
  readonly generations: number;
}

/** By how much a metric is worse: a ratio above 1, and its 95 % interval. */
export interface Worsening {
  readonly ratio: number;
  readonly interval: Interval | null;
}

/** A commit that made the cell slower, as new generations beside its parent have shown. */
export interface BisectCulprit {
  readonly sha: string;
  readonly parent: string;
  /** The merge that brought it in; null: it is on the line of first parents, or is a merge itself. */
  readonly merge: string | null;
  readonly worse: Worsening;
  /** New generations beside the parent. */
  readonly generations: number;
}

/**
 * Why a range has no name. `passed-by`: commits in it don't build or start. `not-confirmed`: the last comparison did not
 * show the commit that the search came to. `too-noisy`: the most generations left it open. `budget`: it ended before.
 */
export type RangeReason = 'passed-by' | 'not-confirmed' | 'too-noisy' | 'budget';

/** Commits among which at least one made the cell slower. */
export interface BisectRange {
  /** The last commit before. */
  readonly after: string;
  /** The last commit that belongs to it. */
  readonly upTo: string;
  /** How many commits of its line change what the cell is made of. */
  readonly commits: number;
  readonly reason: RangeReason;
  readonly worse: Worsening;
}

/** A commit that has no figures. */
export interface PassedBy {
  readonly sha: string;
  readonly code: string;
  readonly message: string;
}

/** What a search came to. */
export interface BisectFound {
  readonly culprits: readonly BisectCulprit[];
  readonly ranges: readonly BisectRange[];
  readonly passedBy: readonly PassedBy[];
  /** Pairs of commits that were compared, besides both ends of the range. */
  readonly comparisons: number;
  /** Generations of these. */
  readonly generations: number;
}

/** A commit of a range, for people. */
export interface NamedCommit {
  readonly sha: string;
  readonly subject: string;
}

/**
 * Why there is nothing to search: the ordinary run over the whole range showed no change for the worse, could not decide,
 * found nothing changed that is built, or only a limit that is broken.
 */
export type NothingSlower = 'no-change' | 'undecided' | 'unchanged' | 'only-limits';

/** How a search ended. */
export interface BisectOutcome {
  readonly good: string;
  readonly bad: string;
  /** Commits that are in the range, and those of its first-parent line that change what the cell is made of. */
  readonly commits: number;
  readonly changing: number;
  /** null: nothing got slower, and `nothing` says what is known instead. */
  readonly whole: WholeRange | null;
  readonly nothing: NothingSlower | null;
  /** Other cells that got slower, and were not searched. */
  readonly others: readonly string[];
  readonly found: BisectFound;
  /** What was compared besides both ends, in its order. */
  readonly compared: readonly AnsweredAsk[];
  /** The commits that `found` and `compared` name. */
  readonly named: readonly NamedCommit[];
  readonly durationMs: number;
}

/** A search that a run made after its verdict, or why there is none. */
export interface BisectReport {
  /** `target/scenario`; what was asked for where that is known no more exactly. */
  readonly cell: string;
  /** null: it came to no end, and `why` says what happened. */
  readonly outcome: BisectOutcome | null;
  /** A sentence. Somebody else may have written parts of it. */
  readonly why: string | null;
}
