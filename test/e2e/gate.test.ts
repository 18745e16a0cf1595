/** Ways around the gate that a record, or whoever opens a pull request, could try. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/model/record.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { type ForkPullRequest, mergeInto, openFromFork, tipOf } from '../support/fork-pull-request.js';
import type { ActionRun } from '../support/github-runner.js';
import { makeCell, makeGenerations } from '../support/records.js';
import {
  eventOf,
  leaving,
  recordOf,
  removeReportFolders,
  requestForText,
  runReport,
} from '../support/report-run.js';

const configOf = (slower: string) => `targets: { flask: { build: app, port: 8080 } }
scenarios: { json: { request: GET /json }, text: { request: GET /text } }
gate: { slower: ${slower} }
`;
let forge: ForgeServer;
let pull: ForkPullRequest;

beforeEach(async () => {
  forge = await startForgeServer();
  const files = { 'app/Dockerfile': 'FROM scratch', 'app/app.py': '1' };
  await branchOff('old', configOf('90%'));
  pull = await openFromFork(forge, { base: { ...files, 'loadgate.yml': configOf('2%') } });
});
afterEach(() => forge.close());
afterAll(removeReportFolders);

/** A branch of the repository's first commit, with a file of its own. */
async function branchOff(branch: string, config: string): Promise<void> {
  const ref = { ref: `refs/heads/${branch}`, sha: await tipOf(forge, 'main') };
  await ask('POST', '/git/refs', ref);
  await put('loadgate.yml', config, branch);
}

const ask = (method: string, path: string, body: unknown) =>
  forge.direct(method, `/repos/${forge.owner}/${forge.repo}${path}`, forge.tokens.personal, body);
const put = (path: string, text: string, branch: string) =>
  ask('PUT', `/contents/${path}`, { message: path, content: Buffer.from(text).toString('base64'), branch });
const pointAt = (base: string) => ask('PATCH', `/pulls/${pull.number}`, { base });

async function report(record: RunRecord, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  const attempt = inputs['commands'] === 'true' ? { run_attempt: 2 } : {};
  const event = eventOf(forge, pull, attempt);
  return runReport({ forge, event, artifact: leaving(record), inputs: { check: 'true', ...inputs } });
}
const checks = async () =>
  (await forge.checks(pull.headSha)).map(({ name, conclusion }) => `${name}: ${conclusion}`);
const errorsOf = ({ annotations }: ActionRun) =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

async function expectRefused(record: RunRecord, why: RegExp): Promise<void> {
  const run = await report(record);
  expect(run.exitCode, run.stdout).toBe(2);
  expect(errorsOf(run)).toEqual([expect.stringMatching(why)]);
  expect(await checks()).toEqual([]);
}

describe('a pull request that is pointed at another branch', () => {
  it('does not have its run judged by that branch’s rules', async () => {
    expect((await report(recordOf(pull))).exitCode).toBe(1);
    await pointAt('old');
    const run = await report(recordOf(pull));
    expect(run.exitCode, run.stdout).toBe(2);
    expect(errorsOf(run).join()).toMatch(/record-foreign: .*which is not on the branch old/);
    expect(await checks()).toEqual(['loadgate verdict: failure']);
  });

  it('has a check of that branch’s own, which stands for no other', async () => {
    await pointAt('old');
    const base = await tipOf(forge, 'old');
    const mergeSha = await mergeInto(forge, base, pull.headSha);
    const run = await report(recordOf({ ...pull, mergeSha, baseSha: base }));
    expect(run.exitCode, run.stdout).toBe(0);
    await pointAt('main');
    expect((await report(recordOf(pull))).exitCode).toBe(1);
    expect(await checks()).toEqual(['loadgate verdict (into old): success', 'loadgate verdict: failure']);
  });

  it('is judged by the branch as it is now, not as it was when the pull request was opened', async () => {
    await put('new.txt', 'x', 'main');
    const base = await tipOf(forge, 'main');
    await ask('PUT', '/contents/loadgate.yml', {
      message: 'Let more pass',
      content: Buffer.from(configOf('40%')).toString('base64'),
      branch: 'main',
      sha: await blobOf('loadgate.yml'),
    });
    const mergeSha = await mergeInto(forge, base, pull.headSha);
    const run = await report(recordOf({ ...pull, mergeSha, baseSha: base }));
    expect(run.exitCode, run.stdout).toBe(0);
  });
});

async function blobOf(path: string): Promise<string> {
  const file = await forge.direct<{ sha: string }>(
    'GET',
    `/repos/${forge.owner}/${forge.repo}/contents/${path}`,
    forge.tokens.personal,
  );
  return file.sha;
}

describe('a baseline', () => {
  it.each(['stored', 'none'] as const)(
    'is not %s where the record has its figures',
    async (baselineFigures) => {
      await expectRefused(
        recordOf(pull, { baselineFigures, baseline: { sha: 'd'.repeat(40), label: 'main' } }),
        /record-refused: .*has figures of both sides/,
      );
    },
  );

  it('of the pull request’s own commit is the base branch’s, and neither itself nor one that nobody knows', async () => {
    const own = { candidate: { sha: pull.headSha, label: '' } };
    for (const sha of [pull.headSha, 'd'.repeat(40)]) {
      await expectRefused(
        recordOf(pull, { ...own, baseline: { sha, label: 'main' } }),
        /record-foreign: .*was compared with/,
      );
    }
    expect((await report(recordOf(pull, own))).exitCode).toBe(1);
  });

  it('with stored figures is the nearest one that is stored, whichever the record names', async () => {
    const alone = (ratios: Parameters<typeof makeGenerations>[0]) =>
      ['json', 'text'].map((scenario) =>
        makeCell({ scenario, generations: makeGenerations(ratios, {}, { baseline: null }) }),
      );
    const main = await tipOf(forge, 'main');
    const first = await tipOf(forge, 'old');
    await ask('POST', '/git/refs', { ref: 'refs/heads/loadgate', sha: main });
    const store = async (sha: string, ratios: Parameters<typeof makeGenerations>[0]) => {
      const stored = recordOf(pull, { candidate: { sha, label: 'main' }, cells: alone(ratios) });
      await put(`records/${sha}.json`, JSON.stringify(stored), 'loadgate');
    };
    await store(main, {});
    await store(first, { throughput: 0.5, cpu: 2 });
    const slow = recordOf(pull, {
      baselineFigures: 'stored',
      baseline: { sha: first, label: 'main' },
      cells: alone({ throughput: 0.5, cpu: 2 }),
    });
    const run = await report(slow);
    expect(run.outputs, run.stdout).toMatchObject({ verdict: 'regression', regressions: '2' });
    expect((await forge.comments(pull.number))[0]?.body).toContain(main.slice(0, 7));
  });
});

describe('a run of a part', () => {
  it('brings no cell that nobody asked for', async () => {
    await ask('POST', '/git/refs', { ref: 'refs/heads/loadgate', sha: pull.baseSha });
    await put(`requests/${pull.number}.json`, requestForText(pull), 'loadgate');
    const text = makeCell({ scenario: 'text' });
    const others = [
      makeCell(),
      makeCell({ state: 'unchanged', generations: [] }),
      makeCell({ noBaseline: 'new', generations: makeGenerations({}, {}, { baseline: null }) }),
    ];
    for (const other of others) {
      const run = await report(recordOf(pull, { cells: [text, other] }), { commands: 'true' });
      expect(run.exitCode, run.stdout).toBe(2);
      expect(errorsOf(run).join()).toMatch(
        /record-partial: olga asked for flask\/text alone, and the record brings flask\/json, too/,
      );
    }
    const asked = await report(recordOf(pull, { cells: [text] }), { commands: 'true' });
    expect(asked.exitCode, asked.stdout).toBe(1);
    expect(await checks()).toEqual(['loadgate verdict: failure']);
  });
});

describe('a record that leaves something out', () => {
  const unmeasured = (state: 'unchanged' | 'not-measured') =>
    ['json', 'text'].map((scenario) => makeCell({ scenario, state, generations: [] }));
  const none = (cells: RunRecord['cells']): Partial<RunRecord> => ({ baselineFigures: 'none', cells });

  it.each([
    ['has no cell', none([])],
    ['lacks one of the base branch', { cells: [makeCell()] }],
    ['says that nothing has changed', none(unmeasured('unchanged'))],
  ])('is undecided where it %s, and says first that nobody verified it', async (_what, changes) => {
    const record = recordOf(pull, changes);
    const lenient = await report(record);
    expect(lenient.exitCode, lenient.stdout).toBe(0);
    const [check] = await forge.checks(pull.headSha);
    expect(check?.conclusion).toBe('neutral');
    expect(check?.output.title).toMatch(/^⚪ reported by the fork, not verified: not decided/);
    const strict = await report(record, { 'on-inconclusive': 'fail' });
    expect(strict.exitCode, strict.stdout).toBe(1);
    expect(await checks()).toEqual(['loadgate verdict: failure']);
  });

  it('is believed that nothing has changed where the forge’s own files say so', async () => {
    const changed = async (files: Readonly<Record<string, string>>) => {
      const mergeSha = await mergeInto(forge, pull.baseSha, pull.headSha, files);
      const run = await report(recordOf({ ...pull, mergeSha }, none(unmeasured('unchanged'))));
      return `${run.outputs['verdict']}, ${(await checks()).join()}`;
    };
    expect(await changed({ 'app/app.py': '2' })).toBe('inconclusive, loadgate verdict: neutral');
    expect(await changed({ 'README.md': 'x' })).toBe('nothing-to-measure, loadgate verdict: success');
  });
});

describe('a pull request that lifts a limit', () => {
  /** Median 6.5 ms and p99 12.4 ms, in all cells. */
  const limited = (limits: string) => `${configOf('2%')}limits: ${limits}\n`;
  const same = { cells: [makeCell(), makeCell({ scenario: 'text' })] };

  /** The base branch gets limits, and the pull request a `loadgate.yml` of its own. */
  async function reportWith(
    limits: string,
    own: string,
    changes: Partial<RunRecord>,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<ActionRun> {
    const content = Buffer.from(limited(limits)).toString('base64');
    const sha = await blobOf('loadgate.yml');
    await ask('PUT', '/contents/loadgate.yml', { message: 'Set limits', content, branch: 'main', sha });
    const base = await tipOf(forge, 'main');
    const mergeSha = await mergeInto(forge, base, pull.headSha, { 'loadgate.yml': own });
    return report(recordOf({ ...pull, mergeSha, baseSha: base }, changes), inputs);
  }

  it.each([
    ['takes it out', configOf('2%')],
    ['raises it', limited('{ p99: 10s }')],
  ])('is held to the one of the base branch where it %s', async (_what, own) => {
    expect((await report(recordOf(pull, same))).exitCode).toBe(0);
    const run = await reportWith('{ p99: 5ms }', own, same);
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ verdict: 'regression', regressions: '2', passed: 'false' });
    const [comment] = await forge.comments(pull.number);
    expect(comment?.body).toMatch(/p99 is \*\*12\.\d ms\*\* \(.* ms\), the limit is 5\.00 ms/);
    expect(await checks()).toEqual(['loadgate verdict: failure']);
    const [check] = await forge.checks(pull.headSha);
    expect(check?.output.title).toContain('both cells break their p99 limit');
  });

  it('does not get past it as new, nor by what somebody accepted', async () => {
    const alone = makeGenerations({}, {}, { baseline: null });
    const fresh = ['json', 'text'].map((scenario) =>
      makeCell({ scenario, generations: alone, noBaseline: 'this target is not in the baseline' }),
    );
    await ask('POST', '/git/refs', { ref: 'refs/heads/loadgate', sha: pull.baseSha });
    const figures = { baseline: 2406, candidate: 1000, ratio: 0.4, worse: true };
    const effects = ['throughput', 'p99'].map((metric) => ({ metric, kind: 'sampled', ...figures }));
    const said = { by: 'olga', reason: 'x', at: '2026-01-01T00:00:00Z', until: null, comment: 9 };
    const regressions = ['json', 'text'].map((scenario) => ({
      ...{ target: 'flask', scenario, effects, sha: 'c'.repeat(40) },
      ...said,
    }));
    const accepted = { schema: 'loadgate.accepted/v1', pullRequest: pull.number, regressions };
    await put(`accepted/${pull.number}.json`, JSON.stringify(accepted), 'loadgate');
    const changes = { baselineFigures: 'none', baseline: null, cells: fresh } as const;
    const run = await reportWith('{ p99: 5ms }', configOf('2%'), changes, { commands: 'true' });
    expect(run.exitCode, run.stdout).toBe(1);
    expect((await forge.comments(pull.number))[0]?.body).toContain('which nobody can accept');
  });

  it('is undecided where its record leaves the figure out, which a strict gate does not let pass', async () => {
    const run = await reportWith('{ image-size: 100m, start-time: 1s }', configOf('2%'), same);
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', inconclusive: '2' });
    const strict = await reportWith('{ image-size: 100m, start-time: 2s }', configOf('2%'), same, {
      'on-inconclusive': 'fail',
    });
    expect(strict.exitCode, strict.stdout).toBe(1);
  });

  it('does not hide failed requests behind a limit of its own', async () => {
    const failing = makeCell({
      generations: makeGenerations().map((one) => ({
        ...one,
        candidate: {
          ...one.candidate,
          solo: one.candidate.solo.map((round) => ({
            ...round,
            failures: { ...round.failures, timeout: 900 },
          })),
        },
      })),
    });
    const changes = { cells: [failing, makeCell({ scenario: 'text' })] };
    const own = limited('{ errors: 50% }');
    const none = await reportWith('{ p99: 10s }', own, changes);
    expect(none.exitCode, none.stdout).toBe(2);
    expect(none.outputs).toMatchObject({ verdict: 'invalid', invalid: '1' });
    const strict = await reportWith('{ errors: 1% }', own, changes);
    expect(strict.exitCode, strict.stdout).toBe(1);
    expect(strict.outputs['verdict']).toBe('regression');
  });
});
