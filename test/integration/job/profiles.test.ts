import { expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { KeepProfile } from '../../../src/job/profile-files.js';
import { PROFILE_MS, profileCells } from '../../../src/job/profiles.js';
import type { JobSide } from '../../../src/job/types.js';
import type { LoadJob } from '../../../src/load/job.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { CellRecord } from '../../../src/model/record.js';
import type { Sample } from '../../../src/profile/sample.js';
import type { StartRequest } from '../../../src/runtime/runtime.js';
import { NotSampled, type SampledProcesses, type Sampler } from '../../../src/sampler/sampler.js';
import {
  answeringServers,
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
} from '../../support/fake-measuring.js';
import { makeCell } from '../../support/records.js';
import { aScenario, aTarget } from '../../support/targets.js';

const port = answeringServers('candidate', 'baseline');
const PIDS = { candidate: 11, baseline: 22 } as const;
const KEY = 'app/json';

const samples = (slow: number): Sample[] =>
  Array.from({ length: 10 + slow }, (_, at) => ({
    ns: 120_000,
    frames: [{ kind: 'own', name: at < 10 ? 'fast' : 'slow', file: 'app.py' }],
  }));

interface Seen {
  readonly started: StartRequest[];
  readonly sampled: SampledProcesses[];
  /** In the order in which they happened. */
  readonly events: string[];
}

/** A sampler that sees one more function on the candidate, and a runtime that says what it was asked. */
function world(start: Sampler['start'] | null = null) {
  const seen: Seen = { started: [], sampled: [], events: [] };
  const sampler: Sampler = {
    start:
      start ??
      (async (what) => {
        seen.sampled.push(what);
        const isCandidate = what.processes.has(PIDS.candidate);
        return {
          stop: async () => {
            seen.events.push(`read ${isCandidate ? 'candidate' : 'baseline'}`);
            return { samples: samples(isCandidate ? 5 : 0), waits: 360 };
          },
          cancel: async () => {},
        };
      }),
  };
  const deps = makeMeasureDeps(
    async (request) => {
      const { side } = request.artifact;
      seen.started.push(request);
      return makeInstance(port(side), {
        processes: () => new Set([PIDS[side]]),
        stop: async () => {
          seen.events.push(`stop ${side}`);
        },
      });
    },
    async (job: LoadJob) => {
      seen.events.push('round');
      return makeLoadResult(job);
    },
    { settings: { ...DEFAULT_MEASURE, warmupMs: 0, duetMs: 30, soloMs: 30, trimMs: 5 } },
  );
  return { seen, sampler, deps };
}

const side = { readText: async () => 'module example.com/shop\n' } as unknown as JobSide;
const before = makeCell({ target: 'app', scenario: 'json' });

async function profiled(
  { sampler, deps }: Pick<ReturnType<typeof world>, 'sampler' | 'deps'>,
  {
    cell = before,
    noBaseline = null as string | null,
    noProfiles = undefined as string | undefined,
    keep = undefined as KeepProfile | undefined,
    target = aTarget({ env: { NODE_OPTIONS: '--max-old-space-size=64' } }),
  } = {},
): Promise<CellRecord | undefined> {
  const cells = new Map([[KEY, cell]]);
  const request = {
    candidate: side,
    baseline: side,
    ...(noProfiles === undefined ? {} : { noProfiles }),
  };
  const plans = [makePlan(target, [aScenario('json')], noBaseline)];
  await profileCells({ wanted: [KEY], plans, cells, request, sampler, keep }, deps);
  return cells.get(KEY);
}

it('samples both sides while they are loaded, reads before it stops them, and changes nothing else of the cell', async () => {
  const one = world();
  const files = new Map<string, number>();
  const cell = await profiled(one, { keep: (name, content) => files.set(name, content.length) });
  expect([...files.keys()]).toEqual([
    'app-json-baseline.pb.gz',
    'app-json-baseline.speedscope.json',
    'app-json-candidate.pb.gz',
    'app-json-candidate.speedscope.json',
  ]);
  expect(Math.min(...files.values())).toBeGreaterThan(100);
  expect({ ...cell, profile: undefined }).toEqual({ ...before, profile: undefined });
  expect(cell?.profile).toMatchObject({ kind: 'sampled', samples: { baseline: 40, candidate: 60 } });
  if (cell?.profile?.kind !== 'sampled') throw new Error('not sampled');
  expect(cell.profile.waits).toEqual({ baseline: [1, 1, 1, 1], candidate: [1, 1, 1, 1] });
  // 3 duets of 120 answers each; 120 µs for each sample.
  expect(cell.profile.functions.find(({ name }) => name === 'slow')).toEqual({
    ...{ name: 'slow', file: 'app.py', kind: 'own', baseline: [0, 0, 0, 0] },
    candidate: [1.667, 1.667, 1.667, 1.667],
  });
  const { events } = one.seen;
  expect(events.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'round'));
  expect(cell.profile.calls?.map(({ name }) => name)).toEqual(['fast', 'slow']);
  expect(events.slice(6, 8).toSorted()).toEqual(['read baseline', 'read candidate']);
  expect(events.slice(8, 10).toSorted()).toEqual(['stop baseline', 'stop candidate']);
  expect(events.filter((event) => event.startsWith('stop'))).toHaveLength(8);
});

it('lets runtimes name their functions, the same on both sides, and keeps what the target sets', async () => {
  const { seen, sampler, deps } = world();
  await profiled({ sampler, deps });
  const variables = seen.started.map(({ env }) => JSON.stringify(env));
  expect(seen.started).toHaveLength(8);
  expect(new Set(variables).size).toBe(1);
  expect(seen.started[0]?.env).toMatchObject({
    PYTHONPERFSUPPORT: '1',
    NODE_OPTIONS: expect.stringMatching(/^--max-old-space-size=64 --import=data:text\/javascript,[^ "]+$/),
  });
  expect(seen.sampled.at(-1)).toMatchObject({ cpus: 1, goModule: 'example.com/shop' });
});

const refusing = (code: string, message: string): Sampler['start'] => {
  return () => Promise.reject(new NotSampled({ kind: 'none', code, message }));
};

it('says why there is no profile, and starts nothing for it where that is known before', async () => {
  const missing = world(refusing('perf-missing', 'perf is not installed on this machine'));
  expect((await profiled(missing))?.profile).toEqual({
    ...{ kind: 'none', code: 'perf-missing', message: 'perf is not installed on this machine' },
  });
  expect(missing.seen.started).toEqual([]);
  const code = async (...given: Parameters<typeof profiled>) => {
    const { profile } = (await profiled(...given)) ?? {};
    return profile?.kind === 'none' ? profile.code : profile?.kind;
  };
  expect(await code(world(), { noProfiles: 'this pull request is from a fork' })).toBe('profile-fork');
  expect(await code(world(), { noBaseline: 'new' })).toBe('one-side');
  const url = { candidate: 'http://a.example', baseline: null };
  expect(await code(world(), { cell: makeCell({ target: 'app', scenario: 'json', url }) })).toBe(
    'profile-url',
  );
  const { deps, sampler } = world();
  const hidden = { ...deps.runtime, start: async () => makeInstance(port('candidate')) };
  expect(await code({ sampler, deps: { ...deps, runtime: hidden } })).toBe('no-processes');
});

it('gives up where generations are lost, with what lost them', async () => {
  const { deps, sampler } = world();
  const start = (): never => {
    throw new LoadgateError('it does not start', { kind: 'usage', code: 'start-failed', hint: 'x' });
  };
  const cell = await profiled({ sampler, deps: { ...deps, runtime: { ...deps.runtime, start } } });
  expect(cell?.profile).toMatchObject({ kind: 'none', code: 'profile-lost' });
  expect(cell?.profile?.kind === 'none' && cell.profile.message).toMatch(/lost: .*it does not start/);
});

it('has an end, however many cells want a profile', async () => {
  const { deps, sampler } = world();
  let now = 0;
  const clock = {
    ...deps.clock,
    now: () => {
      now += PROFILE_MS / 2;
      return now;
    },
  };
  const cells = new Map([
    [KEY, before],
    ['app/text', makeCell({ target: 'app', scenario: 'text' })],
  ]);
  const plans = [makePlan(aTarget(), [aScenario('json'), aScenario('text')])];
  const request = { candidate: side, baseline: side };
  await profileCells({ wanted: [KEY, 'app/text'], plans, cells, request, sampler }, { ...deps, clock });
  expect(cells.get('app/text')?.profile).toMatchObject({ kind: 'none', code: 'no-time' });
});
