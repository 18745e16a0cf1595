import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { baselineTarget, initialCells, targetsToBuild } from '../../../src/job/cells.js';
import { servicesOf } from '../../../src/job/services.js';
import type { JobRequest, JobSide } from '../../../src/job/types.js';
import type { Config, Service } from '../../../src/model/config.js';
import { planCells } from '../../../src/plan/cells.js';
import { aService } from '../../support/services.js';
import { aBuild } from '../../support/targets.js';

const YAML = `
targets:
  api: { build: api, port: 8080, env: { MODE: fast } }
  web: { build: web, port: 8080 }
scenarios:
  text: { request: GET /text }
`;
const config = (text = YAML): Config => parseConfig(text, 'loadgate.yml');

/** Content ids by path. */
const side = (ids: Record<string, string>): JobSide => ({
  ref: { sha: '1'.repeat(40), label: 'x' },
  contentIds: async (paths) => new Map(paths.map((path) => [path, ids[path] ?? null])),
  readText: async () => null,
  listFiles: async () => null,
  sourceDir: async () => {
    throw new Error('nothing is checked out to decide this');
  },
  mustHave: async () => {},
});

const CONTENT = { api: 'api-1', 'api/Dockerfile': 'd', web: 'web-1', 'web/Dockerfile': 'd' };

async function statesOf(rest: Partial<JobRequest>) {
  const request: JobRequest = {
    id: 'run',
    config: config(),
    filter: [],
    candidate: side(CONTENT),
    baseline: side(CONTENT),
    baselineConfig: null,
    noBaseline: null,
    stored: null,
    seed: 1,
    ...rest,
  };
  const planned = planCells(request.config);
  const cells = await initialCells(planned, request, async () => false);
  return {
    states: Object.fromEntries([...cells].map(([name, cell]) => [name, cell.noBaseline ?? cell.state])),
    build: targetsToBuild(planned, cells).map(({ name }) => name),
  };
}

describe("a target's own balancer", () => {
  const text = `
targets:
  api: { build: api, port: 8080, replicas: 2, balancer: { build: lb, files: { /etc/lb.cfg: lb.cfg } } }
  web: { build: web, port: 8080 }
scenarios:
  text: { request: GET /text }
`;
  const content = { ...CONTENT, lb: 'lb-1', 'lb/Dockerfile': 'd', 'lb.cfg': 'cfg-1' };
  const changed = async (part: Record<string, string>) => {
    const own = config(text);
    const rest = { config: own, baselineConfig: own, baseline: side(content) };
    return (await statesOf({ ...rest, candidate: side({ ...content, ...part }) })).build;
  };

  it('decides what is measured by its files, its context and its Dockerfile', async () => {
    expect(await changed({})).toEqual([]);
    expect(await changed({ 'lb.cfg': 'cfg-2' })).toEqual(['api']);
    expect(await changed({ lb: 'lb-2' })).toEqual(['api']);
    expect(await changed({ 'lb/Dockerfile': 'e' })).toEqual(['api']);
  });
});

describe('the baseline of a target with a balancer', () => {
  it('has its own balancer under the caps of the candidate', () => {
    const text = (balancer: string) =>
      config(`targets: { api: { build: api, port: 8080, replicas: 2, balancer: { ${balancer} } } }
scenarios: { text: { request: GET /text } }`);
    const now = text('image: "haproxy:3", caps: { memory: 64m }').targets[0];
    if (now === undefined) throw new Error('it has a target');
    const before = baselineTarget(now, text('image: "haproxy:2", caps: { memory: 1g }'));
    expect(before.balancer).toMatchObject({ image: 'haproxy:2', caps: { memoryBytes: 64 * 2 ** 20 } });
  });
});

describe('what the sides have', () => {
  it('is asked of each once, whatever the number of cells', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `t${n}`);
    const many = config(
      `targets:\n${names.map((name) => `  ${name}: { build: ${name}, port: 8080 }`).join('\n')}
scenarios:\n${names.map((name) => `  ${name}: { request: GET /${name} }`).join('\n')}\n`,
    );
    const asked: (readonly string[])[] = [];
    const noting = (): JobSide => {
      const plain = side(
        Object.fromEntries(
          names.flatMap((name) => [
            [name, name],
            [`${name}/Dockerfile`, 'd'],
          ]),
        ),
      );
      return {
        ...plain,
        contentIds: (paths) => {
          asked.push(paths);
          return plain.contentIds(paths);
        },
      };
    };
    const { states } = await statesOf({ config: many, candidate: noting(), baseline: noting() });
    expect(Object.keys(states)).toHaveLength(40 * 40);
    expect(new Set(Object.values(states))).toEqual(new Set(['unchanged']));
    expect(asked.map((paths) => paths.length)).toEqual([160, 160]);
  });
});

describe('a cell', () => {
  it('with the same inputs on both sides is unchanged, and nothing is built', async () => {
    const { states, build } = await statesOf({});
    expect(states).toEqual({ 'api/text': 'unchanged', 'web/text': 'unchanged' });
    expect(build).toEqual([]);
  });

  it.each([
    ['build context', { ...CONTENT, api: 'api-2' }],
    ['Dockerfile', { ...CONTENT, 'api/Dockerfile': 'e' }],
  ])('with another %s is measured, and only its target is built', async (_, ids) => {
    const { states, build } = await statesOf({ candidate: side(ids) });
    expect(states).toEqual({ 'api/text': 'not-measured', 'web/text': 'unchanged' });
    expect(build).toEqual(['api']);
  });

  it.each([
    ['its environment', YAML.replace('MODE: fast', 'MODE: slow')],
    ['its port', YAML.replace('api, port: 8080', 'api, port: 8081')],
    ['its caps', YAML.replace('port: 8080, env', 'port: 8080, caps: { cpus: 0.5 }, env')],
  ])('whose configuration had another value for %s is measured', async (_, before) => {
    const { states } = await statesOf({ baselineConfig: config(before) });
    expect(states).toEqual({ 'api/text': 'not-measured', 'web/text': 'unchanged' });
  });

  it('whose target the baseline lacks is new', async () => {
    const { web: _, ...without } = CONTENT;
    const { states } = await statesOf({ baseline: side(without) });
    expect(states['web/text']).toBe('this target is not in the baseline');
  });

  it('says why there is no baseline at all', async () => {
    const { states } = await statesOf({ baseline: null, noBaseline: 'no baseline is stored yet' });
    expect(new Set(Object.values(states))).toEqual(new Set(['no baseline is stored yet']));
  });
});

describe('the baseline side', () => {
  it('is built and started as its own configuration says, under the caps of the candidate', () => {
    const before = config(YAML.replace('MODE: fast', 'MODE: slow').replace('build: api', 'build: old-api'));
    const [api] = config().targets;
    if (api === undefined) throw new Error('no target');
    const capped = { ...api, caps: { ...api.caps, cpus: 2 } };
    const side = baselineTarget(capped, before);
    expect(side).toMatchObject({ env: { MODE: 'slow' }, build: { context: 'old-api' }, caps: { cpus: 2 } });
    expect(baselineTarget(capped, null)).toBe(capped);
  });
});

describe('what a target needs', () => {
  const db = aService('db', { image: null, build: aBuild('db') });
  const withNeeds = (services: readonly Service[] = [db]): Config => {
    const { targets, ...rest } = config();
    return {
      ...rest,
      services,
      targets: targets.map((target) => (target.name === 'api' ? { ...target, needs: ['db'] } : target)),
    };
  };
  const both = { ...CONTENT, db: 'db-1', 'db/Dockerfile': 'd' };
  const statesAfter = async (
    contents: Record<string, string>,
    before: Config | null = null,
    now = withNeeds(),
  ) => {
    const { states } = await statesOf({
      config: now,
      baselineConfig: before,
      candidate: side({ ...both, ...contents }),
      baseline: side(both),
    });
    return states;
  };

  it('is measured again where it changed, and only beside the targets that need it', async () => {
    expect(await statesAfter({})).toEqual({ 'api/text': 'unchanged', 'web/text': 'unchanged' });
    for (const changed of [{ db: 'db-2' }, { 'db/Dockerfile': 'e' }]) {
      expect(await statesAfter(changed)).toEqual({ 'api/text': 'not-measured', 'web/text': 'unchanged' });
    }
  });

  it.each<[string, Service]>([
    ['seed', { ...db, seed: ['seed'] }],
    ['environment', { ...db, env: { A: '1' } }],
    ['command', { ...db, container: { ...db.container, command: ['serve'] } }],
  ])('is measured again where its %s changed', async (_what, changed) => {
    expect(await statesAfter({}, withNeeds(), withNeeds([changed]))).toMatchObject({
      'api/text': 'not-measured',
      'web/text': 'unchanged',
    });
  });

  it('is measured again where a file changed that its container has, or the one of the target', async () => {
    const files = { '/init.sql': 'deploy/init.sql' };
    const ofService = withNeeds([{ ...db, container: { ...db.container, files } }]);
    const plain = withNeeds();
    const ofTarget = {
      ...plain,
      targets: plain.targets.map((one) => ({ ...one, container: { ...one.container, files } })),
    };
    for (const [now, expected] of [
      [ofService, { 'api/text': 'not-measured', 'web/text': 'unchanged' }],
      [ofTarget, { 'api/text': 'not-measured', 'web/text': 'not-measured' }],
    ] as const) {
      expect(await statesAfter({}, null, now)).toMatchObject({ 'api/text': 'unchanged' });
      expect(await statesAfter({ 'deploy/init.sql': 'changed' }, null, now)).toEqual(expected);
    }
  });

  it('is not measured again for other caps or counters alone of a service: both sides have the new ones', async () => {
    const larger: Service = { ...db, caps: { ...db.caps, memoryBytes: 2 ** 30 }, count: 'postgres' };
    expect(await statesAfter({}, withNeeds(), withNeeds([larger]))).toMatchObject({
      'api/text': 'unchanged',
    });
  });

  it('is as the baseline had it on the side of the baseline, under the caps of the candidate', () => {
    const before = withNeeds([{ ...db, env: { OLD: '1' } }, aService('gone')]);
    const now = withNeeds([{ ...db, caps: { ...db.caps, cpus: 2 }, count: 'redis' }, aService('added')]);
    const request = { config: now, baselineConfig: before };
    expect(servicesOf('candidate', request).map(({ name }) => name)).toEqual(['db', 'added']);
    const [first, ...others] = servicesOf('baseline', request);
    expect(first).toMatchObject({ name: 'db', env: { OLD: '1' }, caps: { cpus: 2 }, count: 'redis' });
    expect(others.map(({ name }) => name)).toEqual(['gone', 'added']);
  });
});
