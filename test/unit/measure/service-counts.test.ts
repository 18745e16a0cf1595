import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countServices } from '../../../src/measure/service-counts.js';
import type { CountSource } from '../../../src/model/config.js';
import type { CommandResult } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import { makeInstance } from '../../support/fake-measuring.js';
import { tableOf } from '../../support/load.js';
import { aService, aServiceInstance } from '../../support/services.js';
import { aScenario } from '../../support/targets.js';

let target: Server;
let asked = 0;
const paths: string[] = [];
/** What the services have counted, by service; each request to the target adds `cost`. */
let counters: Record<string, Record<string, number>> = {};
let cost: (request: number) => Record<string, Record<string, number>> = () => ({});
const slept: number[] = [];

function add(more: Record<string, Record<string, number>>): void {
  for (const [service, counts] of Object.entries(more)) {
    const now = counters[service] ?? {};
    counters[service] = now;
    for (const [name, value] of Object.entries(counts)) now[name] = (now[name] ?? 0) + value;
  }
}

beforeEach(async () => {
  asked = 0;
  counters = {};
  slept.length = 0;
  paths.length = 0;
  target = createServer((request, response) => {
    asked += 1;
    paths.push(request.url ?? '');
    add(cost(asked));
    response.end('ok');
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => target.close(resolve)));

/** A service whose own command prints its counters, and adds a query by being read. */
const exec = (name: string) => async (): Promise<CommandResult> => {
  add({ [name]: { queries: 1 } });
  const lines = Object.entries(counters[name] ?? {}).map(([count, value]) => `${count} ${value}`);
  return { exitCode: 0, stdout: lines.join('\n'), stderr: '' };
};

function count(
  names: readonly string[],
  {
    before = 0,
    source,
    print,
    rows,
  }: {
    before?: number;
    source?: CountSource | null;
    print?: () => string;
    rows?: readonly (readonly string[])[];
  } = {},
) {
  const own = source === undefined ? { run: ['count'] } : source;
  const services = names.map((name) => aService(name, { count: own }));
  const instances = new Map(
    names.map((name) => {
      const run =
        print === undefined ? exec(name) : async () => ({ exitCode: 0, stdout: print(), stderr: '' });
      return [name, aServiceInstance({ exec: run, ask: run })];
    }),
  );
  const { port } = target.address() as AddressInfo;
  const plain = aScenario('list');
  const scenario =
    rows === undefined
      ? plain
      : {
          ...plain,
          request: { ...plain.request, path: '/{{names.name}}' },
          data: { names: { file: 'names.csv' } },
        };
  const tables = { names: tableOf(['name'], rows ?? []) };
  return countServices(
    { instance: makeInstance(port), services: { network: 'n', services, instances, end: async () => {} } },
    scenario,
    before,
    {
      ...(rows === undefined ? {} : { data: new Map([[scenario, { tables, sources: {} }]]) }),
      clock: { ...systemClock, sleep: async (ms) => void slept.push(ms) },
      signal: new AbortController().signal,
      upstream: null,
    },
  );
}

describe('counts of services', () => {
  it('are per request, over ten of them, without what reading adds', async () => {
    cost = () => ({ db: { queries: 51, 'rows-read': 500 }, cache: { commands: 1, queries: 0 } });
    add({ db: { queries: 7, 'rows-read': 3 }, cache: { commands: 2, queries: 0 } });
    expect(await count(['db', 'cache'])).toEqual({
      counts: { services: { db: { queries: 51, 'rows-read': 500 }, cache: { commands: 1, queries: 0 } } },
      isOnce: false,
    });
    expect(asked).toBe(11);
    expect(slept).toEqual([]);
  });

  it("are without what a connection's first request costs", async () => {
    cost = (request) => ({ db: { queries: request === 1 ? 6 : 1 } });
    add({ db: { queries: 0 } });
    const rows = Array.from({ length: 20 }, (_, at) => [`n${at}`]);
    expect((await count(['db'], { rows }))?.counts).toEqual({ services: { db: { queries: 1 } } });
  });

  it('say which of them differ from request to request', async () => {
    cost = (request) => ({ db: { queries: 1, 'rows-read': Math.floor(request / 2) % 2 === 0 ? 10 : 1000 } });
    add({ db: { queries: 0, 'rows-read': 0 } });
    const counted = await count(['db']);
    expect(counted?.counts.unsteady).toEqual(['db/rows-read']);
    expect(counted?.counts.services?.db?.queries).toBe(1);
  });

  it("ask for the same rows of a scenario's data twice: rows may cost differently", async () => {
    cost = () => ({ db: { queries: 1, 'rows-read': paths.at(-1) === '/n3' ? 41 : 1 } });
    add({ db: { queries: 0, 'rows-read': 0 } });
    const rows = Array.from({ length: 30 }, (_, at) => [`n${at}`]);
    expect(await count(['db'], { rows })).toMatchObject({
      counts: { services: { db: { queries: 1, 'rows-read': 5 } } },
    });
    const counted = paths.slice(1);
    expect(counted.slice(0, 10)).toEqual(rows.slice(0, 10).map(([name]) => `/${name}`));
    expect(counted.slice(10)).toEqual(counted.slice(0, 10));
  });

  it('are waited for where a service publishes them late and a pause does not help, and counted once only', async () => {
    const print = () => `connections 1\n#late\n#open 7-1 \nscans ${asked}\n`;
    expect(await count(['db'], { source: 'postgres', print })).toEqual({
      counts: { services: { db: { connections: 0, scans: 1 } } },
      isOnce: true,
    });
    expect(slept).toEqual([1_100, 1_100, 10_400, 10_400, 10_400]);
    slept.length = 0;
    expect(await count(['db'], { source: 'postgres', print, before: 1 })).toBeNull();
    expect(slept).toEqual([1_100, 1_100]);
  });

  it('are counted in two generations where a pause publishes them', async () => {
    const print = () => `connections 1\n#late\n#open 7-1 ${asked}\nscans ${asked}\n`;
    for (const before of [0, 1])
      expect(await count(['db'], { source: 'postgres', print, before })).toEqual({
        counts: { services: { db: { connections: 0, scans: 1 } } },
        isOnce: false,
      });
    expect(await count(['db'], { source: 'postgres', print, before: 2 })).toBeNull();
    expect(new Set(slept)).toEqual(new Set([1_100]));
  });

  it('are counted in two generations', async () => {
    cost = () => ({ db: { queries: 1 } });
    add({ db: { queries: 0 } });
    expect(await count(['db'], { before: 1 })).not.toBeNull();
    expect(await count(['db'], { before: 2 })).toBeNull();
  });

  it('are none where no service is to be counted', async () => {
    expect(await count([])).toBeNull();
    expect(await count(['db'], { source: null })).toBeNull();
    expect(asked).toBe(0);
  });

  it('end with the error of the first that can not be read', async () => {
    await expect(count(['db'], { print: () => 'no numbers here' })).rejects.toMatchObject({
      kind: 'usage',
      code: 'count-failed',
    });
  });
});
