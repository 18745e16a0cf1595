import type { Reading } from './reading.js';
import { VALUE_FUNCTION } from './variables.js';

/** Reads Redis and Valkey by `INFO`, which is always up to date. The password comes from the container's environment. */
export const REDIS_SCRIPT = `
${VALUE_FUNCTION}
client=$(command -v redis-cli || command -v valkey-cli) || { echo 'neither redis-cli nor valkey-cli is in this image' >&2; exit 127; }
password=$(first REDISCLI_AUTH REDIS_PASSWORD VALKEY_PASSWORD)
[ -z "$password" ] || export REDISCLI_AUTH="$password"
exec "$client" --no-auth-warning -p "$1" INFO all
`;

export const REDIS_PORT = 6379;

/**
 * Commands by `commandstats`, which also has those inside scripts and transactions, and connections.
 * @throws SyntaxError where it is no answer to `INFO`: errors of Redis come with exit code 0
 */
export function parseRedis(output: string): Reading {
  const fields = new Map(
    output.split('\n').map((line) => {
      const [name = '', ...value] = line.trim().split(':');
      return [name, value.join(':')] as const;
    }),
  );
  const connections = Number(fields.get('total_connections_received') ?? Number.NaN);
  if (!Number.isFinite(connections)) {
    const [first = ''] = output.trim().split('\n');
    throw new SyntaxError(first === '' ? 'it is empty' : `it starts with "${first.slice(0, 80).trim()}"`);
  }
  const calls = [...fields]
    .filter(([name]) => name.startsWith('cmdstat_'))
    .map(([, value]) => Number(/^calls=(\d+)/.exec(value)?.[1] ?? 0));
  return { counters: { commands: calls.reduce((sum, one) => sum + one, 0), connections }, lateMs: 0 };
}
