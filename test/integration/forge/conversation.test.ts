import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pull } from '../../../src/forge/answers.js';
import { type GitHub, openGitHub } from '../../../src/forge/github.js';
import { answerMarker } from '../../../src/forge/marker.js';
import { seededRandom } from '../../../src/system/random.js';
import { AT_ONCE, notingClock, notingLog } from '../../support/forge-client.js';
import type { Fault } from '../../support/forge-faults.js';
import type { PlayedRun } from '../../support/forge-plays.js';
import { error } from '../../support/forge-proxy.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';

let server: ForgeServer;
beforeEach(async () => {
  server = await startForgeServer();
});
afterEach(() => server.close());

function conversation(token = server.tokens.actions): GitHub {
  const { apiUrl, owner, repo } = server;
  const log = notingLog();
  return openGitHub({
    token,
    apiUrl,
    owner,
    repo,
    log,
    clock: notingClock(),
    random: seededRandom(1),
    spacing: AT_ONCE,
  });
}

describe('who may write', () => {
  it.each([
    ['admin', true],
    ['write', true],
    ['read', false],
    ['none', false],
  ] as const)('somebody with the permission %s: %s', async (permission, expected) => {
    server.plays.permissions.set('bob', permission);
    expect(await conversation().mayWrite('bob')).toBe(expected);
  });

  it('not somebody whom the forge does not know', async () => {
    server.inject({ path: /permission$/, answer: { status: 404, body: { message: 'Not Found' } } });
    expect(await conversation().mayWrite('ghost')).toBe(false);
  });

  it.each<[string, Fault, string]>([
    [
      'refuses',
      { answer: { status: 403, body: error(403, 'Resource not accessible by integration') } },
      'forge-refused',
    ],
    ['fails', { answer: { status: 500 }, times: 10 }, 'forge-failed'],
    ['cuts its answer', { cut: 'text', times: 10 }, 'forge-failed'],
    ['is gone', { reset: true, times: 10 }, 'forge-failed'],
  ])('nobody, where the forge %s', async (_how, fault, code) => {
    server.inject({ path: /permission$/, ...fault });
    await expect(conversation().mayWrite('olga')).rejects.toThrow(expect.objectContaining({ code }));
  });
});

describe('a run of a pull request', () => {
  let pull: Pull;
  beforeEach(async () => {
    pull = await conversation().pull(server.pullRequest);
  });
  const run = (changes: Partial<PlayedRun> = {}): PlayedRun => ({
    id: 7,
    workflow: 'loadgate.yml',
    headSha: pull.headSha,
    headBranch: pull.headRef,
    ...changes,
  });
  const rerun = () => conversation().rerun('loadgate.yml', pull);

  it('is what the forge has of it', () => {
    expect(pull).toMatchObject({ number: server.pullRequest, open: true, baseRef: 'main', mergedAs: null });
    expect(pull.headRepository).toBe('olga/widgets');
  });

  it('that is merged tells the commit that it became', async () => {
    const { owner, repo, apiUrl, tokens, pullRequest } = server;
    const headers = { authorization: `Bearer ${tokens.personal}`, 'content-type': 'application/json' };
    const url = `${apiUrl}/repos/${owner}/${repo}/pulls/${pullRequest}/merge`;
    const { sha } = (await (await fetch(url, { method: 'PUT', headers, body: '{}' })).json()) as {
      sha: string;
    };
    expect(await conversation().pull(pullRequest)).toMatchObject({ open: false, mergedAs: sha });
  });

  it('is repeated, the newest one of this very pull request', async () => {
    const others = [
      run({ id: 9, headSha: 'f'.repeat(40) }),
      run({ id: 10, headBranch: 'other' }),
      run({ id: 11, from: 'mallory/widgets' }),
    ];
    server.plays.runs.push(run({ id: 7 }), run({ id: 8, conclusion: 'success' }), ...others);
    expect(await rerun()).toMatchObject({ kind: 'started', url: expect.stringMatching(/runs\/8$/) });
    expect(server.plays.rerun).toEqual([8]);
  });

  it.each<[string, Partial<PlayedRun>]>([
    ['running', { status: 'in_progress', conclusion: null }],
    ['waiting', { conclusion: 'action_required' }],
    ['none', { headBranch: 'other' }],
    ['no-workflow', { workflow: 'other.yml' }],
  ])('is not repeated: %s', async (kind, changes) => {
    server.plays.runs.push(run(changes));
    const before = () => Promise.reject(new Error('nothing is to be started'));
    expect(await conversation().rerun('loadgate.yml', pull, before)).toMatchObject({ kind });
    expect(server.plays.rerun).toEqual([]);
  });

  it('is known before it is repeated, with the number of its next attempt; what fails then starts nothing', async () => {
    server.plays.runs.push(run({ attempts: 3 }));
    const seen: unknown[] = [];
    const note = async (next: unknown) => {
      seen.push([next, [...server.plays.rerun]]);
    };
    expect(await conversation().rerun('loadgate.yml', pull, note)).toMatchObject({ kind: 'started' });
    expect(seen).toEqual([[{ id: 7, attempt: 4 }, []]]);
    const fail = () => Promise.reject(new Error('no branch'));
    await expect(conversation().rerun('loadgate.yml', pull, fail)).rejects.toThrow('no branch');
    expect(server.plays.rerun).toEqual([7]);
  });

  it('that the forge does not repeat says its words', async () => {
    server.plays.runs.push(run());
    server.plays.refuseRerun = 'Unable to retry this workflow run because it was created over a month ago';
    expect(await rerun()).toEqual({
      kind: 'denied',
      url: expect.stringMatching(/runs\/7$/),
      why: expect.stringMatching(/^403: .*over a month ago$/),
    });
  });

  it('is asked for once, also where no answer comes', async () => {
    server.plays.runs.push(run());
    server.inject({ path: /rerun$/, commit: true, reset: true });
    await expect(rerun()).rejects.toThrow(expect.objectContaining({ code: 'forge-failed' }));
    expect(server.plays.rerun).toEqual([7]);
  });
});

describe('answers and reactions', () => {
  it('are ours by author, not by what somebody wrote', async () => {
    const marker = answerMarker(9);
    await server.addComment(server.tokens.contributor, `${marker}\nmine`);
    expect(await conversation().ownComment(server.pullRequest, marker)).toBeNull();
    await server.addComment(server.tokens.actions, `${marker}\nours`);
    const own = await conversation().ownComment(server.pullRequest, marker);
    expect(own?.body).toContain('ours');
    expect(Date.parse(own?.updatedAt ?? '')).toBeGreaterThan(0);
  });

  it('may be missing: a forge without reactions is no failure', async () => {
    expect(await conversation().react(9, '+1')).toBe(true);
    server.plays.reactions = false;
    expect(await conversation().react(9, '+1')).toBe(false);
    server.inject({ path: /reactions$/, reset: true });
    expect(await conversation().react(9, '-1')).toBe(false);
    expect(server.plays.reacted).toEqual([{ comment: 9, content: '+1', by: 'github-actions[bot]' }]);
  });
});
