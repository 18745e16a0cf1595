import type { Config, Service, Target } from '../model/config.js';
import { LoadgateError, LoadgateErrors } from '../model/error.js';

/**
 * Refuses builds that need secrets or the job's SSH agent, on a pull request from a fork: its Dockerfile could show
 * them, and GitHub gives such a run no secrets to begin with.
 * @param configs of both sides
 * @throws LoadgateErrors `build-secrets-fork` (usage), one for each target and service that has some
 */
export function refuseBuildSecrets(configs: readonly Pick<Config, 'targets' | 'services'>[]): void {
  const targets = configs.flatMap((config) => config.targets.filter(needsSecrets));
  const services = configs.flatMap((config) => config.services.filter(needsSecrets));
  const refused = [
    ...[...new Set(targets.map(({ name }) => name))].map((name) => refusal(`Target "${name}"`)),
    ...[...new Set(services.map(({ name }) => name))].map((name) => refusal(`Service "${name}"`)),
  ];
  if (refused.length > 0) throw new LoadgateErrors(refused);
}

const needsSecrets = (one: Target | Service): boolean => {
  const builds = [one.build, 'balancer' in one ? (one.balancer?.build ?? null) : null];
  return builds.some((build) => build !== null && (build.secrets.length > 0 || build.ssh.length > 0));
};

function refusal(what: string): LoadgateError {
  return new LoadgateError(
    `${what} is built with secrets or an SSH agent, and this pull request is from a fork, whose code must not get them.`,
    {
      kind: 'usage',
      code: 'build-secrets-fork',
      hint: 'Make the image buildable without them, or measure the change after the merge.',
    },
  );
}
