import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAction } from '../../support/github-runner.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-runner-'));
  for (const name of ['action', 'work', 'temp']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ACTION_YML = `
inputs:
  a-key: { default: one }
  two words: {}
  token: { default: '\${{ github.token }}' }
runs: { using: node24, main: main.mjs, post: post.mjs, post-if: always() }
`;

function action(scripts: { main: string; post?: string }, yml = ACTION_YML) {
  writeFileSync(join(folder, 'action', 'action.yml'), yml);
  const prelude = "import { appendFileSync as add } from 'node:fs';\nconst env = process.env;\n";
  writeFileSync(join(folder, 'action', 'main.mjs'), prelude + scripts.main);
  writeFileSync(join(folder, 'action', 'post.mjs'), prelude + (scripts.post ?? ''));
  return {
    actionDir: join(folder, 'action'),
    workspace: join(folder, 'work'),
    temp: join(folder, 'temp'),
    event: { name: 'push', payload: { repository: { default_branch: 'main' } } },
    timeoutMs: 60_000,
  };
}

describe('runAction', () => {
  it('gives inputs over defaults, upper-cased, and the token of the job', async () => {
    const main = `console.log(JSON.stringify(Object.fromEntries(Object.entries(env).filter(([k]) => k.startsWith('INPUT_')))))`;
    const forge = { apiUrl: 'http://a', serverUrl: 'http://s', owner: 'o', repo: 'r', token: 'secret' };
    const run = await runAction({ ...action({ main }), forge, inputs: { 'two words': 'given', other: 'x' } });
    expect(JSON.parse(run.stdout)).toEqual({
      'INPUT_A-KEY': 'one',
      INPUT_TWO_WORDS: 'given',
      INPUT_TOKEN: 'secret',
      INPUT_OTHER: 'x',
    });
    expect(run.annotations).toMatchObject([{ level: 'warning', message: "Unexpected input(s) 'other'" }]);
  });

  it('gives the event, the workspace and the variables of a job, and nothing else of ours', async () => {
    process.env['LOADGATE_SECRET_OF_THE_TEST'] = 'x';
    const main = `
      import { readFileSync } from 'node:fs';
      console.log(JSON.stringify({
        cwd: process.cwd(), event: JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')), name: env.GITHUB_EVENT_NAME,
        repository: env.GITHUB_REPOSITORY, sha: env.GITHUB_SHA, leaked: env.LOADGATE_SECRET_OF_THE_TEST ?? null }))`;
    const run = await runAction({ ...action({ main }), env: { GITHUB_SHA: 'abc' } });
    delete process.env['LOADGATE_SECRET_OF_THE_TEST'];
    expect(JSON.parse(run.stdout)).toEqual({
      cwd: join(folder, 'work'),
      event: { repository: { default_branch: 'main' } },
      name: 'push',
      repository: 'nobody/nothing',
      sha: 'abc',
      leaked: null,
    });
  });

  it('reads outputs, summary, annotations, masks and groups', async () => {
    const main = `
      add(env.GITHUB_OUTPUT, 'plain=a=b<<c\\nlong<<EOF\\nline 1\\nx=y\\nEOF\\nempty=\\n');
      add(env.GITHUB_STEP_SUMMARY, '# Summary\\n');
      console.log('::group::Folded%25');
      console.log('::error file=a%2Cb.yml,line=3,col=7,title=Bad%3A::one%0Atwo %2525');
      console.log('not ::notice::a command');
      console.log('::add-mask::hush');
      console.log('::set-output name=x::y');
      console.log('::stop-commands::pause');
      console.log('::error::not seen');
      console.log('::pause::');
      console.log('::notice::seen');
      process.exitCode = 3;`;
    const run = await runAction(action({ main }));
    expect(run.exitCode).toBe(3);
    expect(run.outputs).toEqual({ plain: 'a=b<<c', long: 'line 1\nx=y', empty: '' });
    expect(run.summary).toBe('# Summary\n');
    expect(run.groups).toEqual(['Folded%']);
    expect(run.masks).toEqual(['hush']);
    expect(run.rejected).toEqual(['set-output']);
    const place = { title: 'Bad:', file: 'a,b.yml', line: 3, column: 7 };
    const nowhere = { title: null, file: null, line: null, column: null };
    const byLevel = [...run.annotations].sort((a, b) => a.level.localeCompare(b.level));
    expect(byLevel).toEqual([
      { level: 'error', message: 'one\ntwo %25', ...place },
      { level: 'notice', message: 'seen', ...nowhere },
    ]);
  });

  // In a step of its own: nothing says which of two pipes is read first, and commands may be stopped by then.
  it('reads commands of stderr as well', async () => {
    const run = await runAction(action({ main: "console.error('  ::warning::from stderr');" }));
    expect(run.annotations).toMatchObject([{ level: 'warning', message: 'from stderr' }]);
  });

  it('refuses outputs that the runner would refuse', async () => {
    const main = "add(env.GITHUB_OUTPUT, 'a<<EOF\\nnever ends\\n')";
    await expect(runAction(action({ main }))).rejects.toThrow('Matching delimiter not found');
  });

  it('drops a summary that is too large, as GitHub does', async () => {
    const run = await runAction(
      action({ main: "add(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))" }),
    );
    expect(run.summary).toBe('');
    expect(run.annotations).toMatchObject([{ level: 'error' }]);
  });

  it('hands state and environment to the post step, which runs after a failure too', async () => {
    const main = `
      add(env.GITHUB_STATE, 'id<<E\\nx\\nE\\n'); add(env.GITHUB_ENV, 'LATER=1\\n'); add(env.GITHUB_PATH, '/added\\n');
      process.exit(1);`;
    const post =
      "console.log(env.STATE_id, env.LATER, env.PATH.split(':')[0], env['INPUT_A-KEY']); add(env.GITHUB_OUTPUT, 'a=b')";
    const run = await runAction(action({ main, post }));
    expect(run).toMatchObject({ exitCode: 1, state: { id: 'x' }, outputs: {} });
    expect(run.post).toMatchObject({
      exitCode: 0,
      stdout: 'x 1 /added one\n',
      outputs: { a: 'b' },
      summary: '',
    });
  });

  it.each([
    ['success()', 1, false],
    ['success()', 0, true],
    ['failure()', 1, true],
    ['cancelled()', 0, false],
  ])('runs a post step on %s after exit code %i: %s', async (condition, exitCode, runs) => {
    const yml = ACTION_YML.replace('always()', condition);
    const run = await runAction(action({ main: `process.exitCode = ${exitCode}` }, yml));
    expect(run.post !== null).toBe(runs);
  });
});

describe('a cancelled step', () => {
  const waiting = (handlers: string) => `${handlers}\nsetInterval(() => {}, 1000);\nconsole.log('ready');`;

  it('gets SIGINT first, and may end by itself; then the post step runs', async () => {
    const main = waiting("process.on('SIGINT', () => { console.log('clean'); process.exit(130); });");
    const run = await runAction({
      ...action({ main, post: "console.log('post')" }),
      cancel: { on: /^ready$/ },
    });
    expect(run).toMatchObject({
      exitCode: 130,
      signal: null,
      cancelled: true,
      killed: false,
      stdout: 'ready\nclean\n',
    });
    expect(run.post?.stdout).toBe('post\n');
  });

  it('gets SIGTERM next, and is killed with its children at last', async () => {
    const main = waiting(`
      import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      add(env.GITHUB_OUTPUT, 'child=' + child.pid + '\\n');
      for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));`);
    const signals = [
      { name: 'SIGINT', waitMs: 200 },
      { name: 'SIGTERM', waitMs: 200 },
    ] as const;
    const run = await runAction({ ...action({ main }), cancel: { on: /^ready$/, signals } });
    expect(run).toMatchObject({ exitCode: null, signal: 'SIGKILL', cancelled: true, killed: true });
    expect(run.stdout).toBe('ready\nSIGINT\nSIGTERM\n');
    expect(alive(Number(run.outputs['child']))).toBe(false);
  });

  it('is cancelled after a time', async () => {
    const run = await runAction({ ...action({ main: waiting('') }), cancel: { afterMs: 50 } });
    expect(run).toMatchObject({ exitCode: null, signal: 'SIGINT', cancelled: true, killed: false });
  });

  it('that ended before is not', async () => {
    const run = await runAction({ ...action({ main: '' }), cancel: { on: /never/, afterMs: 60_000 } });
    expect(run).toMatchObject({ exitCode: 0, cancelled: false });
  });
});

it('a step that never ends fails the test', async () => {
  const main = 'setInterval(() => {}, 1000)';
  await expect(runAction({ ...action({ main }), timeoutMs: 300 })).rejects.toThrow(
    'did not end within 300 ms',
  );
});

/** A zombie is dead: nobody may have waited for it yet. */
function alive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
