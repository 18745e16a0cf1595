import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countReader } from '../../../src/counts/reader.js';
import type { QueueLength } from '../../../src/counts/reading.js';
import { countServices } from '../../../src/measure/service-counts.js';
import type { CountSource } from '../../../src/model/config.js';
import { type Clock, systemClock } from '../../../src/system/clock.js';
import { dockerAvailable } from '../../support/docker.js';
import { makeInstance } from '../../support/fake-measuring.js';
import { aService, aServiceInstance } from '../../support/services.js';
import { aScenario } from '../../support/targets.js';
import { PROGRAMS, type Program, type Running, run, serve } from './programs.js';

/** A request may start a client in the container, which takes its time on a busy machine, ms. */
const REQUEST_MS = 10_000;

/** Counts what a target's work costs the program, per request. */
async function counted(
  program: Running,
  count: CountSource,
  work: () => Promise<void>,
  before = 0,
  clock: Clock = systemClock,
) {
  const target = await serve(work);
  const db = aService('db', { count });
  const instance = aServiceInstance({ exec: program.exec, ask: program.ask });
  const signal = new AbortController().signal;
  try {
    return await countServices(
      {
        instance: makeInstance(target.port),
        services: {
          network: 'n',
          services: [db],
          instances: new Map([['db', instance]]),
          end: async () => {},
        },
      },
      { ...aScenario('list'), timeoutMs: REQUEST_MS },
      before,
      { clock, signal, upstream: null },
    );
  } finally {
    await target.end();
  }
}

const steady = (counts: Readonly<Record<string, number>>, isOnce = false) => ({
  counts: { services: { db: counts } },
  isOnce,
});

/** A program for all tests of a block. */
function withProgram(program: Program): () => Running {
  let running: Running | null = null;
  beforeAll(async () => {
    running = await run(program);
  });
  afterAll(() => running?.end());
  return () => {
    if (running === null) throw new Error('it has not started');
    return running;
  };
}

describe.skipIf(!dockerAvailable)('counters of a real MariaDB', () => {
  const program = withProgram(PROGRAMS.mariadb);
  const client = ['mariadb', '--user=root', '--batch', '--skip-column-names', '--unbuffered'];
  const select = (name: string) => `SELECT id FROM shop.items WHERE name = '${name}';`;

  beforeAll(async () => {
    const setUp =
      'CREATE DATABASE shop; USE shop; CREATE TABLE shop.items (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255), KEY by_name (name));' +
      " INSERT INTO shop.items (name) SELECT concat('n', seq) FROM seq_1_to_5000";
    expect((await program().exec(['mariadb', '--user=root', `--execute=${setUp}`])).exitCode).toBe(0);
  });

  it('count queries to the last one, without our own', async () => {
    const send = program().session(client);
    const one = await counted(program(), 'mysql', () => send(select('n7')));
    expect(one).toEqual(steady({ connections: 0, queries: 1, 'rows-read': 2, 'rows-written': 0 }));
    const many = await counted(program(), 'mysql', async () => {
      for (let query = 0; query < 51; query += 1) await send(select(`n${query + 1}`));
    });
    expect(many).toEqual(steady({ connections: 0, queries: 51, 'rows-read': 102, 'rows-written': 0 }));
  });

  it('show a lost index, rows written, and connections', async () => {
    const send = program().session(client);
    await program().exec(['mariadb', '--user=root', '--execute=DROP INDEX by_name ON shop.items']);
    expect(await counted(program(), 'mysql', () => send(select('n7')))).toEqual(
      steady({ connections: 0, queries: 1, 'rows-read': 5001, 'rows-written': 0 }),
    );
    const written = await counted(program(), 'mysql', () =>
      send("INSERT INTO shop.items (name) VALUES ('a'), ('b'); SELECT 1;"),
    );
    expect(written?.counts.services?.db).toMatchObject({ queries: 2, 'rows-written': 2 });
    const opened = await counted(program(), 'mysql', async () => {
      await program().exec(['mariadb', '--user=root', '--execute=SELECT 1']);
    });
    expect(opened?.counts.services?.db?.connections).toBe(1);
  });

  it('are counted in two generations, and no more', async () => {
    expect(await counted(program(), 'mysql', async () => {}, 1)).not.toBeNull();
    expect(await counted(program(), 'mysql', async () => {}, 2)).toBeNull();
  });

  it('are refused of another program, with what it says', async () => {
    await expect(counted(program(), 'redis', async () => {})).rejects.toMatchObject({
      code: 'count-failed',
      message: expect.stringContaining('neither redis-cli nor valkey-cli is in this image'),
    });
  });
});

describe.skipIf(!dockerAvailable)('counters of a MariaDB whose password is in a file', () => {
  const program = withProgram(PROGRAMS.mariadbSecret);

  it('are read with it', async () => {
    const refused = await program().exec(['mariadb', '--user=root', '--execute=SELECT 1']);
    expect(refused.stderr).toContain('Access denied');
    const client = ['mariadb', '--user=root', '--password=pa55 word', '--batch', '--skip-column-names'];
    const send = program().session([...client, '--unbuffered']);
    const one = await counted(program(), 'mysql', () => send('SELECT 1;'));
    expect(one?.counts.services?.db).toMatchObject({ connections: 0, queries: 1 });
  });
});

const TABLE =
  "CREATE TABLE items AS SELECT g AS id, 'n' || g AS name FROM generate_series(1, 5000) g; CREATE INDEX by_name ON items (name); VACUUM ANALYZE items";
const psql = ['su', 'postgres', '-c', 'psql -XAtq'];
const item = (name: string) => `SELECT id FROM items WHERE name = '${name}';`;
const make = async (program: Running, sql: string): Promise<void> => {
  for (const one of sql.split('; ')) {
    const { exitCode, stderr } = await program.exec(['su', 'postgres', '-c', `psql -qc "${one}"`]);
    if (exitCode !== 0) throw new Error(stderr);
  }
};

describe.skipIf(!dockerAvailable)('counters of a real PostgreSQL', () => {
  const program = withProgram(PROGRAMS.postgres);
  beforeAll(() => make(program(), TABLE));

  const connect = async () => {
    const { exitCode } = await program().exec(['su', 'postgres', '-c', `psql -XAtqc "${item('n7')}"`]);
    if (exitCode !== 0) throw new Error('psql failed');
  };

  it('are exact after short pauses, in two generations: a connection publishes with its next statement', async () => {
    const send = program().session(psql);
    const slept: number[] = [];
    const sleep: Clock['sleep'] = (ms, signal) => {
      slept.push(ms);
      return systemClock.sleep(ms, signal);
    };
    for (const before of [0, 1])
      expect(
        await counted(program(), 'postgres', () => send(item('n7')), before, { ...systemClock, sleep }),
      ).toEqual(steady({ connections: 0, 'rows-read': 1, 'rows-written': 0, scans: 1 }));
    expect(slept).toEqual(Array(6).fill(1_100));
    const many = await counted(program(), 'postgres', async () => {
      for (let query = 0; query < 51; query += 1) await send(item(`n${query + 1}`));
    });
    expect(many).toEqual(steady({ connections: 0, 'rows-read': 51, 'rows-written': 0, scans: 51 }));
  });

  it('are exact where requests go round a pool, or open a connection each', async () => {
    const pool = await Promise.all(Array.from({ length: 4 }, async () => program().session(psql)));
    let next = 0;
    const ask = async () => {
      const send = pool[next++ % pool.length];
      for (let query = 0; query < 3; query += 1) await send?.(item(`n${query + 1}`));
    };
    expect(await counted(program(), 'postgres', ask)).toEqual(
      steady({ connections: 0, 'rows-read': 3, 'rows-written': 0, scans: 3 }),
    );
    expect(await counted(program(), 'postgres', connect)).toEqual(
      steady({ connections: 1, 'rows-read': 1, 'rows-written': 0, scans: 1 }),
    );
  });

  it('are waited for once where each request opens a connection and keeps it', async () => {
    const open = async () => {
      const send = program().session(psql);
      for (let query = 0; query < 3; query += 1) await send(item(`n${query + 1}`));
    };
    expect(await counted(program(), 'postgres', open)).toEqual(
      steady({ connections: 1, 'rows-read': 3, 'rows-written': 0, scans: 3 }, true),
    );
    expect(await counted(program(), 'postgres', open, 1)).toBeNull();
  });

  it('show a lost index', async () => {
    const send = program().session(psql);
    await make(program(), 'DROP INDEX by_name');
    expect(await counted(program(), 'postgres', () => send(item('n7')))).toEqual(
      steady({ connections: 0, 'rows-read': 5000, 'rows-written': 0, scans: 1 }),
    );
  });
});

describe.skipIf(!dockerAvailable)('pg_stat_statements of a real PostgreSQL', () => {
  const program = withProgram(PROGRAMS.statements);
  beforeAll(() => make(program(), TABLE));

  it('counts queries at once, and blocks show a lost index', async () => {
    const send = program().session(psql);
    await send('SELECT 1;');
    const indexed = await counted(program(), 'postgres', async () => {
      for (let query = 0; query < 3; query += 1) await send(item(`n${query + 1}`));
    });
    expect(indexed?.counts.services?.db).toMatchObject({ connections: 0, queries: 3, rows: 3 });
    expect(indexed?.counts.unsteady).toBeUndefined();
    expect(indexed?.isOnce).toBe(false);
    await make(program(), 'DROP INDEX by_name');
    const scanned = await counted(program(), 'postgres', () => send(item('n7')));
    const blocks = {
      indexed: indexed?.counts.services?.db?.blocks ?? 0,
      scanned: scanned?.counts.services?.db?.blocks,
    };
    expect(blocks.indexed).toBeLessThanOrEqual(12);
    expect(blocks.scanned).toBeGreaterThan(20);
  });
});

describe.skipIf(!dockerAvailable)('connections to a real PostgreSQL with pg_stat_statements', () => {
  const program = withProgram(PROGRAMS.statements);
  const connect = async () => {
    const { exitCode } = await program().exec(['su', 'postgres', '-c', 'psql -XAtqc "SELECT 1"']);
    if (exitCode !== 0) throw new Error('psql failed');
  };
  const connections = (result: Awaited<ReturnType<typeof counted>>) => ({
    each: result?.counts.services?.['db']?.['connections'],
    isSteady: !(result?.counts.unsteady ?? []).includes('db/connections'),
    isOnce: result?.isOnce,
  });
  const exactly = (each: number) => ({ each, isSteady: true, isOnce: false });

  it('are one for each request of an app that opens one', async () => {
    const result = await counted(program(), 'postgres', connect);
    expect(connections(result)).toEqual(exactly(1));
    expect(result?.counts.services?.['db']?.['queries']).toBe(1);
  });

  it('are none of a pool that was opened a moment ago, whichever of them is asked', async () => {
    const pool = await Promise.all(Array.from({ length: 12 }, async () => program().session(psql)));
    await Promise.all(pool.map((send) => send('SELECT 1;')));
    let next = 0;
    const ask = () => pool[next++ % pool.length]?.('SELECT 1;') ?? Promise.resolve();
    expect(connections(await counted(program(), 'postgres', ask))).toEqual(exactly(0));
    // The same pool, and one more that each request opens and closes.
    const result = await counted(program(), 'postgres', async () => {
      await ask();
      await connect();
    });
    expect(connections(result)).toEqual(exactly(1));
  });

  it('are one for each request of an app that opens one and never closes it', async () => {
    const open = () => program().session(psql)('SELECT 1;');
    expect(connections(await counted(program(), 'postgres', open))).toEqual(exactly(1));
  });
});

describe.skipIf(!dockerAvailable)('counters of a real Redis', () => {
  const program = withProgram(PROGRAMS.redis);

  it('count commands, also those of scripts, with a password from the container alone', async () => {
    const send = program().session(['sh', '-c', 'REDISCLI_AUTH="$REDIS_PASSWORD" exec redis-cli']);
    expect(await counted(program(), 'redis', () => send('GET a'))).toEqual(
      steady({ commands: 1, connections: 0 }),
    );
    const script = `EVAL "return redis.call('INCR', 'n')" 0`;
    expect(await counted(program(), 'redis', () => send(script))).toEqual(
      steady({ commands: 2, connections: 0 }),
    );
  });

  it("are read by a command of one's own as well", async () => {
    const send = program().session(['sh', '-c', 'REDISCLI_AUTH="$REDIS_PASSWORD" exec redis-cli']);
    const own =
      'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli INFO keyspace | sed -n "s/^db0:keys=\\([0-9]*\\).*/keys \\1/p"';
    let next = 0;
    const work = () => send(`SET key-${next++} 1`);
    await work();
    expect(await counted(program(), { run: ['sh', '-c', own] }, work)).toEqual(steady({ keys: 1 }));
  });
});

describe.skipIf(!dockerAvailable)('counters of a real RabbitMQ', () => {
  const program = withProgram(PROGRAMS.rabbitmq);

  it('count messages that were published, and connections', async () => {
    const publish = async () => {
      const { exitCode, stderr } = await program().exec(['amqp-publish', '--routing-key=q', '--body=x']);
      if (exitCode !== 0) throw new Error(stderr);
    };
    expect(await counted(program(), 'rabbitmq', publish)).toEqual(steady({ connections: 1, messages: 1 }));
    expect(await counted(program(), 'rabbitmq', async () => {})).toEqual(
      steady({ connections: 0, messages: 0 }),
    );
  });

  it('tell each queue that is not empty, with messages that are not acknowledged, in milliseconds', async () => {
    const reader = countReader('rabbitmq', { name: 'db', port: null });
    const limits = { signal: new AbortController().signal, timeoutMs: 30_000 };
    const read = () => reader.read({ exec: program().exec, ask: (argv) => program().ask(argv, limits) });
    expect((await read()).queues).toEqual([]);
    const run = async (...argv: readonly string[]) => expect((await program().exec(argv)).exitCode).toBe(0);
    await run('amqp-declare-queue', '--queue=orders');
    await run('amqp-declare-queue', '--queue=late orders');
    for (const queue of ['orders', 'orders', 'orders', 'late orders'])
      await run('amqp-publish', `--routing-key=${queue}`, '--body=x');
    const longest = (a: QueueLength, b: QueueLength) => b.messages - a.messages;
    const began = performance.now();
    const { queues } = await read();
    expect(performance.now() - began).toBeLessThan(500);
    expect(queues?.toSorted(longest)).toEqual([
      { name: 'orders', messages: 3, consumers: 0 },
      { name: 'late orders', messages: 1, consumers: 0 },
    ]);
    // A consumer that has taken one, and has not acknowledged it.
    const held = program().session(['amqp-consume', '--queue=late orders', 'sleep', '20']);
    void held('');
    await vi.waitFor(
      async () => {
        const late = (await read()).queues?.find(({ name }) => name === 'late orders');
        expect(late).toEqual({ name: 'late orders', messages: 1, consumers: 1 });
      },
      { timeout: 10_000 },
    );
    await run('amqp-get', '--queue=orders');
    expect((await read()).queues?.find(({ name }) => name === 'orders')?.messages).toBe(2);
  });
});
