import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/model/record.js';
import { serialiseRecord } from '../../src/record/serialise.js';
import { removeTemporary, runOnComment, runOnPullRequest } from '../support/action-run.js';
import { CALLING_SERVER, calling, createCallingShop } from '../support/calling-shop.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { type ForkPullRequest, openFromFork, openPull } from '../support/fork-pull-request.js';
import type { ActionRun } from '../support/github-runner.js';
import { readReport } from '../support/html.js';
import { makePipe } from '../support/pipe.js';
import { createOrigin, git, type PullRequest } from '../support/pull-requests.js';
import { makeCell, makeGenerations, makeRecord } from '../support/records.js';
import {
  eventOf,
  leaving,
  type ReportOptions,
  recordOf,
  removeReportFolders,
  requestForText,
  runReport,
} from '../support/report-run.js';
import { splitRecord } from '../support/shards.js';

const CONFIG = `targets: { flask: { build: ., port: 8080 } }
scenarios: { json: { request: GET /json }, text: { request: GET /text } }
`;
let forge: ForgeServer;
let pull: ForkPullRequest;

beforeEach(async () => {
  forge = await startForgeServer();
  pull = await openFromFork(forge, { base: { 'loadgate.yml': CONFIG } });
});
afterEach(() => forge.close());
afterAll(removeReportFolders);

const report = (artifact: ReportOptions['artifact'], more: Partial<ReportOptions> = {}) =>
  runReport({ forge, event: eventOf(forge, pull), artifact, ...more });
const errorsOf = (run: ActionRun) =>
  run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
const noticesOf = ({ stdout }: ActionRun) => stdout.split('\n').filter((line) => line.startsWith('::notice'));

/** Puts a file on the branch of the baselines, which is made for it. */
async function keepOnBranch(path: string, text: string): Promise<void> {
  const { direct, owner, repo, tokens } = forge;
  const branch = { ref: 'refs/heads/loadgate', sha: pull.baseSha };
  await direct('POST', `/repos/${owner}/${repo}/git/refs`, tokens.personal, branch);
  const content = Buffer.from(text).toString('base64');
  const file = { message: path, content, branch: 'loadgate' };
  await direct('PUT', `/repos/${owner}/${repo}/contents/${path}`, tokens.personal, file);
}

/** Not one comment anywhere, and nothing was asked of the forge but to read. */
async function expectNothingPosted(): Promise<void> {
  expect(await forge.comments(pull.number)).toEqual([]);
  expect(await forge.comments()).toEqual([]);
  expect(forge.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
}

describe('the record of a pull request from a fork', () => {
  it('becomes one check of its head where that is wanted, however often it is reported', async () => {
    await report(leaving(recordOf(pull)));
    expect(await forge.checks(pull.headSha)).toEqual([]);
    for (let time = 0; time < 2; time++) {
      const run = await report(leaving(recordOf(pull)), { inputs: { check: 'true' } });
      expect(run.exitCode, run.stdout).toBe(1);
    }
    expect(await forge.checks(pull.headSha)).toMatchObject([
      { name: 'loadgate verdict', conclusion: 'failure', external_id: 'loadgate:default' },
    ]);
  });

  it('can be accepted as its comment showed it, and then passes', async () => {
    const inputs = { commands: 'true' };
    const red = await report(leaving(recordOf(pull)), { inputs });
    expect(red.exitCode, red.stdout).toBe(1);
    expect((await forge.comments(pull.number))[0]?.body).toContain('/loadgate accept flask/json because');

    const origin = createOrigin({ 'README.md': 'x' });
    const body = '/loadgate accept flask/json because it checks more';
    const id = await forge.addComment(forge.tokens.personal, body, pull.number);
    const said = { id, author: 'olga', body, pullRequest: pull.number };
    const answered = await runOnComment(said, { origin, forge });
    expect(answered.exitCode, answered.stdout).toBe(0);
    const path = `accepted/${pull.number}.json`;
    const text = git(origin.bare, 'show', `loadgate:${path}`);
    origin.remove();

    // The forge for tests has contents of its own, and not the git repository's.
    await keepOnBranch(path, text);

    const unasked = await report(leaving(recordOf(pull)));
    expect(unasked.exitCode, unasked.stdout).toBe(1);
    const green = await report(leaving(recordOf(pull)), { inputs });
    expect(green.exitCode, green.stdout).toBe(0);
    const reports = (await forge.comments(pull.number)).filter(({ body: one }) =>
      /loadgate:comment/.test(one),
    );
    expect(
      reports.map(({ body: one }) =>
        /accepted by olga until \d{4}-\d{2}-\d{2}, because: it checks more/.test(one),
      ),
    ).toEqual([true]);
  });

  it('becomes one comment on that pull request, judged here and labelled, however often it is told', async () => {
    for (let time = 0; time < 2; time++) {
      // What is slower is news, so that it is told in either way of commenting.
      const inputs = { comment: 'on-change', 'pages-url': 'https://acme.github.io/shop' };
      const run = await report(leaving(recordOf(pull)), { inputs });
      expect(run.exitCode, run.stdout).toBe(1);
      expect(run.outputs).toMatchObject({
        verdict: 'regression',
        regressions: '1',
        passed: 'false',
        'pull-request': String(pull.number),
      });
      expect(run.summary).toContain("The figures are reported by the fork's run; not verified.");
      expect(run.post).toBeNull();
    }
    const [comment, ...more] = await forge.comments(pull.number);
    expect(more).toEqual([]);
    expect(comment?.author).toBe('github-actions[bot]');
    expect(comment?.body).toMatch(/🔴 loadgate: 1 of 2 cells got slower/);
    expect(comment?.body).toContain("The figures are reported by the fork's run; not verified.");
    expect(comment?.body).toContain(`/actions/runs/4711`);
    expect(comment?.body).toContain(pull.mergeSha.slice(0, 7));
    expect(comment?.body).toContain('(https://acme.github.io/shop/cells/flask/');
    expect(await forge.comments()).toEqual([]);
    // It looks at the pull request, the commit and the base branch's file, and writes nothing but the comment.
    const written = forge.requests.filter(({ method, status }) => method !== 'GET' && status < 300);
    expect(written.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /repos/olga/widgets/issues/${pull.number}/comments`,
      'POST /graphql',
    ]);
  });

  it('is judged by the gate of the base branch, which a step may tighten or widen', async () => {
    const wide = await report(leaving(recordOf(pull)), { inputs: { slower: '40%' } });
    expect(wide.exitCode, wide.stdout).toBe(0);
    expect(wide.outputs['verdict']).toBe('no-change');
    expect((await forge.comments(pull.number))[0]?.body).not.toContain('defaults were used');
    const lenient = await report(leaving(recordOf(pull)), { inputs: { 'fail-on-regression': 'false' } });
    expect(lenient.exitCode, lenient.stdout).toBe(0);
    expect(lenient.outputs).toMatchObject({ verdict: 'regression', passed: 'false' });
  });

  it('says whose commits they are by what GitHub says, not by its own labels, and what it left out', async () => {
    const [slower] = recordOf(pull).cells;
    const spoofed = recordOf(pull, {
      candidate: { sha: pull.mergeSha, label: '#1 @olga' },
      baseline: { sha: pull.baseSha, label: 'evil/main' },
      cells: slower === undefined ? [] : [slower],
    });
    const run = await report(leaving(spoofed));
    expect(run.outputs['verdict'], run.stdout).toBe('regression');
    const [comment] = await forge.comments(pull.number);
    expect(comment?.body).toContain(`(<code>&#35;${pull.number}</code>) against`);
    expect(comment?.body).not.toMatch(/olga<|evil/);
    expect(comment?.body).toContain('the base branch has this cell, and the run did not report it');
    expect(await forge.comments()).toEqual([]);
  });

  it('of a run on the pull request’s own commit, and of a branch of the repository itself, is told too', async () => {
    const { direct, owner, repo, tokens } = forge;
    const own = await direct<{ head: { sha: string; ref: string } }>(
      'GET',
      `/repos/${owner}/${repo}/pulls/${forge.pullRequest}`,
      tokens.personal,
    );
    const head = { fork: `${owner}/${repo}`, branch: own.head.ref, headSha: own.head.sha };
    const record = recordOf({ ...pull, ...head, number: forge.pullRequest, mergeSha: head.headSha });
    const event = eventOf(forge, head, { pull_requests: [{ number: forge.pullRequest }] });
    const run = await report(leaving(record), { event });
    expect(run.outputs['pull-request'], run.stdout).toBe(String(forge.pullRequest));
    const [comment] = await forge.comments();
    expect(comment?.body).toContain("The figures are reported by the pull request's run; not verified.");
    expect(await forge.comments(pull.number)).toEqual([]);
  });

  it('without a baseline side is compared with the stored record, from the branch and not from the fork', async () => {
    const alone = (ratios: Parameters<typeof makeGenerations>[0]) => [
      makeCell({ generations: makeGenerations(ratios, {}, { baseline: null }) }),
    ];
    const record = recordOf(pull, { baselineFigures: 'stored', cells: alone({ throughput: 0.6, cpu: 1.7 }) });
    const lost = await report(leaving(record));
    expect(lost.outputs['verdict'], lost.stdout).toBe('inconclusive');
    expect((await forge.comments(pull.number))[0]?.body).toContain('there is nothing to judge by');

    const stored = makeRecord({ candidate: { sha: pull.baseSha, label: 'main' }, cells: alone({}) });
    await keepOnBranch(`records/${pull.baseSha}.json`, serialiseRecord(stored));
    const run = await report(leaving(record));
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'regression', regressions: '1' });
    const elsewhere = { ...record, machine: { ...record.machine, fingerprint: 'another' } };
    const advisory = await report(leaving(elsewhere));
    expect(advisory.exitCode, advisory.stdout).toBe(0);
    expect((await forge.comments(pull.number))[0]?.body).toMatch(/looks slower, but this is advisory/);
  });

  it('of some cells leaves the others as they were where a comment asked for that, and is refused where none did', async () => {
    const part = recordOf(pull, { asked: ['flask/text'], cells: [makeCell({ scenario: 'text' })] });
    const event = eventOf(forge, pull, { run_attempt: 2 });
    const inputs = { commands: 'true' };
    const unasked = await report(leaving(part), { event, inputs });
    expect(unasked.exitCode, unasked.stdout).toBe(2);
    expect(errorsOf(unasked)).toEqual([expect.stringMatching(/^record-partial: /)]);
    await expectNothingPosted();

    await keepOnBranch(`requests/${pull.number}.json`, requestForText(pull));
    const run = await report(leaving(part), { event, inputs });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'regression', regressions: '1', passed: 'false' });
    const [comment] = await forge.comments(pull.number);
    expect(comment?.body).toMatch(/🔴 loadgate: 1 of 2 cells got slower/);
    expect(comment?.body).toContain('Only flask/text was measured, as olga asked');
    const earlier = await report(leaving(part), { inputs });
    expect(earlier.exitCode, earlier.stdout).toBe(2);
  });

  it('is told in the summary where the token may not comment', async () => {
    const run = await report(leaving(recordOf(pull)), { token: forge.tokens.readOnly });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.summary).toMatch(/comment could not be written/i);
    expect(await forge.comments(pull.number)).toEqual([]);
  });
});

describe('the records of shards', () => {
  const shardsOf = () => {
    const whole = recordOf(pull);
    return splitRecord({ ...whole, cells: [...whole.cells, makeCell({ target: 'other' })] }, 2, (target) =>
      target === 'flask' ? 1 : 2,
    );
  };
  const inFolders = (records: readonly RunRecord[]) => (folder: string) => {
    for (const [at, record] of records.entries()) {
      mkdirSync(join(folder, `loadgate-record-${at}`));
      leaving(record)(join(folder, `loadgate-record-${at}`));
    }
  };

  it('become one comment, as the record of one run does', async () => {
    const run = await report(inFolders(shardsOf()));
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'regression', regressions: '1', invalid: '0' });
    const [comment, ...more] = await forge.comments(pull.number);
    expect(more).toEqual([]);
    expect(comment?.body).toMatch(/🔴 loadgate: 1 of 3 cells got slower/);
  });

  it('of which one is missing are never green, whoever left it out', async () => {
    const run = await report(inFolders(shardsOf().slice(1)));
    expect(run.exitCode, run.stdout).toBe(3);
    expect(run.outputs).toMatchObject({ verdict: 'invalid', passed: 'false' });
    expect((await forge.comments(pull.number))[0]?.body).toContain('The record of shard 1/2 is missing.');
  });

  it.each<[string, (shards: readonly RunRecord[]) => readonly RunRecord[], RegExp]>([
    ['one is there twice', ([one, two]) => [one, two, two] as RunRecord[], /^shard-double: /],
    [
      'one is of another seed',
      ([one, two]) => [one, { ...two, seed: 7 }] as RunRecord[],
      /^shards-differ: .*seed/,
    ],
    ['one is of a whole run', ([one]) => [one, recordOf(pull)] as RunRecord[], /^shard-foreign: /],
  ])('are refused where %s', async (_what, change, reason) => {
    const run = await report(inFolders(change(shardsOf())));
    expect(run.exitCode, run.stdout).toBe(2);
    expect(errorsOf(run)).toEqual([expect.stringMatching(reason)]);
    await expectNothingPosted();
  });
});

const changed = (change: (record: Record<string, unknown>) => void) => (folder: string) => {
  const record = JSON.parse(serialiseRecord(recordOf(pull))) as Record<string, unknown>;
  change(record);
  leaving(JSON.stringify(record))(folder);
};
const replacedText = (from: RegExp, to: string) => (folder: string) => {
  const before = serialiseRecord(recordOf(pull));
  expect(before).toMatch(from);
  leaving(before.replace(from, to))(folder);
};
const of = (changes: (pull: ForkPullRequest) => Partial<RunRecord>) => (folder: string) =>
  leaving(recordOf(pull, changes(pull)))(folder);

/** A count has no interval. */
const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 4));

describe('both halves', () => {
  it('the run without rights leaves a record, and the one with rights tells it on the pull request', async () => {
    const origin = createCallingShop();
    const shop = origin.open(7, { [CALLING_SERVER]: calling(2) });
    const inputs = { runtime: 'process' };
    const measured = await runOnPullRequest(shop, { origin, forge, inputs, token: forge.tokens.readOnly });
    expect(measured.exitCode, measured.stdout).toBe(1);
    expect(await forge.comments(pull.number)).toEqual([]);

    await knowCommits(forge, pull, shop, readFileSync(join(measured.workspace, 'loadgate.yml'), 'utf8'));
    const page = readReport(readFileSync(measured.outputs['report'] ?? '', 'utf8'));
    expect(page.faults).toEqual([]);
    expect(page.text).toContain('upstream calls per request');
    expect(page.text).toContain('The check fails');
    // As the example's artifact has them: side by side.
    const artifact = (folder: string) => {
      copyFileSync(measured.outputs['record'] ?? '', join(folder, 'record.json'));
      copyFileSync(measured.outputs['report'] ?? '', join(folder, 'report.html'));
    };
    const event = eventOf(forge, { ...pull, headSha: shop.headSha });
    const run = await report(artifact, { event });
    expect(run.exitCode, run.stdout).toBe(1);
    // What the first half came to, worked out again; a record keeps six digits.
    const [theirs] = JSON.parse(measured.outputs['cells'] ?? '');
    const [ours] = JSON.parse(run.outputs['cells'] ?? '');
    expect(ours).toEqual({
      ...theirs,
      change: near(theirs.change),
      low: near(theirs.low),
      high: near(theirs.high),
    });
    const [comment] = await forge.comments(pull.number);
    expect(comment?.body).toMatch(/🔴 loadgate: .*makes more upstream calls/);
    expect(comment?.body).toContain(shop.mergeSha.slice(0, 7));
    expect(await forge.comments()).toEqual([]);
    origin.remove();
    removeTemporary();
  });
});

/** The forge's own answers, of a pull request whose commits are those of a real git repository. */
async function knowCommits(
  { direct, inject, owner, repo, tokens }: ForgeServer,
  { number, mergeSha }: ForkPullRequest,
  git: PullRequest,
  config: string,
): Promise<void> {
  const path = `/repos/${owner}/${repo}`;
  const get = (what: string) =>
    direct<{ head: object; base: object }>('GET', `${path}${what}`, tokens.personal);
  const known = await get(`/pulls/${number}`);
  const { head, base } = known;
  const sides = { head: { ...head, sha: git.headSha }, base: { ...base, sha: git.baseSha } };
  inject({ path: /\/pulls$/, answer: { status: 200, body: [{ ...known, ...sides }] } });
  const commit = await get(`/git/commits/${mergeSha}`);
  const [parent] = (commit as unknown as { parents: object[] }).parents;
  const parents = [git.baseSha, git.headSha].map((sha) => ({ ...parent, sha }));
  inject({
    path: new RegExp(`/git/commits/${git.mergeSha}$`),
    answer: { status: 200, body: { ...commit, sha: git.mergeSha, parents } },
  });
  const ref = await get('/git/ref/heads/main');
  inject({
    path: /\/git\/ref\/heads(?:\/|%2F)main$/,
    answer: {
      status: 200,
      body: { ...ref, object: { ...(ref as { object?: object }).object, sha: git.baseSha } },
    },
  });
  const compared = await get('/compare/main...main');
  const { merge_base_commit: base_commit } = compared as unknown as { merge_base_commit: object };
  const parted = { ...compared, merge_base_commit: { ...base_commit, sha: git.baseSha } };
  inject({ path: /\/compare\//, answer: { status: 200, body: parted } });
  const file = await get('/contents/loadgate.yml');
  const content = Buffer.from(config).toString('base64');
  inject({ path: /\/contents\//, answer: { status: 200, body: { ...file, content } } });
}

describe('a record that is refused: nothing is posted, and the job says why', () => {
  it.each<[string, ReportOptions['artifact'], RegExp]>([
    [
      'names a pull request',
      changed((record) => {
        record['pullRequest'] = 1;
      }),
      /record-refused: .*unknown keys "pullRequest"/,
    ],
    [
      'brings its own verdict',
      changed((record) => {
        record['verdict'] = 'improvement';
      }),
      /record-refused: .*unknown keys "verdict"/,
    ],
    ['has a key __proto__', replacedText(/^\{/, '{"__proto__":{"passed":true},'), /unknown keys "__proto__"/],
    ['holds NaN', replacedText(/"durationMs":\d+/, '"durationMs":NaN'), /record-refused: .*not JSON/],
    [
      'holds infinity',
      replacedText(/"durationMs":\d+/, '"durationMs":1e999'),
      /record-refused: .*durationMs/,
    ],
    [
      'is of a commit that is nowhere',
      of(() => ({ candidate: { sha: 'c'.repeat(40), label: '' } })),
      /record-foreign: .*no commit ccccccc/,
    ],
    [
      'is of another commit of the repository',
      of(({ baseSha }) => ({ candidate: { sha: baseSha, label: '' } })),
      /record-foreign: .*neither [0-9a-f]{7} nor a merge of it/,
    ],
    [
      'was compared with another commit than the merge has',
      of(({ headSha }) => ({ baseline: { sha: headSha, label: 'main' } })),
      /record-foreign: .*was compared with/,
    ],
    [
      'has 200 MB',
      (folder) => {
        writeFileSync(join(folder, 'record.json'), '{');
        truncateSync(join(folder, 'record.json'), 200_000_000);
      },
      /record-file: .*200000000 bytes long, and at most 8388608/,
    ],
    ['is nested 100,000 deep', leaving('['.repeat(100_000)), /nested deeper than 12/],
    [
      'has millions of values',
      leaving(`{"cells":[${'{},'.repeat(2_000_000)}{}]}`),
      /more than 650000 values/,
    ],
    [
      'is a symbolic link',
      (folder) => symlinkSync('/etc/hostname', join(folder, 'record.json')),
      /record-file: .*symbolic link/,
    ],
    ['is a folder', (folder) => mkdirSync(join(folder, 'record.json')), /record-file: .*no plain file/],
    [
      'is a pipe that nobody writes to',
      (folder) => makePipe(join(folder, 'record.json')),
      /record-file: .*no plain file/,
    ],
    [
      'has another record beside it',
      (folder) => {
        leaving(recordOf(pull))(folder);
        writeFileSync(join(folder, 'other.json'), serialiseRecord(recordOf(pull)));
      },
      /shard-foreign: .*of a whole run and of no shard/,
    ],
    [
      'has something else beside it',
      (folder) => {
        leaving(recordOf(pull))(folder);
        writeFileSync(join(folder, 'other.json'), '{}');
      },
      /record-refused: /,
    ],
    ['is not there', () => {}, /record-file: .*no \.json files/],
    [
      'is no text',
      (folder) => writeFileSync(join(folder, 'record.json'), Buffer.from([0x7b, 0xff, 0x7d])),
      /record-file: .*no UTF-8/,
    ],
  ])('because it %s', async (_what, artifact, reason) => {
    const run = await report(artifact);
    expect(run.exitCode, run.stdout).toBe(2);
    expect(errorsOf(run)).toEqual([expect.stringMatching(reason)]);
    expect(run.summary).toContain('nothing was posted');
    expect(run.outputs).toEqual({});
    await expectNothingPosted();
  });

  it('because the step names a link to it', async () => {
    const run = await report(
      (folder) => {
        mkdirSync(join(folder, 'real'));
        leaving(recordOf(pull))(join(folder, 'real'));
        symlinkSync(join(folder, 'real'), join(folder, 'linked'));
      },
      { inputs: { record: 'linked' } },
    );
    expect(run.exitCode, run.stdout).toBe(2);
    expect(errorsOf(run).join()).toMatch(/symbolic link/);
    await expectNothingPosted();
  });
});

describe('where it is not sure which pull request it was, the job succeeds and says why', () => {
  const expectStopped = async (run: ActionRun, why: RegExp): Promise<void> => {
    expect(run.exitCode, run.stdout).toBe(0);
    expect(noticesOf(run).join()).toMatch(why);
    expect(run.summary).toMatch(why);
    expect(run.outputs['stopped']).toMatch(why);
    expect(run.outputs['verdict']).toBeUndefined();
    await expectNothingPosted();
  };

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['another head commit', { head_sha: 'd'.repeat(40) }, /closed, or has a newer commit/],
    ['another branch', { head_branch: 'other' }, /no open pull request is of alice\/widgets:other/i],
    [
      'another fork of that owner',
      { head_repository: { full_name: 'alice/gadgets' } },
      /no open pull request/i,
    ],
    ['a fork that is gone', { head_repository: null }, /fork that it came from is gone/],
    ['a push', { event: 'push' }, /started by push, not by pull_request/],
    ['pull_request_target', { event: 'pull_request_target' }, /started by pull_request_target/],
    ['another repository', { repository: { full_name: 'mallory/widgets' } }, /ran in mallory\/widgets/],
    [
      'a branch of the repository, and names a pull request of a fork',
      { pull_requests: [{ number: 2 }], head_repository: { full_name: 'olga/widgets' } },
      /no open pull request is of olga\/widgets:topic/i,
    ],
  ])('the event is of %s', async (_what, changes, why) => {
    const run = await report(leaving(recordOf(pull)), { event: eventOf(forge, pull, changes) });
    await expectStopped(run, why);
  });

  it('two open pull requests are of the same commit and branch', async () => {
    const second = await openPull(forge, `alice:${pull.branch}`, 'release');
    const run = await report(leaving(recordOf(pull)));
    await expectStopped(run, /2 open pull requests .*which one it was for can't be told/);
    expect(run.outputs['stopped']).toContain(`#${pull.number}`);
    expect(await forge.comments(second)).toEqual([]);
  });

  it('the pull request has been closed meanwhile', async () => {
    const { direct, owner, repo, tokens } = forge;
    const path = `/repos/${owner}/${repo}/pulls/${pull.number}`;
    await direct('PATCH', path, tokens.personal, { state: 'closed' });
    await expectStopped(await report(leaving(recordOf(pull))), /it was closed/);
  });
});

describe('the trusted half runs nowhere else', () => {
  it.each([
    ['pull_request', /wrong-event: .*workflow_run/],
    ['pull_request_target', /unsafe-trigger/],
  ])('%s', async (name, why) => {
    const repository = { full_name: `${forge.owner}/${forge.repo}`, default_branch: 'main' };
    const side = { sha: pull.headSha, ref: 'topic', repo: repository };
    const payload = { repository, pull_request: { number: pull.number, head: side, base: side } };
    const run = await report(leaving(recordOf(pull)), { event: { name, payload } });
    expect(run.exitCode, run.stdout).toBe(2);
    expect(errorsOf(run).join()).toMatch(why);
    await expectNothingPosted();
  });
});
