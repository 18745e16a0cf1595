import { expect, it } from 'vitest';
import type { ActionContext } from '../../../../src/action/context.js';
import type { ActionInputs } from '../../../../src/action/inputs.js';
import { releaseBaseline } from '../../../../src/action/measure/release.js';
import type { ReleaseStore } from '../../../../src/baseline/releases.js';
import type { Git } from '../../../../src/git/types.js';
import type { JobDeps } from '../../../../src/job/types.js';
import type { Log } from '../../../../src/system/log.js';
import { makeRecord } from '../../../support/records.js';

/** v1.0.0 to v1.5.0, one commit each; the run is for the last one. */
const TAGS = ['a', 'b', 'c', 'd', 'e', 'f'].map(
  (letter, minor) => [`v1.${minor}.0`, letter.repeat(40)] as const,
);
const [candidate = ''] = TAGS.map(([, sha]) => sha).reverse();

const git = {
  tags: async () => new Map(TAGS),
  ensureCommit: async () => {},
  inHistory: async (_head: string, commits: readonly string[]) => new Set(commits),
} as Partial<Git> as Git;

const releases: ReleaseStore = {
  list: async () => TAGS.slice(0, -1).map(([name]) => name),
  get: async (name) => {
    const sha = new Map<string, string>(TAGS.slice(0, -1)).get(name);
    return sha === undefined ? null : makeRecord({ candidate: { sha, label: name } });
  },
  put: async () => ({ stored: true, why: '' }),
};

const baselineFor = (release: string) =>
  releaseBaseline(
    {
      inputs: { release } as ActionInputs,
      context: { trigger: { kind: 'tag', tag: 'v1.5.0' }, ref: 'refs/tags/v1.5.0' } as ActionContext,
      git,
      deps: { log: { info: () => {} } as Partial<Log> as Log } as JobDeps,
    },
    { baselines: null, releases },
    'duet',
    candidate,
  );

it('runs a pinned release beside the candidate, however many came after it', async () => {
  expect(await baselineFor('v1.0.0')).toMatchObject({ commit: 'a'.repeat(40), label: 'v1.0.0', none: null });
  expect(await baselineFor('latest')).toMatchObject({ commit: 'e'.repeat(40), label: 'v1.4.0', none: null });
});
