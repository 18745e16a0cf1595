import { describe, expect, test } from 'vitest';
import { containerEnvFile, dockerClientEnv, processEnv } from '../../../src/runtime/environment.js';
import { aTarget } from '../../support/targets.js';

describe("a container's environment", () => {
  test('PORT and WORKERS, then the target, then the run', () => {
    const target = aTarget({ port: 3000, env: { MODE: 'x', UPSTREAM_URL: 'mine' } });
    const file = containerEnvFile(target, { UPSTREAM_URL: 'http://ours' });
    expect(file).toBe('PORT=3000\nWORKERS=1\nMODE=x\nUPSTREAM_URL=http://ours\n');
  });

  test('what is usual, unless the target sets it', () => {
    const usual = { PYTHONHASHSEED: '7' };
    expect(containerEnvFile(aTarget(), {}, { usual })).toContain('PYTHONHASHSEED=7\n');
    expect(containerEnvFile(aTarget(), {}, { usual, image: { PYTHONHASHSEED: '1' } })).not.toContain(
      'HASHSEED',
    );
    const own = aTarget({ env: { PYTHONHASHSEED: 'random' } });
    expect(containerEnvFile(own, {}, { usual })).toContain('PYTHONHASHSEED=random\n');
    const place = { port: 1, home: '/tmp', own: {}, usual };
    expect(processEnv(aTarget(), {}, place)).toMatchObject(usual);
    expect(processEnv(own, {}, place)).toMatchObject({ PYTHONHASHSEED: 'random' });
  });

  describe('proxies', () => {
    const run = { UPSTREAM_URL: 'http://172.20.0.1:4000/' };
    const proxies = {
      HTTP_PROXY: 'http://proxy:3128',
      http_proxy: 'http://proxy:3128',
      NO_PROXY: 'a.example',
    };

    test('are none of an internal network', () => {
      expect(containerEnvFile(aTarget(), run, { proxies })).toBe(
        'PORT=8080\nWORKERS=1\nUPSTREAM_URL=http://172.20.0.1:4000/\n',
      );
    });

    test('reach a target whose network is open, but not what the run gives it', () => {
      const lines = containerEnvFile(aTarget({ network: 'open' }), run, { proxies }).split('\n');
      expect(lines).toContain('HTTP_PROXY=http://proxy:3128');
      expect(lines).toContain('NO_PROXY=a.example,172.20.0.1');
      expect(lines).toContain('no_proxy=a.example,172.20.0.1');
    });

    test('lose against those of the target', () => {
      const target = aTarget({ network: 'open', env: { HTTP_PROXY: '', http_proxy: '' } });
      expect(containerEnvFile(target, run, { proxies })).not.toMatch(/proxy:3128/);
    });

    test('that the target or its image sets do not catch what the run gives it', () => {
      const target = aTarget({ env: { https_proxy: 'http://own:1' } });
      expect(containerEnvFile(target, run)).toContain('\nNO_PROXY=172.20.0.1\nno_proxy=172.20.0.1\n');
      const image = { ALL_PROXY: 'socks5://own:1', no_proxy: 'b.example' };
      expect(containerEnvFile(aTarget(), run, { image })).toContain('\nNO_PROXY=b.example,172.20.0.1\n');
      expect(containerEnvFile(aTarget(), run, { image: { NO_PROXY: '*', HTTP_PROXY: 'x' } })).toContain(
        '\nNO_PROXY=*\n',
      );
      const place = { port: 1, home: '/tmp', own: {} };
      expect(processEnv(target, { UPSTREAM_URL: 'http://[::1]:9/' }, place)).toMatchObject({
        NO_PROXY: '::1',
      });
    });

    test('need no exception where nothing is given', () => {
      expect(containerEnvFile(aTarget({ network: 'open' }), {}, { proxies })).toContain(
        'NO_PROXY=a.example\n',
      );
      expect(containerEnvFile(aTarget({ env: { HTTP_PROXY: 'x' } }), { MODE: 'y' })).not.toContain(
        'NO_PROXY',
      );
    });
  });

  test('a target may say otherwise', () => {
    expect(containerEnvFile(aTarget({ env: { WORKERS: '4', PORT: '9' } }), {})).toBe('PORT=9\nWORKERS=4\n');
  });

  test.each([
    [0.25, '1'],
    [1, '1'],
    [2.9, '2'],
    [4, '4'],
  ])('%d CPUs: %s workers', (cpus, workers) => {
    const caps = { ...aTarget().caps, cpus };
    expect(containerEnvFile(aTarget({ caps }), {})).toContain(`WORKERS=${workers}\n`);
  });

  test('odd values are as they are', () => {
    expect(containerEnvFile(aTarget({ env: { ODD: ' #"$x ', EMPTY: '' } }), {})).toContain(
      'ODD= #"$x \nEMPTY=\n',
    );
  });

  test.each(['a\nb', 'a\r', 'a\0', 'x'.repeat(70_000)])(
    'a value that no line can hold is refused',
    (value) => {
      expect(() => containerEnvFile(aTarget({ env: { PEM: value } }), {})).toThrow(
        expect.objectContaining({ code: 'bad-env', kind: 'usage', message: expect.stringContaining('PEM') }),
      );
    },
  );

  test.each(['', 'A B', 'A=B', 'A\nB', '#A', 'A\0'])('the name %j is refused', (name) => {
    expect(() => containerEnvFile(aTarget({ env: { [name]: 'x' } }), {})).toThrow(
      expect.objectContaining({ code: 'bad-env', kind: 'usage' }),
    );
  });
});

describe("a process's environment", () => {
  const place = {
    port: 18_001,
    home: '/tmp/home',
    own: { PATH: '/bin', GITHUB_TOKEN: 'secret', HOME: '/root' },
  };

  test('is an allow-list: nothing else of ours gets in', () => {
    expect(processEnv(aTarget({ env: { MODE: 'x' } }), { UPSTREAM_URL: 'u' }, place)).toEqual({
      PATH: '/bin',
      LANG: 'C.UTF-8',
      HOME: '/tmp/home',
      TMPDIR: '/tmp/home',
      WORKERS: '1',
      MODE: 'x',
      UPSTREAM_URL: 'u',
      HOST: '127.0.0.1',
      PORT: '18001',
    });
  });

  test('PORT and HOST are ours to say', () => {
    const env = processEnv(aTarget({ env: { PORT: '1', HOST: '0.0.0.0', PATH: '/opt' } }), {}, place);
    expect(env).toMatchObject({ PORT: '18001', HOST: '127.0.0.1', PATH: '/opt' });
  });
});

test('the docker client gets what it needs and no token', () => {
  const own = { PATH: '/bin', DOCKER_HOST: 'unix:///x', GITHUB_TOKEN: 's', ACTIONS_RUNTIME_TOKEN: 's' };
  expect(dockerClientEnv(own)).toEqual({ PATH: '/bin', DOCKER_HOST: 'unix:///x' });
});
