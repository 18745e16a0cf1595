import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { profilesOfBase } from '../../../src/plan/profiles.js';

const config = (profile: string) =>
  parseConfig(
    `${profile}\ntargets: { app: { build: ., port: 80 } }\nscenarios: { home: { request: GET / } }\n`,
    'loadgate.yml',
  );

it('leaves the configuration to a pull request of the repository itself', () => {
  const own = config('profile: always');
  expect(profilesOfBase(own, { isFork: false, base: null })).toEqual({ config: own });
});

it('gives a fork the profiles of the base, whatever its own configuration says', () => {
  for (const [fork, base, when] of [
    ['profile: always', 'profile: never', 'never'],
    ['profile: never', 'profile: always', 'always'],
    ['', 'profile: on-regression', 'on-regression'],
  ] as const) {
    const { config: allowed, noProfiles } = profilesOfBase(config(fork), {
      isFork: true,
      base: config(base),
    });
    expect([allowed.profile, noProfiles]).toEqual([when, undefined]);
  }
});

it.each(['profile: always', 'profile: on-regression', ''])(
  'profiles nothing of a fork (%s) where the base does not ask for it in writing',
  (fork) => {
    for (const base of [null, config('')]) {
      const { config: allowed, noProfiles } = profilesOfBase(config(fork), { isFork: true, base });
      expect(allowed.profile).toBeUndefined();
      expect(noProfiles).toMatch(/from a fork/);
    }
  },
);
