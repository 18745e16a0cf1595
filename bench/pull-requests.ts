/**
 * Real pull requests on real containers, through dist/ run as GitHub runs it, against a stateful GitHub:
 * each kind of change with the verdict that it must get, some of them several times.
 *
 *   node scripts/run-ts.mjs bench/pull-requests.ts [name…]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { parse, stringify } from 'yaml';
import {
  ROOT,
  removeTemporary,
  runOnPullRequest,
  verdictsOf,
  type WorkflowRun,
} from '../test/support/action-run.js';
import { startForgeServer } from '../test/support/forge-server.js';
import { leftoversOf } from '../test/support/leftovers.js';
import { type Change, createOrigin, replaced } from '../test/support/pull-requests.js';

const app = (target: string) => `fixtures/targets/${target}/app.py`;
/** Turns of an empty loop that take about a tenth of flask's CPU time for a request of /json. */
const TENTH = Number(process.env['LOADGATE_BENCH_TURNS'] ?? 1650);
const JSON_HANDLER = 'def json_():\n';

interface Case {
  readonly name: string;
  readonly times: number;
  readonly change: (time: number) => Change;
  /** Verdicts that must be there, by cell. */
  readonly expect: Readonly<Record<string, string>>;
  readonly exitCode: number;
}

const TARGETS = ['flask', 'starlette', 'tornado'];
const SCENARIOS = ['text', 'json', 'upstream-single'];

/** Shorter rounds than the defaults, so that a dozen pull requests take half an hour. */
const MEASURE = { 'warm-up': '700ms', duet: '1s', solo: '600ms', probe: '250ms', trim: '120ms' };

/** This repository's own configuration, with three of its targets and scenarios. */
function ownConfig(): string {
  const config = parse(readFileSync(join(ROOT, 'loadgate.yml'), 'utf8'));
  const only = (all: Record<string, unknown>, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, all[name]]));
  const { targets, scenarios, ...rest } = config;
  const shorter = { ...rest, measure: MEASURE, budget: '5m' };
  return stringify({ ...shorter, targets: only(targets, TARGETS), scenarios: only(scenarios, SCENARIOS) });
}

const every = (targets: readonly string[], verdict: string) =>
  Object.fromEntries(
    targets.flatMap((target) => SCENARIOS.map((scenario) => [`${target}/${scenario}`, verdict])),
  );
const UNCHANGED = every(['starlette', 'tornado'], 'unchanged');

const CASES: readonly Case[] = [
  {
    name: '+10 % CPU in flask json',
    times: 5,
    change: () => ({
      [app('flask')]: replaced(JSON_HANDLER, `${JSON_HANDLER}    for _ in range(${TENTH}):\n        pass\n`),
    }),
    expect: { ...UNCHANGED, 'flask/json': 'regression', 'flask/text': 'no-change' },
    exitCode: 1,
  },
  {
    name: 'flask unchanged (inputs touched)',
    times: 5,
    change: (time) => ({ [app('flask')]: (before) => `${before}\n# ${time}\n` }),
    expect: { ...UNCHANGED, ...every(['flask'], 'no-change') },
    exitCode: 0,
  },
  {
    name: 'all three unchanged (inputs touched)',
    times: 1,
    change: (time) =>
      Object.fromEntries(
        TARGETS.map((target) => [app(target), (before: string) => `${before}\n# ${time}\n`]),
      ),
    expect: every(TARGETS, 'no-change'),
    exitCode: 0,
  },
  {
    name: 'one upstream call made two (tornado)',
    times: 1,
    change: () => ({
      [app('tornado')]: (before) => doubled(before, /^( *)(\w+) = await .*fetch\(.*$/m),
    }),
    expect: {
      'tornado/upstream-single': 'regression',
      'flask/json': 'unchanged',
      'starlette/json': 'unchanged',
    },
    exitCode: 1,
  },
  {
    name: 'a faster handler (flask text)',
    times: 1,
    change: () => ({
      [app('flask')]: replaced(
        '@app.get("/text")\ndef text():\n    return Response("Hello, World!", mimetype="text/plain")\n',
        '_inner = app.wsgi_app\n\n\ndef _fast(environ, start_response):\n    if environ["PATH_INFO"] == "/text":\n' +
          '        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "13")])\n' +
          '        return [b"Hello, World!"]\n    return _inner(environ, start_response)\n\n\napp.wsgi_app = _fast\n',
      ),
    }),
    expect: { ...UNCHANGED, 'flask/text': 'improvement' },
    exitCode: 0,
  },
  {
    name: '+5 ms sleep in starlette json',
    times: 1,
    change: () => ({
      [app('starlette')]: (before) =>
        `import asyncio\n${before.replace(/(async def json_?\w*\(.*\).*:\n)/, '$1    await asyncio.sleep(0.005)\n')}`,
    }),
    expect: { 'starlette/json': 'regression', 'starlette/text': 'no-change', 'flask/json': 'unchanged' },
    exitCode: 1,
  },
  {
    name: 'README only',
    times: 1,
    change: () => ({ 'README.md': '# Changed\n' }),
    expect: every(TARGETS, 'unchanged'),
    exitCode: 0,
  },
];

/** Repeats the line that the pattern finds. */
function doubled(text: string, pattern: RegExp): string {
  if (!pattern.test(text)) throw new Error(`nothing like ${pattern}`);
  return text.replace(pattern, (line) => `${line}\n${line}`);
}

function judge({ expect, exitCode }: Case, run: WorkflowRun): string[] {
  const verdicts = verdictsOf(run);
  const wrong = Object.entries(expect).filter(([cell, verdict]) => verdicts[cell] !== verdict);
  const wrongs = wrong.map(([cell, verdict]) => `${cell}: ${verdicts[cell]}, not ${verdict}`);
  if (run.exitCode !== exitCode) wrongs.push(`exit code ${run.exitCode}, not ${exitCode}`);
  const keep = [run.outputs['record']?.split('/').at(-2) ?? ''];
  for (const [kind, names] of Object.entries(leftoversOf({ ...run, keep }))) {
    if (names.length > 0) wrongs.push(`left ${kind}: ${names.join(', ')}`);
  }
  return wrongs;
}

/** What the wall time that is not rounds was spent on, the longest first. */
function rest(run: WorkflowRun): string {
  return Object.entries(run.measured?.timing ?? {})
    .filter(([stage, ms]) => stage !== 'rounds' && ms >= 100)
    .sort(([, a], [, b]) => b - a)
    .map(([stage, ms]) => `${stage} ${(ms / 1000).toFixed(1)}`)
    .join(', ');
}

const wanted = process.argv.slice(2);
const rows = [['pull request', 'run', 'wall s', 'rounds s', 'the rest, s', 'exit', 'headline', 'right']];
const origin = createOrigin(
  { 'README.md': '# Services\n', 'loadgate.yml': ownConfig() },
  Object.fromEntries(
    TARGETS.map((name) => [`fixtures/targets/${name}`, join(ROOT, 'fixtures/targets', name)]),
  ),
);
let number = 100;
try {
  for (const one of CASES.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  )) {
    for (let time = 1; time <= one.times; time++) {
      const forge = await startForgeServer();
      const pull = origin.open(number++, one.change(time));
      const startedMs = Date.now();
      const run = await runOnPullRequest(pull, {
        origin,
        forge,
        inputs: { runtime: 'docker' },
        timeoutMs: 900_000,
      });
      const wallS = ((Date.now() - startedMs) / 1000).toFixed(1);
      const wrongs = judge(one, run);
      const comments = await forge.comments();
      if (comments.length !== 1) wrongs.push(`${comments.length} comments`);
      const roundsS = ((run.measured?.timing['rounds'] ?? 0) / 1000).toFixed(1);
      const row = [
        one.name,
        `${time}`,
        wallS,
        roundsS,
        rest(run),
        `${run.exitCode}`,
        run.outputs['summary-line'] ?? '',
        wrongs.join('; ') || 'yes',
      ];
      rows.push(row);
      console.error(row.join(' | '));
      if (process.env['LOADGATE_BENCH_VERBOSE']) console.error(comments[0]?.body, run.stdout);
      await forge.close();
      removeTemporary();
    }
  }
} finally {
  origin.remove();
  removeTemporary();
}
console.log(markdownTable(rows));
