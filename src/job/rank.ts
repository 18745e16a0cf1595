import type { RoundMix } from '../measure/deps.js';
import { SATURATED } from '../measure/fate.js';
import type { NextStep } from '../measure/schedule.js';
import type { Config } from '../model/config.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { measuredRecord } from './measured-record.js';
import type { Measuring } from './measuring.js';
import type { JobDeps, JobRequest, JobSide } from './types.js';

export interface RankingRequest {
  readonly id: string;
  readonly config: Config;
  /** Targets or cells (`flask`, `flask/json`) to measure; empty: all. */
  readonly filter: readonly string[];
  /** The only side: what is built, and what the record names as its commit. */
  readonly candidate: JobSide;
  /** Generations of every cell, 1 or more; each has `SOLO_ROUNDS` solo rounds of every scenario. */
  readonly generations: number;
  /** Time spent measuring, ms; builds come on top. null: as long as the generations take. */
  readonly budgetMs: number | null;
  /** Length of a solo round, ms. */
  readonly soloMs: number;
  readonly seed: number;
}

/** Two, so that a scenario is met at two moments of a generation, among the rounds of the others. */
export const SOLO_ROUNDS = 2;

/** Long enough that starts, checks and warm-up are less than a third of the wall time. */
export const DEFAULT_RANKING_SOLO_MS = 2_000;

const RANKING: RoundMix = { duets: 0, solos: SOLO_ROUNDS, probes: 0, atSaturation: 'go-on' };

/**
 * Measures every target alone, without a baseline, for a ranking: a fixed number of generations with solo rounds
 * only, the targets interleaved in random order. A target that fails is `invalid`, and the others go on. A cell
 * whose load was all that the generator could make is `invalid` (`generator-saturated`) with all its generations,
 * so that its CPU time per request can be told.
 * Never throws: what went wrong is in the record's `problems`. The caller runs `deps.cleanup` afterwards.
 */
export function runRanking(request: RankingRequest, deps: JobDeps): Promise<RunRecord> {
  return measuredRecord(alone(request), ranking(request), deps);
}

const alone = ({ id, config, filter, candidate, seed }: RankingRequest): JobRequest => ({
  id,
  // With no stored record to compare with, the only side is measured as it is.
  config,
  filter,
  candidate,
  baseline: null,
  baselineConfig: null,
  noBaseline: 'a ranking measures one side only',
  stored: null,
  seed,
});

const ranking = ({ config, generations, budgetMs, soloMs }: RankingRequest): Measuring => ({
  nextStep: (cell) => nextOf(cell, generations),
  settings: { ...config.measure, soloMs },
  rounds: RANKING,
  budgetMs: budgetMs ?? Number.POSITIVE_INFINITY,
  cutShort: 'cells keep the generations that they have',
});

/** One generation more, up to so many; no more of a cell that can't be measured. */
export function nextOf(cell: CellRecord, generations: number): NextStep {
  const goesOn = cell.invalid === null || cell.invalid.code === SATURATED.code;
  return goesOn && cell.generations.length < generations ? 'screen' : 'done';
}
