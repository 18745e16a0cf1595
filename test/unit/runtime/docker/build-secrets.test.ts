import { describe, expect, test } from 'vitest';
import { type BuildSecret, PLAIN_BUILD } from '../../../../src/model/config.js';
import { buildSecrets } from '../../../../src/runtime/docker/build-secrets.js';
import type { Builder } from '../../../../src/runtime/docker/builder.js';
import { aTarget } from '../../../support/targets.js';

const builder: Builder = { program: 'docker', kind: 'inside', env: {} };

const wanting = (secrets: readonly BuildSecret[], ssh: readonly string[] = []) =>
  aTarget({ build: { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile', secrets, ssh } });

const npmrc = wanting([
  { id: 'npmrc', env: 'NPMRC' },
  { id: 'other', env: 'DOCKER_HOST' },
]);
const own = { NPMRC: '//r.example/:_authToken=abc123', DOCKER_HOST: 'unix:///mine', SSH_AUTH_SOCK: '/agent' };

describe('secrets of a build', () => {
  test('are options with names alone, and values under names of ours', () => {
    const { options, env } = buildSecrets(npmrc, own, builder);
    expect(options).toEqual([
      ...['--secret', 'id=npmrc,env=LOADGATE_SECRET_0'],
      ...['--secret', 'id=other,env=LOADGATE_SECRET_1'],
    ]);
    expect(env).toEqual({ LOADGATE_SECRET_0: own.NPMRC, LOADGATE_SECRET_1: own.DOCKER_HOST });
  });

  test('an SSH agent is for a build that asks for one', () => {
    expect(buildSecrets(wanting([], ['default', 'git']), own, builder)).toMatchObject({
      options: ['--ssh', 'default', '--ssh', 'git'],
      env: { SSH_AUTH_SOCK: '/agent' },
    });
    expect(buildSecrets(aTarget(), own, builder)).toMatchObject({ options: [], env: {} });
  });

  test('are not in what the build prints', () => {
    const { masked } = buildSecrets(npmrc, own, builder);
    expect(masked(`#5 0.3 got ${own.NPMRC}!`)).toBe('#5 0.3 got ***!');
    const lines = { NPMRC: 'first-line\nsecond-line\n', DOCKER_HOST: 'first-line-and-more' };
    const several = buildSecrets(npmrc, lines, builder);
    expect(several.masked('a second-line b')).toBe('a *** b');
    expect(several.masked('first-line-and-more')).toBe('***');
  });

  test.each([
    ['a variable that is empty', npmrc, { ...own, NPMRC: '' }, builder, 'secret-missing', 'usage'],
    ['no agent', wanting([], ['default']), {}, builder, 'secret-missing', 'usage'],
    ['the classic builder', npmrc, own, { ...builder, kind: 'classic' }, 'buildkit-missing', 'machine'],
  ] as const)('%s: %s', (_, target, env, how, code, kind) => {
    expect(() => buildSecrets(target, env, how)).toThrow(expect.objectContaining({ code, kind }));
    try {
      buildSecrets(target, env, how);
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('abc123');
    }
  });
});
