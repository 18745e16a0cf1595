import type { LimitName } from './figure-limits.js';
import type { Interval, MetricName } from './metric.js';
import type { Reason } from './reason.js';
import type { CapName, InvalidReason, Machine, RunRecord } from './record.js';
import type { Turn } from './turn.js';

export type { LimitName } from './figure-limits.js';
export type { Interval, MetricName } from './metric.js';

/**
 * Every verdict of a cell, the one that a reader must know first at the front: the run's verdict is the first that any
 * cell has, and whatever orders cells by verdict follows this. `unchanged` is no verdict of a measurement: nothing was
 * measured because nothing had changed.
 */
export const CELL_VERDICTS = [
  'regression',
  'invalid',
  'inconclusive',
  'improvement',
  'no-change',
  'new',
  'unchanged',
] as const;

export type CellVerdict = (typeof CELL_VERDICTS)[number];
export type Verdict = Exclude<CellVerdict, 'unchanged'>;

/** One figure of one cell on two sides. */
export interface MetricComparison {
  readonly metric: MetricName;
  /** `exact`: counted, no interval. `sampled`: one value a generation. */
  readonly kind: 'exact' | 'sampled';
  /** In the metric's unit: requests/s, µs of CPU per request, µs, bytes, or a count per request. */
  readonly baseline: number;
  readonly candidate: number;
  /** candidate / baseline, from paired generations where it is sampled. */
  readonly ratio: number;
  /** 95 %, null for exact counts and for a single generation. */
  readonly interval: Interval | null;
  /** The smallest change that this run could have seen, as a fraction; 0 for exact counts; null: none (a single generation). */
  readonly couldSee: number | null;
  readonly generations: number;
  /** Fraction; null: reported, never judged. */
  readonly threshold: number | null;
  readonly verdict: Exclude<Verdict, 'new'>;
  /** What its count or its time is of. Absent: one request. */
  readonly of?: Turn;
}

/** How the time of one step of a sequence has changed. It explains a verdict, and decides none. */
export interface StepChange {
  /** From 1. */
  readonly number: number;
  /** Method and path, in the record's own words. */
  readonly request: string;
  /** Median time of a request on its own, µs: geometric means over the generations. */
  readonly baseline: number;
  readonly candidate: number;
  /** candidate / baseline, from paired generations. */
  readonly ratio: number;
  /** 95 % */
  readonly interval: Interval;
}

/** One absolute figure of one cell, held to its limit. */
export interface LimitComparison {
  readonly limit: LimitName;
  /** What it may be, in the limit's unit (src/model/figure-limits.ts). */
  readonly bound: number;
  /** The candidate's, in the same unit; null: it is not known. */
  readonly figure: number | null;
  /** The baseline's; null: it is not known, or there is none. */
  readonly baseline: number | null;
  /** 95 %, of the candidate's figure; null: it is known exactly, or from too few generations. */
  readonly interval: Interval | null;
  /** That the figure is made of. */
  readonly generations: number;
  /**
   * `broken`: the whole interval lies beyond the limit. `undecided`: the limit lies within it. `unknown`: there is no
   * figure, or none of enough load.
   */
  readonly verdict: 'holds' | 'broken' | 'undecided' | 'unknown';
}

/** What a person said about a cell's regression, and what has become of it. */
export interface Acceptance {
  /**
   * `holds`: the gate lets it pass. `over`: its last day has passed. `grown`: it is worse by now than what was
   * accepted. `more`: a metric is worse that had no figure then. `limit`: a limit is broken, which nobody can accept.
   */
  readonly state: 'holds' | 'over' | 'grown' | 'more' | 'limit';
  /** The metric that has grown, or had no figure; null otherwise. */
  readonly metric: MetricName | null;
  /** Login. */
  readonly by: string;
  /** In their own words. */
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD` in UTC; null: no end. */
  readonly until: string | null;
}

/**
 * What a second runner says of a cell that is red on the first one (src/compare/second.ts): `agrees`: it is red there, too.
 * `disagrees`: what made it red is not there. `undecided`: it has figures, and they rule nothing out. `none`: it has none.
 */
export type Opinion = 'agrees' | 'disagrees' | 'undecided' | 'none';

/** The second opinion of a cell: what made it red, and the same figures of the second runner; null: it has none. */
export interface SecondOpinion {
  readonly opinion: Opinion;
  readonly metrics: readonly { readonly first: MetricComparison; readonly second: MetricComparison | null }[];
  readonly limits: readonly { readonly first: LimitComparison; readonly second: LimitComparison | null }[];
  /** Why the second runner has no figures; null: it has some, or nobody knows. */
  readonly missing: Reason | null;
}

export interface CellComparison {
  readonly target: string;
  readonly scenario: string;
  readonly verdict: CellVerdict;
  /** The metric that decided it, null where none did, or a limit. */
  readonly decidedBy: MetricName | null;
  /** Why it is `invalid`, `new` or `inconclusive`, or which keep-alive changed (`connections`); null otherwise. */
  readonly reason: Reason | null;
  /** Whose fault it is, where it is `invalid`: the gate tells a wrong target from a failed machine by it. */
  readonly invalid?: Pick<InvalidReason, 'code' | 'side'>;
  readonly metrics: readonly MetricComparison[];
  /** Of a sequence that got slower or faster, the step that did. Absent: it is none, or none for sure. */
  readonly step?: StepChange;
  /** Why a stored record can't tell that step: it has no figures of steps, or of others. Absent: it can, or there is none. */
  readonly noStep?: 'no-figures' | 'other-steps';
  /**
   * What its limits came to, in their order. A `regression` that no metric decided is one of a limit that is broken. Absent:
   * it has none, or nothing was measured that could be held to them.
   */
  readonly limits?: readonly LimitComparison[];
  /** A `regression` that somebody accepted. Its verdict stays what it is; the gate asks for the state. */
  readonly accepted?: Acceptance;
  /** Absent: nobody asked a second runner about this cell. */
  readonly second?: SecondOpinion;
  /** Not of this run: what the report before said of it, at the same commit. */
  readonly kept?: true;
  /** Means of the solo rounds, for the table; null: not measured. */
  readonly baselineRps: number | null;
  readonly candidateRps: number | null;
}

/** The limits of a cell that it breaks. */
export const brokenLimits = ({ limits = [] }: Pick<CellComparison, 'limits'>): readonly LimitComparison[] =>
  limits.filter(({ verdict }) => verdict === 'broken');

/** Whether a cell breaks any: then it is red, whatever is accepted or advisory. */
export const breaksLimit = (cell: Pick<CellComparison, 'limits'>): boolean => brokenLimits(cell).length > 0;

/** Why a comparison with stored figures is advisory: what was measured here, and what there. */
export type AdvisoryReason =
  | { readonly code: 'other-machine'; readonly here: Machine; readonly there: Machine }
  | { readonly code: 'other-caps'; readonly here: RunRecord['caps']; readonly there: RunRecord['caps'] }
  /** The caps are the same, and one run held caps on CPUs or memory that the other did not. */
  | { readonly code: 'caps-not-held'; readonly here: readonly CapName[]; readonly there: readonly CapName[] };

/** Why figures were not divided by the reference target's. */
export type UndividedReason =
  | { readonly code: 'too-few-here' | 'none-stored' | 'other-program' }
  /** In the record's own words. */
  | { readonly code: 'not-run'; readonly text: string };

/** What a comparison with stored figures was made of. */
export interface StoredBasis {
  /** null: it is not advisory. */
  readonly advisoryReason: AdvisoryReason | null;
  /** Cells whose figures were divided by the reference target's. */
  readonly divided: number;
  /** Why others were not; null: all were. */
  readonly undivided: UndividedReason | null;
  /** Throughput of the reference target, this run / the stored ones; null: no cell was divided. */
  readonly machineSpeed: number | null;
}

export interface Comparison {
  readonly cells: readonly CellComparison[];
  /** Cells that somebody else runs, at a URL: reported, and in nothing else that is here. Absent: there are none. */
  readonly elsewhere?: readonly CellComparison[];
  readonly counts: Readonly<Record<CellVerdict, number>>;
  /** The whole run's verdict (src/compare/overall.ts). */
  readonly verdict: Verdict | 'nothing-to-measure';
  /** Reported, but the gate does not fail on it (another machine). */
  readonly advisory: boolean;
  /** Absent where both sides ran in one run. */
  readonly stored?: StoredBasis;
}

/** 0 fine, 1 regression, 2 configuration or target wrong, 3 machine or forge failed. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface GateResult {
  readonly exitCode: ExitCode;
  readonly passed: boolean;
  /** One sentence. */
  readonly reason: string;
}
