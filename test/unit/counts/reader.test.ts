import { describe, expect, it } from 'vitest';
import { countReader, type ExecInside, type Inside } from '../../../src/counts/reader.js';
import type { CountSource } from '../../../src/model/config.js';
import { LoadgateError } from '../../../src/model/error.js';

const answering =
  (stdout: string, exitCode = 0, stderr = ''): ExecInside =>
  async () => ({ exitCode, stdout, stderr });

/** A container in which commands run to their end, and none stays. */
const running = (exec: ExecInside): Inside => ({
  exec,
  ask: async () => {
    throw new Error('nothing stays here');
  },
});

/** One in which the command stays, and is asked. */
const staying = (ask: ExecInside): Inside => ({
  ask,
  exec: async () => {
    throw new Error('nothing runs to its end here');
  },
});

async function failure(source: CountSource, exec: ExecInside): Promise<LoadgateError> {
  const error = await countReader(source, { name: 'db', port: null })
    .read(running(exec))
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  if (!(error instanceof LoadgateError)) throw new Error('nothing was refused');
  return error;
}

describe('a reader', () => {
  it('runs the command of the user, and takes its lines', async () => {
    const asked: (readonly string[])[] = [];
    const reader = countReader({ run: ['sh', '/count.sh'] }, { name: 'search', port: null });
    const reading = await reader.read(
      running(async (argv) => {
        asked.push(argv);
        return { exitCode: 0, stdout: 'searches 4\n', stderr: 'a warning' };
      }),
    );
    expect(asked).toEqual([['sh', '/count.sh']]);
    expect(reading).toEqual({ counters: { searches: 4 }, lateMs: 0 });
  });

  it.each([
    ['postgres', null, '5432'],
    ['postgres', 5433, '5433'],
    ['redis', null, '6379'],
    ['redis', 6380, '6380'],
  ] as const)('of %s at port %s asks at %s', async (source, port, asked) => {
    let last: string | undefined;
    const reader = countReader(source, { name: 'db', port });
    const exec: ExecInside = async (argv) => {
      last = argv.at(-1);
      return { exitCode: 1, stdout: '', stderr: '' };
    };
    await reader.read(source === 'postgres' ? staying(exec) : running(exec)).catch(() => {});
    expect(last).toBe(asked);
  });

  it('says what the command said where it fails', async () => {
    const error = await failure(
      'redis',
      answering('', 127, 'neither redis-cli nor valkey-cli is in this image\n'),
    );
    expect(error.message).toBe(
      'The counters of service "db" can\'t be read: sh ended with 127: neither redis-cli nor valkey-cli is in this image',
    );
    expect(error).toMatchObject({ kind: 'usage', code: 'count-failed' });
    expect(error.hint).toContain('"count: redis"');
    expect(error.log).toEqual(['neither redis-cli nor valkey-cli is in this image']);
  });

  it('says what is wrong with the output', async () => {
    const error = await failure({ run: ['count'] }, answering('queries many'));
    expect(error.message).toContain(
      'line 1 is "queries many", not a name and a number such as "queries 120"',
    );
    expect(error.hint).toContain('"queries 120"');
  });

  it('of RabbitMQ asks a command that stays, since its start is dear', async () => {
    const asked: (readonly string[])[] = [];
    const reader = countReader('rabbitmq', { name: 'queue', port: 5672 });
    expect(reader.hasQueues).toBe(true);
    const exec = answering('', 1, 'nothing runs here to its end');
    const ask: ExecInside = async (argv) => {
      asked.push(argv);
      return { exitCode: 0, stdout: 'messages 2\nconnections 1', stderr: '' };
    };
    for (let time = 0; time < 2; time += 1) {
      expect(await reader.read({ exec, ask })).toEqual({
        counters: { messages: 2, connections: 1 },
        lateMs: 0,
        queues: [],
      });
    }
    expect(asked.map(([program]) => program)).toEqual(['rabbitmqctl', 'rabbitmqctl']);
  });
});
