import { describe, expect, it } from 'vitest';
import { readEventFile } from '../../../../src/action/event.js';
import { findPullRequest } from '../../../../src/action/trusted/pull-request.js';
import { readWorkflowRun, type WorkflowRun } from '../../../../src/action/trusted/workflow-run.js';
import type { Pull } from '../../../../src/forge/answers.js';
import { fakeReader, HEAD, makePull, makeRun } from './builders.js';

const find = (run: Partial<WorkflowRun>, pulls: readonly Pull[]) => {
  const reader = fakeReader({ pulls });
  return findPullRequest(makeRun(run), 'acme/shop', reader).then((found) => ({
    found,
    asked: reader.asked,
    said: found.kind === 'none' ? found.why : `#${found.pull.number}`,
  }));
};

describe('findPullRequest', () => {
  it('asks for the open ones of the fork’s owner and branch, and never for a number of the event', async () => {
    const { found, asked } = await find({ pullRequests: [99] }, [makePull()]);
    expect(found).toEqual({ kind: 'found', pull: makePull(), fork: true });
    expect(asked).toEqual(['alice:topic']);
  });

  it('takes what the event names where the branch is in the repository itself, and looks at it', async () => {
    const own = makePull({ headRepository: 'acme/shop' });
    const run = { headRepository: 'acme/shop', pullRequests: [7, 7] };
    const { found, asked } = await find(run, [own]);
    expect(found).toEqual({ kind: 'found', pull: own, fork: false });
    expect(asked).toEqual(['#7']);
    expect((await find({ ...run, pullRequests: [] }, [own])).asked).toEqual(['acme:topic']);
    expect((await find(run, [])).said).toMatch(/no open pull request/);
  });

  it('finds the one among others of a server that does not filter', async () => {
    const others = [
      makePull({ number: 1, headSha: 'd'.repeat(40) }),
      makePull({ number: 2, headRef: 'other' }),
      makePull({ number: 3, headRepository: 'mallory/shop' }),
      makePull({ number: 4, headRepository: null }),
      makePull({ number: 5, baseRepository: 'mallory/shop' }),
      makePull({ number: 6, open: false }),
    ];
    expect((await find({}, [...others, makePull()])).said).toBe('#7');
    expect((await find({}, others)).said).toMatch(
      `no open pull request is of alice/shop:topic at ${HEAD.slice(0, 7)}`,
    );
  });

  it('does not tell names of repositories by their case, but branches and commits', async () => {
    expect((await find({ headRepository: 'Alice/Shop', repository: 'ACME/shop' }, [makePull()])).said).toBe(
      '#7',
    );
    expect((await find({ headBranch: 'Topic' }, [makePull()])).said).toMatch(/no open/);
  });

  it('does not guess between two', async () => {
    const two = [makePull(), makePull({ number: 8, baseRef: 'release' })];
    expect((await find({}, two)).said).toMatch(/^2 open pull requests .*\(#7, #8\)/);
  });

  it.each<[Partial<WorkflowRun>, RegExp]>([
    [{ action: 'requested' }, /not ended/],
    [{ event: 'push' }, /started by push/],
    [{ event: 'workflow_dispatch' }, /started by workflow_dispatch/],
    [{ repository: 'mallory/shop' }, /ran in mallory/],
    [{ headRepository: null }, /fork that it came from is gone/],
    [{ headBranch: null }, /no branch/],
  ])('asks nobody where the event is %j', async (run, why) => {
    const { said, asked } = await find(run, [makePull()]);
    expect(said).toMatch(why);
    expect(asked).toEqual([]);
  });
});

describe('readWorkflowRun', () => {
  const event = (run: unknown) =>
    readWorkflowRun(
      readEventFile('event.json', () => JSON.stringify({ action: 'completed', workflow_run: run })),
    );
  const run = {
    id: 1,
    run_attempt: 1,
    event: 'pull_request',
    head_sha: HEAD,
    head_branch: 'topic',
    repository: { full_name: 'acme/shop' },
    head_repository: { full_name: 'alice/shop' },
  };

  it('takes numbers of pull requests that are some, and nothing else', () => {
    const pulls = [{ number: 7 }, { number: '8' }, { number: -1 }, { number: 1.5 }, null, 9, {}];
    expect(event({ ...run, pull_requests: pulls }).pullRequests).toEqual([7]);
    expect(event(run).pullRequests).toEqual([]);
  });

  it.each(['id', 'run_attempt', 'event', 'head_sha', 'repository'])('needs %s', (name) => {
    expect(() => event({ ...run, [name]: undefined })).toThrow(/event file event\.json is of no use/);
  });

  it('needs a list where it has one, and a commit that is one', () => {
    expect(() => event({ ...run, pull_requests: 7 })).toThrow(/no list/);
    expect(() => event({ ...run, head_sha: 'main' })).toThrow(/no commit/);
  });
});
