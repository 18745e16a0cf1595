import { type ActionContext, readContext } from '../../../src/action/context.js';
import { readEventFile } from '../../../src/action/event.js';
import { pullRequestOf } from '../../../src/action/measure/find-accepted.js';
import { findPullRequest } from '../../../src/action/trusted/pull-request.js';
import { readWorkflowRun } from '../../../src/action/trusted/workflow-run.js';
import { branchRef } from '../../../src/baseline/branch/ref.js';
import { releaseFile, releaseOf } from '../../../src/baseline/release-name.js';
import { createGit } from '../../../src/git/create.js';
import { LoadgateError } from '../../../src/model/error.js';
import { escapeText, label } from '../../../src/report/escape.js';
import type { Exec } from '../../../src/system/exec.js';
import { fakeReader, makePull } from '../action/trusted/builders.js';
import { attempt, sunkErrors } from './errors.js';
import type { Sunk, Surface } from './surface.js';

const SHA = 'a'.repeat(40);
const repository = { full_name: 'acme/shop', default_branch: 'main' };
const ENV = {
  GITHUB_EVENT_PATH: '/event.json', GITHUB_REPOSITORY: 'acme/shop', GITHUB_SHA: SHA, GITHUB_REF: 'refs/pull/7/merge', GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com', GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '1', GITHUB_WORKSPACE: '/w', GITHUB_EVENT_NAME: 'push',
}; // biome-ignore format: a list

const pull = (head: string, base: string, from: string) => ({
  number: 7,
  head: { sha: SHA, ref: head, repo: { full_name: from } },
  base: { sha: SHA, ref: base, repo: repository },
});

/** Names that the trigger carries into labels. */
function namesOf({ trigger }: ActionContext): string[] {
  switch (trigger.kind) {
    case 'pull_request':
    case 'merge_group':
      return [trigger.headRef, trigger.baseRef];
    case 'push':
      return [trigger.branch];
    case 'tag':
      return [trigger.tag];
    case 'comment':
      return [trigger.author ?? ''];
    default:
      return [];
  }
}

const CONTEXTS: Readonly<Record<string, (text: string) => readonly [env: object, event: object]>> = {
  'head branch': (text) => [
    { GITHUB_EVENT_NAME: 'pull_request' },
    { pull_request: pull(text, 'main', 'alice/shop') },
  ],
  'base branch': (text) => [
    { GITHUB_EVENT_NAME: 'pull_request' },
    { pull_request: pull('x', text, 'alice/shop') },
  ],
  'head repository': (text) => [
    { GITHUB_EVENT_NAME: 'pull_request' },
    { pull_request: pull('x', 'main', text) },
  ],
  'pushed branch': (text) => [{ GITHUB_REF: `refs/heads/${text}` }, { repository }],
  'pushed tag': (text) => [{ GITHUB_REF: `refs/tags/${text}` }, { repository }],
  'queued branch': (text) => [
    { GITHUB_EVENT_NAME: 'merge_group' },
    { merge_group: { head_sha: SHA, base_sha: SHA, base_ref: 'main', head_ref: `refs/heads/${text}` } },
  ],
  'author of a comment': (text) => [
    { GITHUB_EVENT_NAME: 'issue_comment' },
    {
      action: 'created',
      issue: { number: 7 },
      comment: { id: 1, user: { login: text, type: 'User' }, body: 'x', created_at: '2026-01-01T00:00:00Z' },
    },
  ],
};

/** What a run of another workflow says of its branch: it must lead to no other pull request than the one with that very branch. */
async function found(branch: string, repo: string, faults: string[]): Promise<string> {
  const event = {
    action: 'completed',
    workflow_run: {
      id: 1, run_attempt: 1, event: 'pull_request', repository, head_sha: SHA, head_branch: branch, head_repository: { full_name: repo }, pull_requests: [],
    }, // biome-ignore format: a list
  };
  const run = readWorkflowRun(readEventFile('/event.json', () => JSON.stringify(event)));
  const reader = fakeReader({ pulls: [makePull({ headSha: SHA })] });
  const result = await findPullRequest(run, 'acme/shop', reader);
  if (result.kind === 'found' && (branch !== 'topic' || repo !== 'alice/shop'))
    faults.push('a pull request of another branch was found');
  return result.kind === 'none' ? result.why : '';
}

/** What reaches git: argv whose options are all ours, input of the path between two lines of ours. */
async function gitCalls(path: string, faults: string[]): Promise<unknown[]> {
  const exec: Exec = async (argv, { input = '' } = {}) => {
    if (String(input).split('\n').length > 4) faults.push('a line more for git');
    const end = argv.findIndex((word) => word === '--' || word === '--end-of-options');
    const options = argv.slice(1, end === -1 ? undefined : end).filter((word) => word.startsWith('-'));
    const known =
      /^--(?:list|show-scope|null|batch-check=%\(objectname\)|follow-symlinks|full-tree|verify|quiet|end-of-options)$|^-z$/;
    faults.push(...options.filter((word) => !known.test(word)).map((word) => `git is given ${word}`));
    const stdout = argv.includes('version')
      ? 'git version 2.40.0'
      : argv.includes('cat-file')
        ? `${SHA}\nx missing\n`
        : '';
    return { exitCode: 0, stdout, stderr: '' };
  };
  const git = createGit({ exec, dir: '/w', env: {} });
  const thrown: unknown[] = [];
  await git.treeIds(SHA, [path]).catch((error: unknown) => thrown.push(error));
  await git.resolve(path).catch((error: unknown) => thrown.push(error));
  return thrown;
}

async function pour(text: (field: string) => string): Promise<Sunk> {
  const faults: string[] = [];
  const thrown: unknown[] = [];
  const names: string[] = [];
  for (const [field, make] of Object.entries(CONTEXTS)) {
    const [env, event] = make(text(field));
    thrown.push(
      ...attempt(() => {
        const context = readContext({ ...ENV, ...env }, () => JSON.stringify(event));
        names.push(...namesOf(context));
        if (pullRequestOf(context.trigger) !== (context.trigger.kind === 'pull_request' ? 7 : null))
          faults.push('another pull request');
      }),
    );
  }
  const why: string[] = [];
  for (const [branch, repo] of [
    [text('branch of another run'), 'alice/shop'],
    ['topic', text('repository of another run')],
  ] as const) {
    // An event without a name is refused.
    if (branch !== '' && repo !== '') why.push(await found(branch, repo, faults));
  }
  thrown.push(...(await gitCalls(text('path for git'), faults)));
  const refs: string[] = [];
  thrown.push(...attempt(() => refs.push(branchRef(text('branch of baselines')))));
  faults.push(
    ...refs
      .filter(
        (ref) =>
          (ref.startsWith('refs') && !/^refs\/heads\/\w[\w./-]*$/.test(ref)) ||
          /\.\.|\/\/|@\{|\.lock$/.test(ref),
      )
      .map((ref) => `the ref ${ref}`),
  );
  const release = text('release');
  thrown.push(...attempt(() => refs.push(releaseFile(release))));
  const stored = refs.filter((ref) => ref.endsWith('.json'));
  faults.push(
    ...stored
      .filter((file) => !/^\w[\w.%-]*\.json$/.test(file) || releaseOf(file) !== release)
      .map((file) => `the file ${file}`),
  );
  if (releaseOf(release) !== null && !release.endsWith('.json')) faults.push('a release of no file');
  const strange = thrown.filter((error) => !(error instanceof LoadgateError));
  const errors = sunkErrors(thrown);
  return {
    pages: [
      ...errors.pages,
      ...names.map((name) => `x (${label(name)})`),
      ...why.map((one) => `x ${escapeText(one)}`),
    ],
    terminal: errors.terminal,
    told: [...errors.told, ...why],
    other: [...names, ...refs],
    faults: [...faults, ...strange.map(String)],
  };
}

export const eventSurface: Surface = {
  name: 'branches and paths',
  fixed: false,
  fields: [
    ...Object.keys(CONTEXTS),
    'branch of another run',
    'repository of another run',
    'path for git',
    'branch of baselines',
    'release',
  ],
  silent: { 'head repository': 'it only says whether this is a fork' },
  pour,
};
