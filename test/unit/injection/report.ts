import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import { setOutputs } from '../../../src/action/teller.js';
import type { Config } from '../../../src/model/config.js';
import type { CellProfile } from '../../../src/model/profile.js';
import type { Generation, RunRecord } from '../../../src/model/record.js';
import { toAnnotations } from '../../../src/report/annotations.js';
import { renderCheck } from '../../../src/report/check.js';
import { renderComment } from '../../../src/report/comment.js';
import { toOutputs } from '../../../src/report/outputs.js';
import { renderSummary } from '../../../src/report/summary.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { makeCapacityCell, nearby } from '../../support/capacities.js';
import { parseFileCommand } from '../../support/runner-commands.js';
import { aBuild } from '../../support/targets.js';
import {
  BROKEN_P99,
  compared,
  makeComparison,
  makeContext,
  makeGate,
  makeProblem,
  recordFor,
  sampled,
} from '../report/builders.js';
import { held } from '../report/limit-cases.js';
import { asUtf8, type Sunk, type Surface } from './surface.js';

type Text = (field: string) => string;

const RUNS = 'https://github.com/acme/shop/actions/runs';

const location = (file: string) => ({ file, line: 3, column: 1 });

const STEP = { requests: 10, failed: 0, latencyUs: { mean: 400, p50: 400, p95: 800, p99: 900 } };

/** A generation whose rounds have figures of two steps. */
const withSteps = (generation: Generation): Generation => ({
  ...generation,
  candidate: {
    ...generation.candidate,
    solo: generation.candidate.solo.map((round) => ({ ...round, steps: [STEP, STEP] })),
  },
});

const profileOf = (text: Text): CellProfile => ({
  ...{ kind: 'sampled', samples: { baseline: 9, candidate: 9 }, baseline: [90, 91], candidate: [99, 99] },
  functions: [
    {
      ...{ name: text('profile.function'), file: text('profile.file'), kind: 'own' },
      ...{ baseline: [1, 1], candidate: [9, 9] },
    },
  ],
  calls: [
    {
      ...{ parent: null, name: text('profile.function'), file: text('profile.file'), kind: 'own' },
      ...{ baseline: 80, candidate: 90 },
    },
  ],
});

const noProfile = (text: Text): CellProfile => ({
  ...{ kind: 'none', code: 'perf-failed', message: text('profile.message') },
});

/** Place of the cell that is searched for its capacity. */
const SEARCHED = 2;
const SEARCHES = makeCapacityCell(nearby(1_000, 1), { screen: 1, confirm: 0 });

/** Everything that a report shows, names included: the configuration would refuse most, a report must not need that. */
export function partsOf(text: Text) {
  const slower = {
    metrics: [sampled('throughput', 4812, 0.9, { verdict: 'regression' })],
    accepted: {
      state: 'grown',
      metric: 'cpu',
      by: text('accepted.by'),
      reason: text('accepted.reason'),
      until: null,
    },
    step: {
      ...{ number: 2, request: text('step'), baseline: 1000, candidate: 1380, ratio: 1.38 },
      interval: { low: 1.35, high: 1.41 },
    },
  } as const;
  const cells = [
    compared(text('target'), text('scenario'), 'regression', slower),
    // No two cells have the same name, whatever the text.
    compared(text('limited.target'), `${text('limited.scenario')}2`, 'regression', {
      limits: [BROKEN_P99, held('errors', 0.01, 0.02, 'undecided')],
    }),
    compared(text('searched.target'), `${text('searched.scenario')}3`, 'new', { reason: 'the first search' }),
    compared('b', 'x', 'invalid', { reason: `i${text('invalid.message')}` }),
    compared('c', 'x', 'new', { reason: text('new.reason'), candidateRps: 12 }),
    compared('d', 'x', 'inconclusive', {
      metrics: [sampled('throughput', 100, 0.98, { half: 4 })],
      reason: text('inconclusive.reason'),
    }),
  ];
  const base = recordFor(cells);
  const problem = makeProblem({
    code: text('problem.code'),
    message: text('problem.message'),
    hint: text('problem.hint'),
    log: [text('problem.log'), `x${text('problem.log')}`],
    location: location(text('problem.file')),
  });
  const record: RunRecord = {
    ...base,
    version: text('version'),
    candidate: { sha: 'c'.repeat(40), label: text('candidate.label') },
    baseline: { sha: 'b'.repeat(40), label: text('baseline.label') },
    machine: {
      ...base.machine,
      cpuModel: text('machine.cpuModel'),
      os: text('machine.os'),
      kernel: text('machine.kernel'),
      arch: text('machine.arch'),
    },
    runtime: { ...base.runtime, version: text('runtime.version') },
    // One row for each: what is in it is numbers.
    cells: base.cells.map((cell, at) => ({
      ...cell,
      ...(at === 0
        ? {
            steps: ['POST /login', text('step')],
            generations: cell.generations.slice(0, 1).map(withSteps),
            profile: profileOf(text),
          }
        : {
            generations: at === SEARCHED ? SEARCHES.generations : [],
            ...(at === SEARCHED ? { profile: noProfile(text) } : {}),
          }),
    })),
    timing: { build: 10, [`s${text('timing')}`]: 60_000 },
    problems: [problem],
  };
  const comparison = makeComparison(cells, { problems: record.problems });
  const context = makeContext({ notes: [`n${text('note')}`], advisoryReason: text('advisory') });
  return { record, comparison, gate: makeGate(0, text('gate.reason')), context };
}

function configOf(text: Text): Config {
  const target = {
    name: text('target'),
    build: aBuild(),
    location: location('loadgate.yml'),
  };
  return { targets: [target, { ...target, name: 'other' }], scenarios: [] } as unknown as Config;
}

const NAMES = [
  'verdict',
  'passed',
  'regressions',
  'improvements',
  'inconclusive',
  'invalid',
  'cells',
  'summary-line',
  'record',
  'exports',
  'report',
  'comment-url',
  'comment-status',
];

/** What a later step reads: our outputs, each with the text that was put into it. */
function outputFaults(parts: ReturnType<typeof partsOf>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-outputs-'));
  const before = process.env['GITHUB_OUTPUT'];
  const given = new Map<string, string>();
  try {
    const file = join(folder, 'output');
    process.env['GITHUB_OUTPUT'] = file;

    writeFileSync(file, '');
    const { record, comparison, gate } = parts;
    const paths = { record: '/tmp/record.json', exports: '', report: '/tmp/report.html' };
    const ours = { ...paths, 'comment-url': '', 'comment-status': 'created' };
    setOutputs({ ...toOutputs(record, comparison, gate), ...ours }, (name, value) => {
      given.set(name, value);
      setOutput(name, value);
    });
    const read = parseFileCommand(readFileSync(file, 'utf8'));
    const wrong = [...given].filter(([name, value]) => read[name] !== asUtf8(value));
    const extra = Object.keys(read).filter((name) => !NAMES.includes(name));
    return [
      ...wrong.map(([name]) => `the output ${name} is another`),
      ...extra.map((name) => `an output ${name}`),
    ];
  } finally {
    if (before === undefined) delete process.env['GITHUB_OUTPUT'];
    else process.env['GITHUB_OUTPUT'] = before;
    rmSync(folder, { recursive: true });
  }
}

function pour(text: Text): Sunk {
  const parts = partsOf(text);
  const { record, comparison, gate, context } = parts;
  const dockerfiles = new Map([['Dockerfile', text('dockerfile')]]);
  const annotations = toAnnotations(record, comparison, { config: configOf(text), dockerfiles });
  const outside = annotations.filter(
    ({ file }) => file.startsWith('/') || file.split('/').includes('..') || /\p{Cc}/u.test(file),
  );
  const advisory = { ...comparison, advisory: true };
  return {
    pages: [
      renderComment(record, comparison, gate, {
        ...context,
        unverified: { whose: 'fork', runUrl: `${RUNS}/1` },
      }),
      renderSummary(record, advisory, gate, context),
    ],
    terminal: [renderTerminal(record, comparison, gate, { colour: false, columns: 100 })],
    told: [
      renderCheck(record, comparison, gate, context).title,
      ...annotations.flatMap(({ title, message }) => [`${title}: ${message}`]),
      gate.reason,
    ],
    faults: [...outputFaults(parts), ...outside.map(({ file }) => `an annotation at ${file}`)],
  };
}

/** What {@link partsOf} asks for. */
export const FIELDS_OF_REPORT: readonly string[] = [
  'profile.function',
  'profile.file',
  'profile.message',
    'target', 'scenario', 'accepted.by', 'accepted.reason', 'invalid.message', 'new.reason', 'inconclusive.reason', 'problem.code', 'problem.message', 'problem.hint', 'problem.log', 'problem.file',
    'version', 'candidate.label', 'baseline.label', 'machine.cpuModel', 'machine.os', 'machine.kernel', 'machine.arch', 'runtime.version', 'timing', 'note', 'advisory', 'gate.reason', 'step',
  'limited.target', 'limited.scenario', 'searched.target', 'searched.scenario',
]; // biome-ignore format: a list

export const reportSurface: Surface = {
  name: 'report',
  fixed: true,
  fields: [...FIELDS_OF_REPORT, 'dockerfile'],
  silent: { dockerfile: 'only the number of a line is told' },
  pour,
};
