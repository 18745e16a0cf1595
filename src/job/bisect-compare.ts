import { roundsFor, worseValues } from '../bisect/values.js';
import type { Git } from '../git/types.js';
import { cellKey } from '../measure/schedule.js';
import type { BisectAnswer, BisectAsk } from '../model/bisect.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import {
  type CellRecord,
  type CommitRef,
  type Problem,
  type RunRecord,
  SPOILT_BY_MACHINE,
} from '../model/record.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import { cleanUp, createCleanup } from '../system/cleanup.js';
import type { ConfigOf } from './bisect-commits.js';
import { commitSide } from './commit-side.js';
import { measuredRecord } from './measured-record.js';
import { nextOf } from './rank.js';
import type { JobDeps, JobRequest } from './types.js';
import { COMPARING } from './way.js';

/** After these, no other commit can be measured either. */
const NOTHING_MORE: ReadonlySet<string> = new Set(['engine-unreachable', 'engine-failed', 'disk-full']);

/** A commit whose requests differ from the good one's in what the search goes by. */
const NO_FIGURES = { code: 'no-figures', message: 'it has no figures of the metric that is searched by' };

/** Two commits, side by side. */
export interface Pair {
  readonly candidate: CommitRef;
  readonly baseline: CommitRef;
}

export interface Comparing {
  readonly id: string;
  readonly git: Git;
  readonly configOf: ConfigOf;
  readonly seed: number;
  readonly deps: JobDeps;
  /** The runtime that all comparisons share. */
  readonly runtime: () => Promise<Runtime>;
  /** Images by the digest of what they are made of; absent or null: it is not known. */
  readonly inputs: ReadonlyMap<string, string | null>;
  readonly images: Map<string, Artifact>;
}

/** A run that has these two sides. What it leaves is removed when `body` ends. */
export async function withPair<T>(
  { candidate, baseline }: Pair,
  filter: readonly string[],
  comparing: Comparing,
  body: (request: JobRequest, deps: JobDeps) => Promise<T>,
): Promise<T> {
  const { id, git, configOf, seed, runtime, inputs, images } = comparing;
  const cleanup = createCleanup();
  const sides = { candidate: inputs.get(candidate.sha), baseline: inputs.get(baseline.sha) };
  const deps: JobDeps = {
    ...comparing.deps,
    cleanup,
    chooseRuntime: async () => withKeptImages(await runtime(), sides, images),
  };
  try {
    const request = {
      ...{ id, filter, seed },
      config: await configOf(candidate.sha),
      baselineConfig: await configOf(baseline.sha),
      candidate: commitSide(git, candidate, cleanup),
      baseline: commitSide(git, baseline, cleanup),
      noBaseline: null,
      stored: null,
    };
    return await body(request, deps);
  } finally {
    await cleanUp(cleanup, deps.log);
  }
}

/** A runtime that builds what is made of the same once, and that its borrower does not close. */
function withKeptImages(
  runtime: Runtime,
  inputs: Readonly<Record<Artifact['side'], string | null | undefined>>,
  images: Map<string, Artifact>,
): Runtime {
  return {
    ...runtime,
    close: async () => {},
    build: async (request) => {
      const key = inputs[request.side];
      // What a process starts from is a folder, which goes with the comparison.
      if (key == null || runtime.kind !== 'docker') return runtime.build(request);
      const known = images.get(key);
      if (known !== undefined) return { ...known, side: request.side, buildMs: 0 };
      const built = await runtime.build(request);
      images.set(key, built);
      return built;
    },
  };
}

/** What a comparison of two commits measures. */
export interface PairQuestion extends Pick<BisectAsk, 'generations'> {
  /** `target/scenario` */
  readonly cell: string;
  readonly metric: string;
  readonly config: Config;
  readonly budgetMs: number;
}

/** The answer to one question of a search, and how long its generations took, ms. `stop`: the budget held none. */
export async function comparePair(
  pair: Pair,
  { cell: name, metric, config, generations, budgetMs }: PairQuestion,
  comparing: Comparing,
): Promise<{ readonly answer: BisectAnswer | 'stop'; readonly spentMs: number }> {
  const { signal } = comparing.deps;
  const measuring = {
    nextStep: (cell: CellRecord) => nextOf(cell, generations),
    kinds: () => roundsFor(metric),
    settings: config.measure,
    rounds: COMPARING,
    budgetMs,
    cutShort: 'the search ends',
  };
  const record = await withPair(pair, [name], comparing, (request, deps) =>
    measuredRecord(request, measuring, deps),
  );
  signal.throwIfAborted();
  const cell = record.cells.find(({ target, scenario }) => cellKey(target, scenario) === name);
  if (cell === undefined) throw new RangeError(`the record has no cell ${name}`);
  const spentMs = cell.generations.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { answer: answerOf(cell, metric, record), spentMs };
}

function answerOf(cell: CellRecord, metric: string, record: RunRecord): BisectAnswer | 'stop' {
  const { state, invalid, noBaseline } = cell;
  if (state === 'unchanged') return { kind: 'same' };
  const ending = record.problems.find(({ kind, code }) => kind === 'machine' && NOTHING_MORE.has(code));
  if (ending !== undefined) throw thrownOf(ending);
  if (noBaseline !== null || (invalid?.side === 'baseline' && !SPOILT_BY_MACHINE.has(invalid.code))) {
    throw endUnusable(record.baseline, noBaseline ?? invalid?.message ?? '');
  }
  if (invalid !== null) return { kind: 'unusable', code: invalid.code, message: invalid.message };
  const values = worseValues(cell, metric);
  if (values.length > 0) return { kind: 'values', values: [...values] };
  const [problem] = record.problems;
  if (problem !== undefined) throw thrownOf(problem);
  if (cell.generations.length === 0) return 'stop';
  return { kind: 'unusable', ...NO_FIGURES };
}

/** A problem of a record as the error that it was. */
export const thrownOf = ({ message, kind, code, hint, log }: Problem): LoadgateError =>
  new LoadgateError(message, { ...{ kind, code, hint, log } });

/** A commit that every comparison needs. */
export const endUnusable = (commit: CommitRef | null, why: string): LoadgateError =>
  new LoadgateError(
    `${commit?.sha.slice(0, 7) ?? 'A commit'} can't be measured, and the search needs it: ${why}`,
    {
      kind: 'usage',
      code: 'bisect-end-unusable',
      hint: 'Name another commit at this end of the range, one that builds and starts.',
    },
  );
