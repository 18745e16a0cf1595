import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  buildConfig,
  proxyVariables,
  writeBareConfig,
} from '../../../../src/runtime/docker/client-config.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-test-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (settings: unknown): void => {
  writeFileSync(
    join(folder, 'config.json'),
    typeof settings === 'string' ? settings : JSON.stringify(settings),
  );
};

describe('the variables of `proxies`', () => {
  const own = () => ({ DOCKER_CONFIG: folder });

  test('both spellings of what is set, as the docker client does it', () => {
    write({ proxies: { default: { httpProxy: 'http://p:1', noProxy: 'a,b', ftpProxy: '' } } });
    expect(proxyVariables(own(), 'unix:///x.sock')).toEqual({
      HTTP_PROXY: 'http://p:1',
      http_proxy: 'http://p:1',
      NO_PROXY: 'a,b',
      no_proxy: 'a,b',
    });
  });

  test('those of one engine come before the default', () => {
    write({ proxies: { default: { httpProxy: 'x' }, 'unix:///x.sock': { allProxy: 'y' } } });
    expect(proxyVariables(own(), 'unix:///x.sock')).toEqual({ ALL_PROXY: 'y', all_proxy: 'y' });
    expect(proxyVariables(own(), null)).toEqual({ HTTP_PROXY: 'x', http_proxy: 'x' });
  });

  test('in the home folder where nothing else is said', () => {
    mkdirSync(join(folder, '.docker'));
    writeFileSync(join(folder, '.docker/config.json'), '{"proxies":{"default":{"httpProxy":"x"}}}');
    expect(proxyVariables({ HOME: folder }, null)).toEqual({ HTTP_PROXY: 'x', http_proxy: 'x' });
  });

  test.each(['', 'no JSON', '[]', 'null', '{"proxies":7}', '{"proxies":{"default":{"httpProxy":7}}}'])(
    'none in %j',
    (text) => {
      write(text);
      expect(proxyVariables(own(), null)).toEqual({});
    },
  );
});

test('the bare settings reach the same engine, and have nothing for containers', async () => {
  write({
    currentContext: 'work',
    HttpHeaders: { a: 'b' },
    proxies: { default: { httpProxy: 'x' } },
    auths: { registry: { auth: 'secret' } },
    psFormat: '{{.Names}}',
    aliases: { builder: 'buildx' },
    credsStore: 'none',
  });
  mkdirSync(join(folder, 'contexts'));
  writeFileSync(join(folder, 'contexts/x'), 'a context');
  const place = mkdtempSync(join(tmpdir(), 'loadgate-test-config-'));
  const bare = join(place, 'bare');
  await writeBareConfig(bare, { DOCKER_CONFIG: folder });
  expect(JSON.parse(readFileSync(join(bare, 'config.json'), 'utf8'))).toEqual({
    currentContext: 'work',
    HttpHeaders: { a: 'b' },
  });
  expect(readFileSync(join(bare, 'contexts/x'), 'utf8')).toBe('a context');
  const forBuilds = join(place, 'builds');
  expect(await buildConfig(forBuilds, { DOCKER_CONFIG: folder })).toEqual({ DOCKER_CONFIG: forBuilds });
  const { aliases, ...rest } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  expect(aliases).toEqual({ builder: 'buildx' });
  expect(JSON.parse(readFileSync(join(forBuilds, 'config.json'), 'utf8'))).toEqual(rest);
  rmSync(place, { recursive: true });
});

test('builds use the settings as they are where nothing in them is an alias', async () => {
  write({ auths: {} });
  expect(await buildConfig(join(folder, 'x'), { DOCKER_CONFIG: folder })).toEqual({});
});
