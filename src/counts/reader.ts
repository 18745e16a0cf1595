import type { CountSource, Service } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { parseLines } from './lines.js';
import { MYSQL_SCRIPT, parseMysql } from './mysql.js';
import { POSTGRES_PORT, POSTGRES_SCRIPT, parsePostgres } from './postgres.js';
import { parseRabbitmq, RABBITMQ_ARGV } from './rabbitmq.js';
import type { Reading } from './reading.js';
import { parseRedis, REDIS_PORT, REDIS_SCRIPT } from './redis.js';

/** Runs a command inside the service's container. */
export type ExecInside = (
  argv: readonly string[],
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;

/** The service's container: both as `ServiceInstance` has them. */
export interface Inside {
  readonly exec: ExecInside;
  readonly ask: ExecInside;
}

/** Reads the counters of one service. */
export interface CountReader {
  /** Its readings have the queues that are not empty, and how many messages were published. */
  readonly hasQueues: boolean;
  /**
   * Reading counts, too (a connection, a statement), and always the same: read twice, and the difference is its own.
   * @throws LoadgateError `count-failed` (usage): the server or its client is not there, it refuses us, or the output is
   *   none; whatever `exec` and `ask` throw
   */
  read(inside: Inside): Promise<Reading>;
}

interface Way {
  /** No secret is in it: the scripts take passwords from the container's own environment. */
  readonly argv: readonly string[];
  /** The command stays, since its start is dear. */
  readonly stays?: true;
  readonly hasQueues?: true;
  parse(output: string): Reading;
}

export function countReader(source: CountSource, service: Pick<Service, 'name' | 'port'>): CountReader {
  const way = wayOf(source, service.port);
  return {
    hasQueues: way.hasQueues === true,
    read: async ({ exec, ask }) => {
      const { exitCode, stdout, stderr } = await (way.stays ? ask : exec)(way.argv);
      if (exitCode !== 0)
        throw failed(service.name, source, `${way.argv[0]} ended with ${exitCode}`, `${stdout}\n${stderr}`);
      try {
        return way.parse(stdout);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw failed(service.name, source, `the output is not what was expected: ${error.message}`, stderr);
      }
    },
  };
}

const WAYS: Readonly<Record<Extract<CountSource, string>, (port: number | null) => Way>> = {
  mysql: () => ({ argv: script(MYSQL_SCRIPT), parse: parseMysql }),
  postgres: (port) => ({
    argv: script(POSTGRES_SCRIPT, port ?? POSTGRES_PORT),
    stays: true,
    parse: parsePostgres,
  }),
  redis: (port) => ({ argv: script(REDIS_SCRIPT, port ?? REDIS_PORT), parse: parseRedis }),
  rabbitmq: () => ({ argv: RABBITMQ_ARGV, stays: true, hasQueues: true, parse: parseRabbitmq }),
};

const wayOf = (source: CountSource, port: number | null): Way =>
  typeof source === 'string'
    ? WAYS[source](port)
    : { argv: source.run, parse: (output) => ({ counters: parseLines(output), lateMs: 0 }) };

/** `sh` reads a script from its argv; what follows is `$1`. */
const script = (text: string, ...rest: readonly number[]): readonly string[] => [
  'sh',
  '-c',
  text.trim(),
  'count',
  ...rest.map(String),
];

/** Lines of what the command wrote that are kept. */
const LOG_LINES = 10;

function failed(service: string, source: CountSource, what: string, output: string): LoadgateError {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const last = lines.at(-1);
  const said = last === undefined ? '' : `: ${last.slice(0, 200)}`;
  const hint =
    typeof source === 'string'
      ? `Check that "count: ${source}" is what service "${service}" runs, and that its client and password are in the container.`
      : 'Check what the command prints: lines with a name and a number, such as "queries 120".';
  return new LoadgateError(`The counters of service "${service}" can't be read: ${what}${said}`, {
    kind: 'usage',
    code: 'count-failed',
    hint,
    log: lines.slice(-LOG_LINES),
  });
}
