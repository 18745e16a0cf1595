import { describe, expect, it } from 'vitest';
import { readContext } from '../../../src/action/context.js';
import { type LoadgateError, LoadgateErrors } from '../../../src/model/error.js';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);
const MERGE = 'c'.repeat(40);

const environment = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/home/runner/event.json',
  GITHUB_REPOSITORY: 'octo-org/widgets.js',
  GITHUB_SHA: MERGE,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com/',
  GITHUB_RUN_ID: '123',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKSPACE: '/home/runner/work/widgets/widgets',
};
const repository = { full_name: 'octo-org/widgets.js', default_branch: 'main' };

function pullRequest(headRepo: unknown = { full_name: 'octo-org/widgets.js' }) {
  return {
    repository,
    pull_request: {
      number: 7,
      head: { sha: HEAD, ref: 'feature/x', repo: headRepo },
      base: { sha: BASE, ref: 'main', repo: repository },
    },
  };
}

const read = (env: Readonly<Record<string, string | undefined>>, event: unknown = { repository }) =>
  readContext({ ...environment, ...env }, (path) => {
    expect(path).toBe('/home/runner/event.json');
    return typeof event === 'string' ? event : JSON.stringify(event);
  });

function failure(act: () => unknown): LoadgateError {
  try {
    act();
  } catch (error) {
    return error as LoadgateError;
  }
  throw new Error('nothing was thrown');
}

describe('readContext', () => {
  it('reads what every event has', () => {
    expect(read({})).toEqual({
      eventName: 'push',
      trigger: { kind: 'push', branch: 'main', isDefault: true },
      owner: 'octo-org',
      repo: 'widgets.js',
      sha: MERGE,
      ref: 'refs/heads/main',
      defaultBranch: 'main',
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      runId: 123,
      runAttempt: 2,
      runUrl: 'https://github.com/octo-org/widgets.js/actions/runs/123',
      workspace: '/home/runner/work/widgets/widgets',
    });
  });

  const trigger = (env: Readonly<Record<string, string>>, event?: unknown) => read(env, event).trigger;

  it('a push to another branch, also to one that ends like the default branch', () => {
    const env = { GITHUB_REF: 'refs/heads/feature/main' };
    expect(trigger(env)).toEqual({ kind: 'push', branch: 'feature/main', isDefault: false });
  });

  it('a push where the event does not tell the default branch', () => {
    expect(trigger({}, {})).toEqual({ kind: 'push', branch: 'main', isDefault: false });
    expect(read({}, {}).defaultBranch).toBeNull();
  });

  it('a tag', () => {
    expect(trigger({ GITHUB_REF: 'refs/tags/v1.0' })).toEqual({ kind: 'tag', tag: 'v1.0' });
  });

  it('a schedule, whose event holds little', () => {
    const env = { GITHUB_EVENT_NAME: 'schedule' };
    expect(trigger(env, { schedule: '0 3 * * *' })).toEqual({ kind: 'schedule' });
  });

  it('a manual run, on a branch and on a tag', () => {
    const env = { GITHUB_EVENT_NAME: 'workflow_dispatch' };
    expect(trigger(env)).toEqual({ kind: 'manual', branch: 'main', isDefault: true });
    expect(trigger({ ...env, GITHUB_REF: 'refs/tags/v1' })).toEqual({
      kind: 'manual',
      branch: null,
      isDefault: false,
    });
  });

  it('a merge queue', () => {
    const merge_group = {
      head_sha: HEAD,
      base_sha: BASE,
      base_ref: 'refs/heads/main',
      head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-x',
    };
    expect(trigger({ GITHUB_EVENT_NAME: 'merge_group' }, { repository, merge_group })).toEqual({
      kind: 'merge_group',
      headSha: HEAD,
      baseSha: BASE,
      baseRef: 'main',
      headRef: 'gh-readonly-queue/main/pr-7-x',
    });
  });

  it('anything else by its name', () => {
    expect(trigger({ GITHUB_EVENT_NAME: 'workflow_run' })).toEqual({ kind: 'other', event: 'workflow_run' });
  });
});

describe('a comment', () => {
  const event = (
    changes: Readonly<Record<string, unknown>> = {},
    issue: unknown = { pull_request: { url: 'x' } },
  ) => ({
    repository,
    action: 'created',
    issue: { number: 7, ...(issue as object) },
    comment: {
      id: 99,
      body: '/loadgate run',
      created_at: '2026-12-24T12:00:00Z',
      user: { login: 'olga', type: 'User' },
      author_association: 'OWNER',
      ...changes,
    },
  });
  const trigger = (of: unknown) => read({ GITHUB_EVENT_NAME: 'issue_comment' }, of).trigger;

  it('is read whole, but for what the event says of its author', () => {
    expect(trigger(event())).toEqual({
      kind: 'comment',
      pullRequest: 7,
      action: 'created',
      comment: 99,
      author: 'olga',
      bot: false,
      body: '/loadgate run',
      at: '2026-12-24T12:00:00Z',
    });
  });

  it.each([
    ['by an App', { user: { login: 'acme', type: 'Bot' } }, { bot: true }],
    ['by a name that only Apps have', { user: { login: 'acme[bot]', type: 'User' } }, { bot: true }],
    ['by an account that is gone', { user: null }, { author: null }],
  ])('%s', (_what, changes, expected) => {
    expect(trigger(event(changes))).toMatchObject(expected);
  });

  it('on an issue is on no pull request', () => {
    expect(trigger(event({}, {}))).toMatchObject({ pullRequest: null });
  });

  it('without an id is of no use', () => {
    expect(failure(() => trigger(event({ id: '99' })))).toMatchObject({ code: 'event-unreadable' });
  });
});

describe('a pull request', () => {
  const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' };

  it('is read whole', () => {
    expect(read(env, pullRequest()).trigger).toEqual({
      kind: 'pull_request',
      number: 7,
      headSha: HEAD,
      baseSha: BASE,
      baseRef: 'main',
      headRef: 'feature/x',
      mergedAs: null,
      fork: false,
    });
  });

  it.each([
    ['another owner', { full_name: 'mallory/widgets.js' }, true],
    ['a fork that was deleted', null, true],
    ['another spelling', { full_name: 'Octo-Org/Widgets.js' }, false],
    ['a repository that is itself a fork', { full_name: 'octo-org/widgets.js', fork: true }, false],
  ])('from %s', (_name, headRepo, fork) => {
    expect(read(env, pullRequest(headRepo)).trigger).toMatchObject({ fork });
  });

  it.each([
    ['pull_request', undefined, 'is missing'],
    [
      'pull_request.base.repo.full_name',
      { ...pullRequest().pull_request, base: { sha: BASE, ref: 'main', repo: {} } },
      'is missing',
    ],
    ['pull_request.number', { ...pullRequest().pull_request, number: '7' }, 'is no number above 0'],
    ['pull_request.head.sha', { ...pullRequest().pull_request, head: { sha: 'abc' } }, 'is no commit'],
  ])('without a right %s is an error that names it', (field, pull_request, says) => {
    const error = failure(() => read(env, { repository, pull_request }));
    expect(error).toMatchObject({ kind: 'machine', code: 'event-unreadable' });
    expect(error.message).toContain(`its field ${field} ${says}`);
  });
});

describe('pull_request_target', () => {
  it('is refused before anything is read', () => {
    const env = { ...environment, GITHUB_EVENT_NAME: 'pull_request_target' };
    const error = failure(() =>
      readContext(env, () => {
        throw new Error('should not be read');
      }),
    );
    expect(error).toMatchObject({ kind: 'usage', code: 'unsafe-trigger' });
    expect(error.hint).toContain('on: pull_request');
  });
});

describe('what is missing or broken', () => {
  it('names every variable at once', () => {
    const error = failure(() =>
      read({ GITHUB_SHA: undefined, GITHUB_RUN_ID: 'x', GITHUB_REPOSITORY: 'a/b/c' }),
    );
    expect(error).toBeInstanceOf(LoadgateErrors);
    const { errors } = error as unknown as LoadgateErrors;
    expect(errors.map(({ code, kind, message }) => `${kind} ${code} ${message.split(',')[0]}`)).toEqual([
      'usage not-in-actions GITHUB_REPOSITORY is "a/b/c"',
      'usage not-in-actions GITHUB_SHA is not set',
      'usage not-in-actions GITHUB_RUN_ID is "x"',
    ]);
  });

  it.each([
    ['', 'it is empty'],
    ['{"repository":', 'it is no JSON'],
    ['[]', 'it holds no object'],
    ['{"repository":{"default_branch":7}}', 'repository.default_branch is no text'],
  ])('event file %j', (content, says) => {
    const error = failure(() => read({}, content));
    expect(error).toMatchObject({ kind: 'machine', code: 'event-unreadable' });
    expect(error.message).toContain(says);
    expect(error.message).toContain('/home/runner/event.json');
  });

  it('event file that is not there', () => {
    const error = failure(() =>
      readContext(environment, () => {
        throw new Error('ENOENT: no such file');
      }),
    );
    expect(error).toMatchObject({ kind: 'machine', code: 'event-unreadable' });
    expect(error.message).toContain('can not be read (ENOENT: no such file)');
  });
});
