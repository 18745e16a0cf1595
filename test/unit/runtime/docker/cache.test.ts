import { describe, expect, test } from 'vitest';
import { cacheEnv, cacheOptions, cachesLeftOut } from '../../../../src/runtime/docker/cache.js';

const ALL = {
  from: [
    'type=gha',
    'acme/api:cache',
    'type=registry,ref=ghcr.io/acme/api:cache,x=1',
    'type=local,src=/tmp/x',
  ],
  to: ['type=gha,mode=max', 'type=inline', 'type=local,dest=/tmp/x'],
};

describe('cacheOptions', () => {
  test('buildx gets them as they are written', () => {
    expect(cacheOptions(ALL, 'buildx')).toEqual([
      ...ALL.from.flatMap((place) => ['--cache-from', place]),
      ...ALL.to.flatMap((place) => ['--cache-to', place]),
    ]);
  });

  test('BuildKit inside of a client gets images, and writes its cache into the image', () => {
    expect(cacheOptions(ALL, 'inside')).toEqual([
      ...['--cache-from', 'acme/api:cache', '--cache-from', 'ghcr.io/acme/api:cache'],
      ...['--build-arg', 'BUILDKIT_INLINE_CACHE=1'],
    ]);
    expect(cacheOptions({ from: [], to: ['type=gha'] }, 'inside')).toEqual([]);
  });

  test('the classic builder gets images alone', () => {
    expect(cacheOptions(ALL, 'classic')).toEqual([
      ...['--cache-from', 'acme/api:cache', '--cache-from', 'ghcr.io/acme/api:cache'],
    ]);
  });
});

describe('cachesLeftOut', () => {
  test('names what a builder does not know, and what to install', () => {
    expect(cachesLeftOut(ALL, 'buildx')).toBeNull();
    expect(cachesLeftOut({ from: ['acme/api:cache'], to: ['type=inline'] }, 'inside')).toBeNull();
    expect(cachesLeftOut(ALL, 'inside')).toBe(
      "This client's BuildKit does not know the cache type=gha type=local,src=/tmp/x type=gha,mode=max type=local,dest=/tmp/x: install the plugin buildx to use it.",
    );
    expect(cachesLeftOut({ from: ['type=registry'], to: ['type=inline'] }, 'classic')).toMatch(
      /^The classic builder does not know the cache type=registry type=inline: /,
    );
  });
});

describe('cacheEnv', () => {
  const own = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_CACHE_URL: 'u', SECRET: 's' };

  test('has the cache of the workflow where it is used, and nothing else of the job', () => {
    expect(cacheEnv(ALL, own)).toEqual({ ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_CACHE_URL: 'u' });
    expect(cacheEnv({ from: ['type=registry,ref=type=gha'], to: ['type=ghastly'] }, own)).toEqual({});
  });
});
