import { beforeEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/counts/reading.js';
import type { Counting } from '../../../src/measure/counting.js';
import { countPaused } from '../../../src/measure/paused-counts.js';
import { systemClock } from '../../../src/system/clock.js';

const PAUSE_MS = 1_100;
/** A request, and a reading, take this long, ms. */
const REQUEST_MS = 20;

/** A connection as PostgreSQL has it: it publishes as a statement ends, if it has not for a second. */
interface Connection {
  readonly name: string;
  held: number;
  publishedAt: number;
  mark: number;
}

let now = 0;
let published = 0;
let connections = 0;
let open: Connection[] = [];
let slept: number[] = [];

beforeEach(() => {
  [now, published, connections, open, slept] = [0, 0, 0, [], []];
});

function connect(): Connection {
  connections += 1;
  const connection = { name: `c${connections}`, held: 0, publishedAt: now, mark: now };
  open.push(connection);
  return connection;
}

/** Statements that each make one scan. */
function send(connection: Connection, statements: number): void {
  for (let statement = 0; statement < statements; statement += 1) {
    now += 1;
    connection.held += 1;
    connection.mark = now;
    if (now - connection.publishedAt <= 1_000) continue;
    published += connection.held;
    connection.held = 0;
    connection.publishedAt = now;
  }
}

function disconnect(connection: Connection): void {
  published += connection.held;
  open = open.filter((one) => one !== connection);
}

/** What a reading adds: a connection. */
async function read(): Promise<ReadonlyMap<string, Reading>> {
  now += REQUEST_MS;
  connections += 1;
  const marks = new Map(open.map(({ name, mark }) => [name, String(mark)]));
  const publishing = { pauseMs: PAUSE_MS, connections: marks };
  return new Map([['db', { counters: { scans: published, connections }, lateMs: 10_400, publishing }]]);
}

function counting(request: (row: number) => void, { batch = 5, batches = 2 } = {}): Counting {
  return {
    counted: [{ name: 'db', reader: { hasQueues: false }, read: async () => ({ counters: {}, lateMs: 0 }) }],
    deps: {
      clock: {
        ...systemClock,
        sleep: async (ms) => {
          slept.push(ms);
          now += ms;
        },
      },
      signal: new AbortController().signal,
    },
    ask: async (row) => {
      now += REQUEST_MS;
      request(row);
    },
    read,
    settleQueues: async () => {},
    batchesOf: () => ({ batch, batches }),
  };
}

const scans = (each: number) => ({ services: { db: { connections: 0, scans: each } } });

describe('counts that are published late', () => {
  it.each([1, 2, 51])(
    'are exact after short pauses where one connection makes all: %i a request',
    async (each) => {
      const only = connect();
      expect(await countPaused(counting(() => send(only, each)))).toEqual(scans(each));
      expect(slept).toEqual([PAUSE_MS, PAUSE_MS, PAUSE_MS]);
    },
  );

  it('are exact where requests go round a pool', async () => {
    const pool = [connect(), connect(), connect(), connect()];
    let next = 0;
    const request = () => send(pool[next++ % pool.length] as Connection, 3);
    expect(await countPaused(counting(request))).toEqual(scans(3));
  });

  it('are exact where each request opens a connection and closes it', async () => {
    const request = () => {
      const own = connect();
      send(own, 3);
      disconnect(own);
    };
    expect(await countPaused(counting(request))).toEqual({ services: { db: { connections: 1, scans: 3 } } });
  });

  it("are exact for rows of a scenario's data that cost differently", async () => {
    const only = connect();
    const counted = counting((row) => send(only, row + 1), { batch: 10, batches: 2 });
    expect(await countPaused(counted)).toEqual(scans(5.5));
  });

  it('are counted again where another connection publishes what it has held since the start', async () => {
    const [only, other] = [connect(), connect()];
    send(other, 500);
    let asked = 0;
    const request = () => {
      send(only, 3);
      asked += 1;
      if (asked !== 8) return;
      published += other.held;
      other.held = 0;
    };
    expect(await countPaused(counting(request))).toEqual(scans(3));
    expect(slept).toHaveLength(6);
  });

  it('are not known where connections stay open that nothing is asked again', async () => {
    expect(await countPaused(counting(() => send(connect(), 3)))).toBeNull();
  });

  it('are not known where a pool is longer than the batches', async () => {
    const pool = Array.from({ length: 16 }, connect);
    let next = 0;
    expect(await countPaused(counting(() => send(pool[next++ % pool.length] as Connection, 3)))).toBeNull();
  });

  it('are not known where requests take so long that it is chance what they publish', async () => {
    const only = connect();
    let times = 0;
    const request = () => {
      send(only, 40);
      now += [300, 1_500, 700][times++ % 3] ?? 0;
      send(only, 3);
    };
    expect(await countPaused(counting(request))).toBeNull();
  });
});
