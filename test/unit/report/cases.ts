import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellProfile } from '../../../src/model/profile.js';
import { makeCapacity, makeCapacityCell, nearby } from '../../support/capacities.js';
import {
  cellRecord,
  compared,
  counted,
  makeContext,
  makeGate,
  makeProblem,
  recordFor,
  sampled,
  steady,
} from './builders.js';
import {
  build,
  djangoWrong,
  flaskSlower,
  notBuilt,
  SCENARIOS,
  starletteFaster,
  table,
  tornadoNoisy,
} from './case-cells.js';
import { LIMIT_CASES } from './limit-cases.js';
import { type Case, make } from './make-case.js';
import { SECOND_CASES } from './second-cases.js';

const { machine } = recordFor([]);
const failed = makeGate(1, '1 of 24 cells got slower or needs more.');

/** All of the CPU time that a slower cell costs more is its own code's. */
function inUserCode({ record, ...rest }: Case): Case {
  const cells = record.cells.map((cell) => ({
    ...cell,
    generations: cell.generations.map((generation) => ({
      ...generation,
      candidate: {
        ...generation.candidate,
        duet: generation.candidate.duet.map((round, at) => ({
          ...round,
          cpuSystemUs: generation.baseline?.duet[at]?.cpuSystemUs ?? null,
        })),
      },
    })),
  }));
  return { ...rest, record: { ...record, cells } };
}

/** Two slower cells: one whose functions are known, and one whose functions could not be. */
function namesFunctions(): Case {
  const textSlower = compared('flask', 'text', 'regression', {
    metrics: [sampled('throughput', 5290, 0.955, { verdict: 'regression' })],
  });
  const { record, ...rest } = make(table([flaskSlower, textSlower]), { gate: failed });
  const flat = [31, 31.2, 30.9, 31.1];
  const profile: CellProfile = {
    ...{ kind: 'sampled', samples: { baseline: 14_102, candidate: 14_390 } },
    ...{ baseline: [208.2, 207.6, 208.9, 208.1], candidate: [221.4, 220.6, 222.3, 221.2] },
    functions: [
      {
        ...{ name: 'serialize', file: '/app/app/json.py', kind: 'own' },
        ...{ baseline: [22.1, 21.8, 22.4, 22], candidate: [33.4, 33.1, 33.9, 33.5] },
      },
      {
        ...{ name: 'Rows.check', file: '/app/app/rows.py', kind: 'own' },
        ...{ baseline: [0, 0, 0, 0], candidate: [1.9, 2.1, 2, 2.2] },
      },
      {
        ...{ name: 'route', file: '/app/app/web.py', kind: 'own' },
        baseline: [12, 12.4, 12.1, 12.2],
        candidate: [12.2, 12.1, 12.3, 12],
      },
      { name: 'the kernel', file: null, kind: 'kernel', baseline: flat, candidate: flat.toReversed() },
    ],
    calls: [
      {
        ...{ parent: null, name: 'route', file: '/app/app/web.py' },
        kind: 'own',
        baseline: 170,
        candidate: 184,
      },
      {
        ...{ parent: 0, name: 'serialize', file: '/app/app/json.py' },
        kind: 'own',
        baseline: 130,
        candidate: 143.4,
      },
      {
        ...{ parent: 1, name: 'dumps', file: '/usr/lib/python3.13/json/__init__.py' },
        kind: 'library',
        baseline: 100,
        candidate: 100.3,
      },
      { ...{ parent: null, name: 'the kernel', file: null }, kind: 'kernel', baseline: 31, candidate: 31 },
      {
        ...{ parent: 0, name: 'Rows.check', file: '/app/app/rows.py' },
        kind: 'own',
        baseline: 9,
        candidate: 5,
      },
    ],
  };
  const missing: CellProfile = {
    ...{
      kind: 'none',
      code: 'no-time',
      message: 'the time for profiles (180 s a run) was used up by other cells',
    },
  };
  const cells = record.cells.map((cell) =>
    cell.target !== 'flask'
      ? cell
      : cell.scenario === 'json'
        ? { ...cell, profile }
        : cell.scenario === 'text'
          ? { ...cell, profile: missing }
          : cell,
  );
  return { ...rest, record: { ...record, cells } };
}

/** Searches for a capacity: one that lost some, and one in which both sides held the highest level. */
function carriesFewer(): Case {
  const bound = makeCapacity(10_000, { stop: 'to', low: 10_000, high: null, level: 10_000 });
  const cells = [
    makeCapacityCell(nearby(1_240, 0.88), { screen: 4, confirm: 5 }, { target: 'api', scenario: 'carry' }),
    makeCapacityCell(
      () => ({ candidate: bound, baseline: bound }),
      { screen: 4 },
      { target: 'web', scenario: 'carry' },
    ),
  ];
  const record = recordFor([], { cells });
  const comparison = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
  return { record, comparison, gate: gateResult(comparison, DEFAULT_GATE, []), context: makeContext() };
}

/** Every kind of run that a report has words for. */
export const CASES: Readonly<Record<string, Case>> = {
  ...LIMIT_CASES,
  ...SECOND_CASES,
  regression: inUserCode(make(table([flaskSlower]), { gate: failed })),
  'names-functions': namesFunctions(),
  mixture: make(table([flaskSlower, starletteFaster, tornadoNoisy, djangoWrong]), { gate: failed }),
  improvement: make(table([starletteFaster])),
  'no-change': make(table([])),
  'some-unchanged': make([
    steady('api', 'text', 2310),
    steady('api', 'json', 2190, 0.996),
    compared('web', 'text', 'unchanged'),
    compared('web', 'json', 'unchanged'),
  ]),
  undecided: make(table([tornadoNoisy]), {
    gate: makeGate(0, 'No regression found; 1 of 24 cells could not be decided.'),
  }),
  'undecided-fails': make(table([tornadoNoisy]), {
    gate: makeGate(1, '1 of 24 cells could not be decided, and the gate asks for a decision.'),
  }),
  'counts-and-costs': make(
    [
      compared('flask', 'upstream', 'regression', {
        decidedBy: 'upstream-calls',
        metrics: [
          sampled('throughput', 296, 0.52, { half: 1.2, verdict: 'regression' }),
          counted('upstream-calls', 1, 2),
          counted('connections', 0.4, 1, { verdict: 'regression' }),
        ],
      }),
      compared('starlette', 'json', 'regression', {
        decidedBy: 'latency',
        metrics: [
          sampled('throughput', 6120, 0.991, { half: 3.1, verdict: 'inconclusive' }),
          sampled('latency', 408, 13.53, { half: 40, threshold: 0.1, verdict: 'regression' }),
        ],
      }),
      compared('tornado', 'json', 'regression', {
        decidedBy: 'memory',
        metrics: [
          sampled('throughput', 5230, 1.001),
          sampled('memory', 48.2 * 2 ** 20, 1.31, { half: 2.2, threshold: 0.1, verdict: 'regression' }),
        ],
      }),
      compared('tornado', 'text', 'regression', {
        decidedBy: 'connections',
        reason: {
          code: 'keep-alive',
          changes: [{ peer: 'client', lost: true, baseline: 0, candidate: 1 }],
        },
        metrics: [sampled('throughput', 5630, 0.61, { half: 1.8 }), counted('connections', 0, 1)],
      }),
      compared('flask', 'json', 'regression', {
        decidedBy: 'cpu',
        metrics: [
          sampled('throughput', 4812, 0.978, { half: 2.6, verdict: 'inconclusive' }),
          sampled('cpu', 208, 1.046, { half: 0.4, verdict: 'regression' }),
        ],
      }),
      steady('flask', 'text', 5290),
    ],
    { gate: makeGate(1, '5 of 6 cells got slower or needs more.') },
  ),
  'more-queries': make(
    [
      compared('api', 'orders', 'regression', {
        decidedBy: 'db/queries',
        metrics: [
          sampled('throughput', 1240, 0.62, { half: 1.4, verdict: 'regression' }),
          sampled('cpu', 640, 1.42, { half: 1.1, verdict: 'regression' }),
          counted('db/queries', 1, 51),
          counted('db/rows-read', 50, 100, { verdict: 'regression' }),
          counted('db/connections', 0, 0),
        ],
      }),
      steady('api', 'text', 5290),
    ],
    { gate: makeGate(1, '1 of 2 cells got slower or needs more.') },
  ),
  'lost-index-and-cache': make(
    [
      compared('api', 'search', 'regression', {
        decidedBy: 'db/rows-read',
        metrics: [
          sampled('throughput', 2100, 0.998),
          counted('db/queries', 2, 2),
          counted('db/rows-read', 1, 50_000),
        ],
      }),
      compared('api', 'item', 'regression', {
        decidedBy: 'db/queries',
        metrics: [
          sampled('throughput', 3900, 1.001),
          counted('db/queries', 0, 1),
          counted('cache/commands', 2, 0),
          counted('search/cache-misses', 0, 0.5, { verdict: 'no-change', threshold: null }),
        ],
      }),
      steady('api', 'text', 5290),
    ],
    { gate: makeGate(1, '2 of 3 cells got slower or needs more.') },
  ),
  'fewer-queries': make(
    [
      compared('api', 'orders', 'improvement', {
        decidedBy: 'db/queries',
        metrics: [
          sampled('throughput', 770, 1.61, { half: 1.4, verdict: 'improvement' }),
          counted('db/queries', 51, 1),
        ],
      }),
      steady('api', 'text', 5290),
    ],
    { gate: makeGate(0) },
  ),
  'build-failed': make(Object.keys(SCENARIOS).map(notBuilt), {
    record: { problems: [build] },
    gate: makeGate(2, build.message),
  }),
  'one-build-failed': make(table(Object.keys(SCENARIOS).map(notBuilt)), {
    record: { problems: [build] },
    gate: makeGate(2, build.message),
  }),
  'wrong-configuration': make([], {
    record: {
      baseline: null,
      baselineFigures: 'none',
      durationMs: 480,
      timing: {},
      problems: [
        makeProblem({
          code: 'unknown-key',
          message: 'Unknown key "protocoll".',
          hint: 'Did you mean "protocol"?',
          location: { file: 'loadgate.yml', line: 4, column: 5 },
        }),
        makeProblem({
          code: 'wrong-type',
          message: '"port" must be a whole number from 1 to 65535, found "http".',
          hint: 'Write the port that the target listens on, such as 8080.',
          location: { file: 'loadgate.yml', line: 5, column: 11 },
        }),
      ],
    },
    gate: makeGate(2, 'Unknown key "protocoll".'),
  }),
  'faster-and-hungrier': make(
    [
      compared('node', 'json', 'regression', {
        decidedBy: 'memory',
        metrics: [
          sampled('throughput', 2100, 2.12, { half: 3, verdict: 'improvement' }),
          sampled('cpu', 471, 0.48, { half: 0.9, verdict: 'improvement' }),
          sampled('memory', 61.2 * 2 ** 20, 1.27, { half: 4, threshold: 0.1, verdict: 'regression' }),
        ],
      }),
      steady('node', 'text', 5290),
    ],
    { gate: makeGate(1, '1 of 2 cells got slower or needs more.') },
  ),
  'slower-and-leaner': make(
    [
      compared('node', 'json', 'regression', {
        metrics: [
          sampled('throughput', 2100, 0.71, { half: 1.2, verdict: 'regression' }),
          sampled('memory', 61.2 * 2 ** 20, 0.82, { half: 4, threshold: 0.1, verdict: 'improvement' }),
        ],
      }),
      compared('node', 'text', 'regression', {
        metrics: [sampled('throughput', 5290, 0.9, { half: 1.2, verdict: 'regression' })],
      }),
    ],
    { gate: makeGate(1, '2 of 2 cells got slower or needs more.') },
  ),
  'noisy-machine': make([
    {
      // Solo rounds, one side after the other, say −26 %; both at once say −1 %.
      ...compared('flask', 'json', 'inconclusive', {
        metrics: [sampled('throughput', 211, 0.99, { half: 5, verdict: 'inconclusive' })],
        reason: { code: 'too-noisy', couldSee: 0.071, threshold: 0.03 },
      }),
      candidateRps: 157,
    },
    compared('flask', 'report', 'inconclusive', {
      decidedBy: 'cpu',
      metrics: [
        sampled('throughput', 190, 0.86, { half: 16, verdict: 'inconclusive' }),
        sampled('cpu', 100, 1.57, { half: 16, generations: 4, verdict: 'inconclusive' }),
      ],
      reason: {
        code: 'not-confirmed',
        metric: 'cpu',
        ratio: 1.57,
        interval: { low: 1.41, high: 1.73 },
      },
    }),
  ]),
  'time-ended': make([
    steady('flask', 'json', 4812),
    compared('flask', 'text', 'inconclusive', {
      decidedBy: null,
      reason: { code: 'not-measured' },
    }),
  ]),
  'engine-gone': (() => {
    const open = compared('tornado', 'json', 'inconclusive', {
      decidedBy: null,
      reason: { code: 'not-measured' },
    });
    const gone = makeProblem({
      kind: 'machine',
      code: 'engine-unreachable',
      message: 'The Docker engine does not answer any more.',
      hint: 'Run it again; where it happens again, look at the log of the engine.',
    });
    return make([steady('flask', 'json', 4812), steady('flask', 'text', 5290), open], {
      record: { problems: [gone] },
      gate: makeGate(3, gone.message),
    });
  })(),
  'nothing-to-measure': make(
    [compared('flask', 'text', 'unchanged'), compared('flask', 'json', 'unchanged')],
    { record: { durationMs: 2140, timing: { config: 40, fetch: 900 } } },
  ),
  'first-figures': (() => {
    const fresh = ['text', 'json'].map((scenario) =>
      compared('flask', scenario, 'new', {
        reason: 'there is no earlier commit to compare with',
        candidateRps: 4812,
      }),
    );
    return make(fresh, {
      record: {
        baseline: null,
        baselineFigures: 'none',
        cells: fresh.map((cell) =>
          cellRecord(cell, { noBaseline: 'there is no earlier commit to compare with' }),
        ),
      },
      context: { pullRequest: null, repositoryUrl: null, commands: false },
    });
  })(),
  'no-stored-baseline': make(table([flaskSlower]), {
    gate: failed,
    context: {
      notes: ['No stored baseline yet: the base column comes from this run.'],
    },
  }),
  advisory: make(table([flaskSlower]), {
    advisory: true,
    record: { baselineFigures: 'stored' },
    gate: makeGate(0, 'told, not judged'),
    context: {
      advisoryReason:
        'The stored baseline was measured on an Intel Xeon 8370C, this run on an AMD EPYC 7763.',
    },
  }),
  'stored-slower-machine': make(table([flaskSlower]), {
    gate: failed,
    record: { baselineFigures: 'stored' },
    stored: { advisoryReason: null, divided: 24, undivided: null, machineSpeed: 0.7 },
  }),
  'carries-fewer-connections': carriesFewer(),
  'stored-another-machine': make(table([flaskSlower]), {
    advisory: true,
    record: { baselineFigures: 'stored' },
    gate: makeGate(0, 'told, not judged'),
    stored: {
      advisoryReason: {
        code: 'other-machine',
        here: { ...machine, cpuModel: 'AMD EPYC 7763', cores: 4, memoryBytes: 16 * 2 ** 30 },
        there: { ...machine, cpuModel: 'Intel Xeon 8370C', cores: 2, memoryBytes: 8 * 2 ** 30 },
      },
      divided: 0,
      undivided: { code: 'none-stored' },
      machineSpeed: null,
    },
  }),
  'processes-without-caps': make([flaskSlower, steady('flask', 'text', 5290)], {
    gate: makeGate(1, '1 of 2 cells got slower or needs more.'),
    record: {
      runtime: {
        kind: 'process',
        version: 'v20.19.4',
        cgroup: 'none',
        capsHeld: ['core', 'open files'],
        capsMissing: ['cpus', 'memory', 'pids', 'network'],
        targetCores: null,
        generatorCores: null,
        instead: 'no Docker engine answers at unix:///var/run/docker.sock',
      },
    },
    context: { pullRequest: null, runUrl: null, repositoryUrl: null, commands: false },
  }),
  hostile: (() => {
    const name = '@octocat <img src=x onerror=alert(1)> | [x](http://evil.example) #1';
    const log = ['```', '</details>', '@octocat look', '\u001b[31mred\u001b[0m', 'a\rb', '<script>'];
    const cells = [
      compared(name, '**json**', 'regression', flaskSlower),
      compared('`code`', 'a\nb', 'invalid', {
        reason: 'body was "<b>@team/all</b> | closes #1, see a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"',
      }),
    ].map((cell, at) => (at === 0 ? { ...flaskSlower, target: name, scenario: '**json**' } : cell));
    const problem = makeProblem({
      message: '</summary> [click](javascript:alert(1)) www.evil.example \u202egnp.exe',
      hint: '> quote\n\n# heading @octocat',
      log,
      location: { file: 'a|b`c.yml', line: 1, column: 1 },
    });
    return make(cells, {
      record: {
        candidate: { sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678', label: 'feature/`x`|@octocat' },
        problems: [problem],
      },
      gate: makeGate(1, 'x'),
      context: { notes: ['- [ ] @octocat'] },
    });
  })(),
};
