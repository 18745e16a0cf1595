import type { Target } from '../model/config.js';
import { LoadgateError, LoadgateErrors } from '../model/error.js';

/**
 * Refuses builds that need secrets or the job's SSH agent, on a pull request from a fork: its Dockerfile could show
 * them, and GitHub gives such a run no secrets to begin with.
 * @param targets of both sides
 * @throws LoadgateErrors `build-secrets-fork` (usage), one for each target that has some
 */
export function refuseBuildSecrets(targets: readonly Target[]): void {
  const names = new Set(targets.filter(needsSecrets).map(({ name }) => name));
  if (names.size === 0) return;
  throw new LoadgateErrors([...names].map(refused));
}

const needsSecrets = ({ build }: Target): boolean =>
  build !== null && (build.secrets.length > 0 || build.ssh.length > 0);

function refused(name: string): LoadgateError {
  return new LoadgateError(
    `Target "${name}" is built with secrets or an SSH agent, and this pull request is from a fork, whose code must not get them.`,
    {
      kind: 'usage',
      code: 'build-secrets-fork',
      hint: 'Make the image buildable without them, or measure the change after the merge.',
    },
  );
}
