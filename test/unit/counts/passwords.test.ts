import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MYSQL_SCRIPT } from '../../../src/counts/mysql.js';
import { POSTGRES_SCRIPT } from '../../../src/counts/postgres.js';
import { REDIS_SCRIPT } from '../../../src/counts/redis.js';

const SECRET = `it's "50 %" of $HOME`;

/** Runs a script where each client only prints the user and the password that it was given. */
describe('the password of a service', () => {
  let folder = '';
  const clients = {
    mariadb: 'printf "%s|%s" "$2" "$MYSQL_PWD"',
    psql: 'printf "%s|%s|%s" "$PGUSER" "$PGDATABASE" "$PGPASSWORD"',
    'redis-cli': 'printf "%s" "$REDISCLI_AUTH"',
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loadgate-test-'));
    for (const [name, print] of Object.entries(clients)) {
      const path = join(folder, name);
      writeFileSync(path, `#!/bin/sh\n${print}\n`);
      chmodSync(path, 0o755);
    }
    writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
    writeFileSync(join(folder, 'user'), 'shop\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const printed = async (script: string, env: Readonly<Record<string, string>>): Promise<string> => {
    const filled = Object.entries(env).map(([name, value]) => [name, value.replace('@', `${folder}/`)]);
    const options = { env: { PATH: `${folder}:/usr/bin:/bin`, ...Object.fromEntries(filled) } };
    const running = promisify(execFile)('sh', ['-c', script, 'count', '1'], options);
    running.child.stdin?.on('error', () => {}); // Most of them read none.
    running.child.stdin?.end('\n'); // One question, where the command stays.
    return (await running).stdout.trim();
  };

  it.each([
    [MYSQL_SCRIPT, { MARIADB_ROOT_PASSWORD: SECRET }, `--user=root|${SECRET}`],
    [MYSQL_SCRIPT, { MARIADB_ROOT_PASSWORD_FILE: '@secret' }, `--user=root|${SECRET}`],
    [MYSQL_SCRIPT, { MYSQL_ROOT_PASSWORD_FILE: '@secret' }, `--user=root|${SECRET}`],
    [MYSQL_SCRIPT, { MYSQL_ROOT_PASSWORD: 'a', MYSQL_ROOT_PASSWORD_FILE: '@secret' }, '--user=root|a'],
    [POSTGRES_SCRIPT, { POSTGRES_PASSWORD_FILE: '@secret' }, `postgres|postgres|${SECRET}`],
    [
      POSTGRES_SCRIPT,
      { POSTGRES_USER_FILE: '@user', POSTGRES_PASSWORD_FILE: '@secret' },
      `shop|shop|${SECRET}`,
    ],
    [POSTGRES_SCRIPT, { POSTGRES_USER: 'shop', POSTGRES_DB: 'orders' }, 'shop|orders|'],
    [REDIS_SCRIPT, { REDIS_PASSWORD_FILE: '@secret' }, SECRET],
    [REDIS_SCRIPT, { VALKEY_PASSWORD: SECRET }, SECRET],
  ])('is a variable, or what is in the file that one names (%#)', async (script, env, expected) => {
    expect((await printed(script, env)).split('\n')[0]).toBe(expected);
  });

  it("is the user's where root is refused, and none where the file is not there", async () => {
    const refusing = 'case "$2" in --user=root) exit 1;; esac\n';
    writeFileSync(join(folder, 'mysql'), `#!/bin/sh\n${refusing}${clients.mariadb}\n`);
    chmodSync(join(folder, 'mysql'), 0o755);
    rmSync(join(folder, 'mariadb'));
    const env = { MYSQL_USER_FILE: '@user', MYSQL_PASSWORD_FILE: '@secret' };
    expect(await printed(MYSQL_SCRIPT, env)).toBe(`--user=shop|${SECRET}`);
    const missing = printed(MYSQL_SCRIPT, { MYSQL_USER: 'shop', MYSQL_PASSWORD_FILE: '@none' });
    expect(await missing).toBe('--user=shop|');
  });
});
