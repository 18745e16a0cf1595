import { judge, NOTHING_ELSE, type Outcome } from '../compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../config/defaults.js';
import { sha256 } from '../model/canonical.js';
import { type CommitRef, RECORD_SCHEMA, type RunRecord } from '../model/record.js';
import type { Shard } from '../model/shard.js';
import { NO_RUNTIME } from '../runtime/no-facts.js';
import { toProblems, withExcerpts } from './problems.js';
import type { JobDeps } from './types.js';

/**
 * The outcome of a run that ended before it could measure: a configuration that is wrong, a baseline that
 * can't be had. It is reported like any other, because silence looks like a pass.
 */
export function failedOutcome(
  thrown: unknown,
  run: {
    readonly id: string;
    readonly candidate: CommitRef;
    readonly seed: number;
    readonly startedMs: number;
    /** The part of the cells that it was to measure; absent: all. */
    readonly shard?: Shard | undefined;
  },
  deps: Pick<JobDeps, 'clock' | 'machine' | 'version' | 'stopwatch'>,
): Outcome {
  const record: RunRecord = {
    schema: RECORD_SCHEMA,
    version: deps.version,
    id: run.id,
    startedAt: new Date(run.startedMs).toISOString(),
    durationMs: Math.max(0, Math.round(deps.clock.now() - run.startedMs)),
    seed: run.seed,
    candidate: run.candidate,
    baseline: null,
    baselineFigures: 'none',
    configDigest: sha256(''),
    machine: deps.machine,
    runtime: NO_RUNTIME,
    caps: { cpus: 0, memoryBytes: 0 },
    timing: deps.stopwatch.totals(),
    cells: [],
    ...(run.shard === undefined ? {} : { shard: { ...run.shard, plan: [] } }),
    problems: toProblems(thrown),
  };
  const grounds = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };
  return judge(withExcerpts(record, undefined), grounds);
}
