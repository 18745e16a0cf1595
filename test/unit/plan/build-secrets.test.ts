import { describe, expect, it } from 'vitest';
import type { Target } from '../../../src/model/config.js';
import { LoadgateErrors } from '../../../src/model/error.js';
import { refuseBuildSecrets } from '../../../src/plan/build-secrets.js';
import { aService } from '../../support/services.js';
import { aBalancer, aBuild, aTarget } from '../../support/targets.js';

const refused = (...targets: Target[]): string[] => refusedOf([{ targets, services: [] }]);
const refusedOf = (configs: Parameters<typeof refuseBuildSecrets>[0]): string[] => {
  try {
    refuseBuildSecrets(configs);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(LoadgateErrors);
    return (error as LoadgateErrors).errors.map(({ kind, code, message }) => {
      expect({ kind, code }).toEqual({ kind: 'usage', code: 'build-secrets-fork' });
      return /(?:Target|Service) "(.*?)"/.exec(message)?.[1] ?? '';
    });
  }
};
const secrets = [{ id: 'npmrc', env: 'NPMRC' }];

describe('refuseBuildSecrets', () => {
  it('lets builds without secrets pass, and targets without a build', () => {
    expect(refused(aTarget(), aTarget({ name: 'b', build: null }))).toEqual([]);
    expect(
      refused(aTarget({ build: aBuild('.', { target: 'final', cache: { from: ['type=gha'], to: [] } }) })),
    ).toEqual([]);
  });

  it('names every target once, whichever side it is of', () => {
    expect(
      refused(
        aTarget({ name: 'a', build: aBuild('.', { secrets }) }),
        aTarget({ name: 'b', build: aBuild('.', { ssh: ['default'] }) }),
        aTarget({ name: 'a', build: aBuild('.', { secrets }) }),
        aTarget({ name: 'c' }),
        aTarget({ name: 'd', replicas: 2, balancer: aBalancer({ build: aBuild('lb', { secrets }) }) }),
        aTarget({ name: 'e', replicas: 2, balancer: aBalancer({ build: aBuild('lb') }) }),
      ),
    ).toEqual(['a', 'b', 'd']);
  });

  it('names services, too, which are code of the pull request as well', () => {
    const services = [aService('db', { image: null, build: aBuild('db', { secrets }) }), aService('cache')];
    const side = { targets: [aTarget({ name: 'a', build: aBuild('.', { secrets }) })], services };
    expect(refusedOf([side, side])).toEqual(['a', 'db']);
  });
});
