import { describe, expect, it } from 'vitest';
import { authEnv, gitEnvironment } from '../../../src/git/environment.js';

/** Key and value of all configuration that an environment gives to git, in order. */
function pairsOf(env: Readonly<Record<string, string | undefined>>): (readonly [string, string])[] {
  return Array.from({ length: Number(env['GIT_CONFIG_COUNT']) }, (_, index) => [
    env[`GIT_CONFIG_KEY_${index}`] ?? 'absent',
    env[`GIT_CONFIG_VALUE_${index}`] ?? 'absent',
  ]);
}

describe('gitEnvironment', () => {
  it('keeps what git needs of the surroundings and nothing else', () => {
    const env = gitEnvironment({
      PATH: '/bin',
      HOME: '/home/me',
      https_proxy: 'http://proxy:3128',
      GITHUB_TOKEN: 'secret',
      GIT_DIR: '/elsewhere/.git',
      GIT_INDEX_FILE: '/elsewhere/index',
      GIT_EXTERNAL_DIFF: '/evil',
      GIT_TRACE_CURL: '1',
      LD_PRELOAD: '/evil.so',
    });
    expect(env).toMatchObject({ PATH: '/bin', HOME: '/home/me', https_proxy: 'http://proxy:3128' });
    for (const name of ['GITHUB_TOKEN', 'GIT_DIR', 'GIT_INDEX_FILE', 'GIT_EXTERNAL_DIFF', 'LD_PRELOAD']) {
      expect(env).not.toHaveProperty(name);
    }
  });

  it('never asks, never translates, never runs hooks', () => {
    const env = gitEnvironment({ LC_ALL: 'de_DE.UTF-8', GIT_ASKPASS: '/evil', GIT_TERMINAL_PROMPT: '1' });
    expect(env).toMatchObject({ LC_ALL: 'C', GIT_ASKPASS: '', GIT_TERMINAL_PROMPT: '0' });
    expect(pairsOf(env)).toContainEqual(['core.hooksPath', '/dev/null']);
    expect(pairsOf(env)).toContainEqual(['core.fsmonitor', 'false']);
  });

  it('puts configuration in order: the surroundings, what is always set, the command', () => {
    const env = gitEnvironment(
      { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_VALUE_0: '/evil' },
      [['a.b', 'c']],
    );
    const pairs = pairsOf(env);
    expect(pairs[0]).toEqual(['core.hooksPath', '/evil']);
    expect(pairs.findLast(([key]) => key === 'core.hooksPath')).toEqual(['core.hooksPath', '/dev/null']);
    expect(pairs.at(-1)).toEqual(['a.b', 'c']);
  });

  it('adds the variables of one command', () => {
    expect(gitEnvironment({}, [], { GIT_INDEX_FILE: '/tmp/index' })).toMatchObject({
      GIT_INDEX_FILE: '/tmp/index',
    });
  });

  it.each(['', 'x', '-1'])('takes a count of %j as none', (count) => {
    const env = gitEnvironment({ GIT_CONFIG_COUNT: count, GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c' });
    expect(pairsOf(env)).not.toContainEqual(['a.b', 'c']);
  });
});

describe('authEnv', () => {
  const header = (token: string): string =>
    `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

  it('empties the list of headers before it adds its own', () => {
    expect(pairsOf(authEnv('https://github.com', 't0ken'))).toEqual([
      ['http.https://github.com/.extraheader', ''],
      ['http.https://github.com/.extraheader', header('t0ken')],
    ]);
  });

  it('takes a server with a slash at its end, and a port', () => {
    expect(pairsOf(authEnv('http://127.0.0.1:8080/', 't'))[0]?.[0]).toBe(
      'http.http://127.0.0.1:8080/.extraheader',
    );
  });

  it('keeps the configuration that was there', () => {
    const before = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c' };
    expect(pairsOf(authEnv('https://github.com', 't', before))).toHaveLength(3);
    expect(pairsOf(authEnv('https://github.com', 't', before))[0]).toEqual(['a.b', 'c']);
  });

  it('shows the token nowhere in clear', () => {
    expect(JSON.stringify(authEnv('https://github.com', 'ghs_secret'))).not.toContain('ghs_secret');
  });
});
