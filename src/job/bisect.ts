import { mainLine, type Range } from '../bisect/history.js';
import { search } from '../bisect/search.js';
import { leastSpreadOf, thresholdOf, worseValues } from '../bisect/values.js';
import type { Outcome } from '../compare/judge.js';
import { configDigest } from '../config/digest.js';
import type { Git, RangeCommit } from '../git/types.js';
import { cellKey } from '../measure/schedule.js';
import {
  type AnsweredAsk,
  BISECT_SCHEMA,
  type BisectAsk,
  type BisectFound,
  type BisectOutcome,
  type BisectState,
  type NothingSlower,
  type WholeRange,
} from '../model/bisect.js';
import { canonicalJson, sha256 } from '../model/canonical.js';
import type { CellComparison } from '../model/comparison.js';
import type { Config } from '../model/config.js';
import type { CommitRef } from '../model/record.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import { type ConfigOf, configsOf, rangeOf } from './bisect-commits.js';
import { type Comparing, comparePair, endUnusable, thrownOf, withPair } from './bisect-compare.js';
import type { BisectMemory, StateKey } from './bisect-state.js';
import { runJob } from './job.js';
import type { JobDeps } from './types.js';

export interface BisectRequest {
  readonly id: string;
  readonly git: Git;
  /** How cells are measured, all over the range. */
  readonly config: Config;
  readonly good: CommitRef;
  readonly bad: CommitRef;
  /** A target or cell; null: whatever got slower most. */
  readonly asked: string | null;
  /** Time spent measuring, ms: the comparison of both ends has at most half of it. */
  readonly budgetMs: number;
  readonly seed: number;
  readonly memory: BisectMemory;
  /** A run that compared both ends already. Absent: the search begins with one. */
  readonly measured?: Outcome;
}

interface Bisecting {
  readonly request: BisectRequest;
  readonly deps: JobDeps;
  readonly configOf: ConfigOf;
  readonly runtime: () => Promise<Runtime>;
  readonly images: Map<string, Artifact>;
  readonly commits: readonly RangeCommit[];
}

const NOTHING_FOUND: BisectFound = { culprits: [], ranges: [], passedBy: [], comparisons: 0, generations: 0 };

/**
 * Finds the commit that made a cell slower: an ordinary run over the whole range first, and then one comparison after the
 * other. What it knows is kept after each, so that a search that ends early goes on where it was.
 * @throws LoadgateError `range-wrong`, `bisect-end-unusable` (usage); what the machine, git, or the engine throws; the
 *   signal's reason. The caller runs `deps.cleanup` afterwards
 */
export async function runBisect(request: BisectRequest, deps: JobDeps): Promise<BisectOutcome> {
  const startedMs = deps.clock.now();
  const { git, good, bad, config, memory } = request;
  const commits = await git.commitsBetween(good.sha, bad.sha);
  const bisecting: Bisecting = {
    ...{ request, deps, commits },
    configOf: configsOf(git, config),
    runtime: sharedRuntime(config, deps),
    images: new Map(),
  };
  const key = await keyOf(bisecting);
  const kept = await memory.read(key);
  const begun = kept ?? (await begin(key, bisecting));
  const common = { good: good.sha, bad: bad.sha, commits: commits.length };
  if ('nothing' in begun) {
    const durationMs = deps.clock.now() - startedMs;
    const { nothing } = begun;
    return {
      ...common,
      changing: 0,
      whole: null,
      nothing,
      others: [],
      found: NOTHING_FOUND,
      compared: [],
      named: [],
      durationMs,
    };
  }
  if (kept !== null) deps.log.info(`The search goes on after ${kept.answers.length} answers that were kept.`);
  const range = await readRange(begun, bisecting);
  const { found, compared } = await searchOn(begun, range, bisecting);
  // With a larger budget, it goes on from here.
  if (!found.ranges.some(({ reason }) => reason === 'budget')) await memory.forget();
  return {
    ...common,
    changing: mainLine(range).length - 1,
    whole: begun.whole,
    nothing: null,
    others: begun.others,
    found,
    compared,
    named: namesOf(found, compared, commits),
    durationMs: deps.clock.now() - startedMs,
  };
}

async function keyOf({ request, deps, runtime }: Bisecting): Promise<StateKey> {
  const { good, bad, asked, config } = request;
  const { version, machine } = deps;
  const { gate, measure } = config;
  // What processes showed says nothing of containers.
  const { kind } = await runtime();
  const settings = sha256(canonicalJson({ config: configDigest(config), gate, measure, kind }));
  return { version, good: good.sha, bad: bad.sha, asked, settings, machine: machine.fingerprint };
}

/** Chosen when it is first asked for, and closed at the end of the search. */
function sharedRuntime(config: Config, deps: JobDeps): () => Promise<Runtime> {
  let opened: Promise<Runtime> | null = null;
  const open = async (): Promise<Runtime> => {
    const runtime = await deps.chooseRuntime(config.targets, config.allowHosts);
    deps.cleanup.defer('containers and networks', () => runtime.close());
    return runtime;
  };
  return () => {
    opened ??= open();
    return opened;
  };
}

/** Both ends of the range, by the rule of an ordinary run. */
async function begin(
  key: StateKey,
  bisecting: Bisecting,
): Promise<BisectState | { readonly nothing: NothingSlower }> {
  const { request, deps } = bisecting;
  const { asked, memory } = request;
  const outcome = onlyAsked(request.measured ?? (await compareEnds(bisecting)), asked);
  deps.signal.throwIfAborted();
  const slower = slowerCells(outcome);
  const [first, ...others] = slower;
  if (first === undefined) return { nothing: whyNothing(outcome, request) };
  const state: BisectState = {
    ...{ ...key, schema: BISECT_SCHEMA, whole: first },
    others: others.map(({ cell }) => cell),
    answers: [],
  };
  await memory.write(state);
  return state;
}

function compareEnds(bisecting: Bisecting): Promise<Outcome> {
  const { request, deps } = bisecting;
  const { good, bad, asked, budgetMs } = request;
  deps.log.info(`First both ends: ${bad.sha.slice(0, 7)} beside ${good.sha.slice(0, 7)}.`);
  const pair = { candidate: bad, baseline: good };
  const filter = asked === null ? [] : [asked];
  return withPair(pair, filter, comparingOf(bisecting, new Map(), 0), (job, own) => {
    const config = { ...job.config, compare: 'duet' as const };
    return runJob({ ...job, config: { ...config, budgetMs: Math.min(config.budgetMs, budgetMs / 2) } }, own);
  });
}

/** An outcome as if nothing else had been measured. @param asked a target or cell; null: all */
function onlyAsked(outcome: Outcome, asked: string | null): Outcome {
  if (asked === null) return outcome;
  const { comparison } = outcome;
  const cells = comparison.cells.filter(
    ({ target, scenario }) => target === asked || cellKey(target, scenario) === asked,
  );
  return { ...outcome, comparison: { ...comparison, cells } };
}

/** Cells that got slower and have values to search by, the one that changed most first. */
export function slowerCells({ comparison, record }: Outcome): readonly WholeRange[] {
  const found = comparison.cells.flatMap((cell) => wholeOf(cell, record.cells));
  return found.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}

const sizeOf = ({ ratio }: WholeRange): number => (ratio > 0 ? Math.abs(Math.log(ratio)) : Number.MAX_VALUE);

function wholeOf(compared: CellComparison, cells: Outcome['record']['cells']): readonly WholeRange[] {
  const { target, scenario, verdict, decidedBy } = compared;
  const row = compared.metrics.find(({ metric }) => metric === decidedBy);
  const cell = cells.find((one) => one.target === target && one.scenario === scenario);
  if (verdict !== 'regression' || row === undefined || cell === undefined) return [];
  const values = worseValues(cell, row.metric);
  if (values.length === 0) return [];
  const { metric, baseline, candidate, ratio, interval } = row;
  const figures = { good: baseline, bad: candidate, ratio, interval };
  const threshold = thresholdOf(row);
  return [{ cell: cellKey(target, scenario), metric, values: [...values], threshold, ...figures }];
}

/** @throws LoadgateError where an end of the range could not be measured at all */
function whyNothing({ comparison, record }: Outcome, { good, bad }: BisectRequest): NothingSlower {
  const has = (verdict: CellComparison['verdict']) =>
    comparison.cells.find((cell) => cell.verdict === verdict);
  if (has('regression') !== undefined) return 'only-limits';
  const [problem] = record.problems;
  if (problem?.kind === 'machine') throw thrownOf(problem);
  const broken = has('invalid') ?? has('new');
  if (broken !== undefined) {
    const isGood = broken.verdict === 'new' || broken.invalid?.side === 'baseline';
    const why = broken.reason?.code === 'recorded' ? broken.reason.text : (problem?.message ?? '');
    throw endUnusable(isGood ? good : bad, why);
  }
  if (problem !== undefined) throw thrownOf(problem);
  if (has('inconclusive') !== undefined) return 'undecided';
  return comparison.cells.every(({ verdict }) => verdict === 'unchanged') ? 'unchanged' : 'no-change';
}

async function readRange({ whole }: BisectState, bisecting: Bisecting): Promise<Range> {
  const { request, deps, commits, configOf, runtime } = bisecting;
  const { git, good, bad } = request;
  const areProcesses = (await runtime()).kind === 'process';
  const question = {
    git,
    good,
    bad,
    commits,
    cell: whole.cell,
    configOf,
    areProcesses,
    cleanup: deps.cleanup,
  };
  deps.log.progress(`Reading what ${commits.length} commits are made of`);
  return rangeOf(question);
}

function comparingOf(
  { request, deps, configOf, runtime, images }: Bisecting,
  inputs: Range['inputs'],
  place: number,
): Comparing {
  const { id, git, seed } = request;
  // Another order of sides and rounds each time.
  return { id, git, configOf, seed: (seed + place) >>> 0, deps, runtime, inputs, images };
}

/** Gives the search the answers that are kept of it, and then new ones. */
async function searchOn(
  state: BisectState,
  range: Range,
  bisecting: Bisecting,
): Promise<Pick<BisectOutcome, 'found' | 'compared'>> {
  const { request, deps } = bisecting;
  const { whole } = state;
  const { values, threshold } = whole;
  const steps = search({ range, values, threshold, leastSpread: leastSpreadOf(whole.metric) });
  const answers: AnsweredAsk[] = [];
  let spentMs = 0;
  for (let step = steps.next(); ; ) {
    if (step.done === true) return { found: step.value, compared: answers };
    const ask = step.value;
    const kept = state.answers[answers.length];
    if (kept !== undefined && isOf(kept, ask)) {
      answers.push(kept);
      step = steps.next(kept.answer);
      continue;
    }
    const leftMs = request.budgetMs - spentMs;
    const { answer, spentMs: took } =
      leftMs <= 0
        ? { answer: 'stop' as const, spentMs: 0 }
        : await comparePair(
            pairOf(ask),
            { ...ask, cell: whole.cell, metric: whole.metric, config: request.config, budgetMs: leftMs },
            comparingOf(bisecting, range.inputs, answers.length + 1),
          );
    spentMs += took;
    if (answer !== 'stop') {
      answers.push({ ...ask, answer });
      await request.memory.write({ ...state, answers });
      deps.log.info(progressOf(ask, answer));
    }
    step = steps.next(answer);
  }
}

const isOf = (kept: AnsweredAsk, ask: BisectAsk): boolean =>
  kept.of === ask.of && kept.against === ask.against && kept.generations === ask.generations;

const pairOf = ({ of, against }: BisectAsk) => ({
  candidate: { sha: of, label: of.slice(0, 7) },
  baseline: { sha: against, label: against.slice(0, 7) },
});

function progressOf({ of, against }: BisectAsk, answer: AnsweredAsk['answer']): string {
  const pair = `${of.slice(0, 7)} beside ${against.slice(0, 7)}`;
  if (answer.kind === 'same') return `${pair}: the same image`;
  if (answer.kind === 'unusable') return `${pair}: passed by, ${answer.message}`;
  const worse = answer.values.map((value) => `${(100 * Math.expm1(value)).toFixed(1)} %`);
  return `${pair}: worse by ${worse.join(', ')}`;
}

function namesOf(
  found: BisectFound,
  compared: readonly AnsweredAsk[],
  commits: readonly RangeCommit[],
): BisectOutcome['named'] {
  const shas = new Set([
    ...compared.map(({ of }) => of),
    ...found.culprits.flatMap(({ sha, parent, merge }) => [sha, parent, merge]),
    ...found.ranges.flatMap(({ after, upTo }) => [after, upTo]),
    ...found.passedBy.map(({ sha }) => sha),
  ]);
  return commits.filter(({ sha }) => shas.has(sha)).map(({ sha, subject }) => ({ sha, subject }));
}
