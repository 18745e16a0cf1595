import { stepsOf } from '../compare/company.js';
import { type Grounds, judge, NOTHING_ELSE, type Outcome } from '../compare/judge.js';
import { neededRounds } from '../compare/needed.js';
import { DEFAULT_PROFILE } from '../config/defaults.js';
import { cellsOf } from '../plan/cells.js';
import { limitsIn } from '../plan/limits.js';
import { elsewhereIn } from '../plan/url-targets.js';
import { measuredRecord } from './measured-record.js';
import type { Measuring } from './measuring.js';
import { cellsToProfile } from './profile-wish.js';
import type { JobDeps, JobRequest } from './types.js';
import { COMPARING, comparesStored, leastGenerations } from './way.js';

/**
 * The way of the data: configuration → cells → images → generations → record → comparison → gate.
 * Never throws: what went wrong is in the record's `problems`, beside what was measured before.
 * The caller runs `deps.cleanup` afterwards, whatever happened.
 */
export async function runJob(request: JobRequest, deps: JobDeps): Promise<Outcome> {
  const record = await measuredRecord(request, comparing(request), deps);
  return judge(record, groundsOf(request));
}

/** What a run is judged by, before anybody was asked what they accepted. */
export function groundsOf(request: JobRequest): Grounds {
  const { gate, measure } = request.config;
  const stored = comparesStored(request) ? request.stored : null;
  const isShared = cellsOf(request.baselineConfig);
  return {
    ...NOTHING_ELSE,
    ...{ gate, measure, isShared, stored, limits: limitsIn(request.config) },
    isElsewhere: elsewhereIn(request.config),
    storedElsewhere: request.stored,
    former: request.part?.former ?? null,
  };
}

const redTargets = ({ comparison }: Outcome): ReadonlySet<string> =>
  new Set(comparison.cells.filter(({ verdict }) => verdict === 'regression').map(({ target }) => target));

/** Until every cell is decided. */
export function comparing(request: JobRequest): Measuring {
  const { config, baselineConfig, confirmsAll } = request;
  const isElsewhere = elsewhereIn(config);
  const { measure, gate, budgetMs } = config;
  const limits = limitsIn(config);
  const steps = stepsOf(gate, measure, cellsOf(baselineConfig), confirmsAll, limits);
  return {
    nextStep: (cell, all) =>
      // What nothing hangs on takes no share of the chance of a false alarm.
      steps.next(
        cell,
        [...all.values()].filter((one) => isElsewhere(one) === isElsewhere(cell)),
      ),
    confirming: steps.toConfirm,
    least: leastGenerations(measure),
    kinds: (cell) => neededRounds(cell, gate, measure, limits(cell)),
    toExplain: (record) => redTargets(judge(record, groundsOf(request))),
    judgesErrors: (cell) => limits(cell).errors !== undefined,
    settings: measure,
    rounds: COMPARING,
    budgetMs,
    cutShort: 'undecided cells stay undecided',
    profiled: cellsToProfile(config.profile ?? DEFAULT_PROFILE, (record) =>
      judge(record, groundsOf(request)),
    ),
  };
}
