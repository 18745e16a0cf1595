import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stayingCommands } from '../../../../src/runtime/docker/staying.js';
import { systemClock } from '../../../../src/system/clock.js';
import { exec } from '../../../../src/system/exec.js';
import { neverAborted } from '../support.js';

const limits = { signal: neverAborted(), timeoutMs: 5_000 };
const sh = (script: string): readonly string[] => ['sh', '-c', script];

/** The client runs what it is given in a container: here, beside us. Real containers: test/integration/counts. */
const docker = {
  run: ([verb, flag, container, ...argv]: readonly string[], options = {}) => {
    expect([verb, flag, container]).toEqual(['exec', '--interactive', 'c1']);
    return exec(argv, options);
  },
  output: async () => Promise.reject(new Error('not asked')),
};

describe('a command that stays in a container', () => {
  const commands = stayingCommands('c1', { docker, clock: systemClock });
  const dir = mkdtempSync(join(tmpdir(), 'staying-'));
  afterAll(() => {
    commands.end();
    rmSync(dir, { recursive: true, force: true });
  });

  test('is started once, and answers each question with lines', async () => {
    const argv = sh(
      'n=0; while read -r q; do n=$((n + 1)); echo "$$ $n"; echo noise >&2; echo "end $n"; echo; done',
    );
    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await commands.ask(argv, limits));
    const [pid] = answers[0]?.stdout.split(' ') ?? [];
    expect(answers).toEqual(
      [1, 2, 3].map((n) => ({ exitCode: 0, stdout: `${pid} ${n}\nend ${n}`, stderr: '' })),
    );
  });

  test('says how it ended where it ends, and is started again for the next question', async () => {
    const argv = sh('read -r q; echo gone; echo "no server" >&2; exit 7');
    const ended = { exitCode: 7, stdout: 'gone\n', stderr: 'no server\n' };
    expect(await commands.ask(argv, limits)).toEqual(ended);
    expect(await commands.ask(argv, limits)).toEqual(ended);
  });

  test('is given up where it does not answer in time', async () => {
    const silent = sh('read -r q; sleep 2');
    expect(await commands.ask(silent, { ...limits, timeoutMs: 300 })).toBeNull();
  });

  test('ends with its input', async () => {
    const file = join(dir, 'here');
    const argv = sh(`echo here >'${file}'; while read -r q; do echo; done; rm '${file}'`);
    expect(await commands.ask(argv, limits)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(existsSync(file)).toBe(true);
    commands.end();
    await expect.poll(() => existsSync(file), { timeout: 5_000 }).toBe(false);
  });
});
