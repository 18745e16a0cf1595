/** What the generators of a round are told. */
import { differsByTurn, stepsOf } from '../load/fill.js';
import type { LoadJob, LoadResult, LoadStep, LoadTurns } from '../load/job.js';
import { OPENED_FIRST, openingMs } from '../load/opening.js';
import type { Scenario } from '../model/config.js';
import type { RoundKind } from '../model/round.js';
import { allEnded } from '../runtime/async.js';
import type { ExpectedBody } from './bodies.js';
import type { MeasureDeps, RunningSide, ScenarioData } from './deps.js';
import { REMOTE_LEAD_MS } from './elsewhere.js';
import { type RoundTurns, rowOf } from './turns.js';

/** A side that is loaded in a round. */
export interface LoadedSide extends RunningSide {
  /** By step. */
  readonly expected: readonly ExpectedBody[];
  /** Where the rounds of its cell begin. */
  readonly turns: RoundTurns;
  /** Messages that a request publishes, by service; of those that are known and steady. */
  readonly messages: Readonly<Record<string, number>>;
}

/** Time for both generators to get their jobs before the common start, ms. */
const LEAD_MS = 25;

/** Also for opening their connections, where that is not done before. */
const leadMs = (connections: number, sides: readonly RunningSide[]): number => {
  if (connections >= OPENED_FIRST) return LEAD_MS;
  const isRemote = sides.some(({ instance }) => instance.remote !== undefined);
  return isRemote ? REMOTE_LEAD_MS : openingMs(connections);
};

/** How much a round loads, and when. */
export type Times = Pick<LoadJob, 'connections' | 'durationMs' | 'trimMs' | 'settleMs' | 'rate'>;

/** A load whose start is set. */
export interface SetLoad {
  /** CLOCK_MONOTONIC */
  readonly startNs: bigint;
  /** Runs it on all sides. @returns their results, in the order given */
  run(): Promise<readonly LoadResult[]>;
}

/** Opens the connections of a load that has many on all its sides, and sets its common start. */
export async function setLoad(
  kind: RoundKind | 'warm-up',
  scenario: Scenario,
  sides: readonly LoadedSide[],
  times: Times,
  deps: MeasureDeps,
): Promise<SetLoad> {
  const { clock, signal } = deps;
  const firsts = sides.map(({ side, turns }) => (hasTurns(scenario) ? turns.begin(side, kind) : null));
  const jobOf = (side: LoadedSide, at: number, startAtNs: string): LoadJob => ({
    ...loadJob(side, scenario, firsts[at] ?? null, deps),
    ...times,
    startAtNs,
    ...(times.rate === undefined || kind === 'warm-up' ? {} : { phase: at / sides.length }),
  });
  if (times.connections >= OPENED_FIRST) {
    await allEnded(sides.map((side, at) => side.generator.open(jobOf(side, at, '0'), signal)));
  }
  const startNs = clock.monotonicNs() + BigInt(Math.round(leadMs(times.connections, sides) * 1_000_000));
  const run = async (): Promise<readonly LoadResult[]> => {
    const results = await Promise.all(
      sides.map((side, at) => side.generator.run(jobOf(side, at, startNs.toString()), signal)),
    );
    for (const [at, { side, turns }] of sides.entries()) {
      const first = firsts[at] ?? null;
      if (first !== null) turns.end(side, first, results[at]?.turns?.begun ?? 0);
    }
    return results;
  };
  return { startNs, run };
}

/** Whether the requests of a scenario are told by turns. */
const hasTurns = (scenario: Scenario): boolean => scenario.steps !== undefined || differsByTurn(scenario);

type Untimed = Omit<LoadJob, keyof Times | 'startAtNs' | 'phase'>;

/** @param first number of its first turn; null: all turns are the same request */
function loadJob(
  { instance, expected }: LoadedSide,
  scenario: Scenario,
  first: number | null,
  { data, files, turnSeed = 0 }: MeasureDeps,
): Untimed {
  const { request, expect, cookies } = scenario;
  const { host, port, remote } = instance;
  const origin = remote?.origin ?? `http://${host}:${port}`;
  const turns = (index: number): LoadTurns => ({
    seed: turnSeed,
    index,
    row: rowOf(index),
    data: loadData(scenario, data?.get(scenario)),
  });
  return {
    url: `${origin}${first === null ? request.path : '/'}`,
    ...(remote === undefined ? {} : { remote: { address: host, certificates: remote.certificates } }),
    method: request.method,
    headers: request.headers,
    body: request.body,
    ...(files === undefined ? {} : { filesRoot: files.root }),
    expectStatus: expect.status,
    ...expectedOf(expected[0] ?? NOT_CHECKED),
    ...(first === null ? {} : { steps: loadSteps(scenario, expected), turns: turns(first) }),
    ...(scenario.mix === undefined ? {} : { mix: scenario.mix.map(({ percent }) => percent) }),
    ...(cookies === undefined ? {} : { cookies }),
    timeoutMs: scenario.timeoutMs,
  };
}

const NOT_CHECKED: ExpectedBody = { expectBody: null, expectSize: null, rule: null };

const expectedOf = ({
  expectBody,
  expectSize,
  rule,
}: ExpectedBody): Pick<LoadJob, 'expectBody' | 'expectSize' | 'expectRule'> => ({
  expectBody,
  ...(expectSize === null ? {} : { expectSize }),
  ...(rule === null ? {} : { expectRule: rule }),
});

const loadSteps = (scenario: Scenario, expected: readonly ExpectedBody[]): readonly LoadStep[] =>
  stepsOf(scenario).map(({ request, expect, capture }, at) => ({
    request,
    expectStatus: expect.status,
    ...expectedOf(expected[at] ?? NOT_CHECKED),
    // Where nothing is judged, as in a warm-up, no text is wrong.
    expectText: expected[at] === undefined ? null : expect.body,
    ...(capture === undefined ? {} : { capture }),
  }));

/** Files with rows, and how a scenario takes them. */
export function loadData({ data = {} }: Scenario, found: ScenarioData | undefined): LoadTurns['data'] {
  const sets = Object.entries(found?.sources ?? {}).map(([name, source]) => {
    const { file: _, ...use } = data[name] ?? { file: '' };
    return [name, { ...source, ...use }] as const;
  });
  return Object.fromEntries(sets);
}
