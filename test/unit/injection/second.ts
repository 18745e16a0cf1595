import { judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { RunRecord } from '../../../src/model/record.js';
import { parseForeignRecord } from '../../../src/record/foreign.js';
import { withSecond } from '../../../src/record/second.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { renderComment } from '../../../src/report/comment.js';
import { renderSummary } from '../../../src/report/summary.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { makeContext, makeProblem } from '../report/builders.js';
import { attempt, sunkErrors } from './errors.js';
import { holder, type Json, put } from './record.js';
import type { Sunk, Surface } from './surface.js';

const red = makeCell({
  generations: makeGenerations(
    {},
    { screen: 2 },
    {
      candidate: { counts: { upstreamCalls: 2 }, rounds: { duet: 1, solo: 0, probe: 0 } },
      baseline: { counts: { upstreamCalls: 1 }, rounds: { duet: 1, solo: 0, probe: 0 } },
    },
  ),
});
const FIRST = makeRecord({ cells: [red] });
const lost = makeCell({
  state: 'invalid',
  generations: [],
  invalid: { code: 'build-failed', message: 'm', side: 'candidate', log: ['l'] },
});
const OPINION = makeRecord({
  id: 'run-0002',
  confirms: FIRST.id,
  cells: [lost],
  problems: [makeProblem({ log: ['l'] })],
  machine: {
    ...{ fingerprint: 'f', cpuModel: 'c', cores: 2, memoryBytes: 2 ** 33, os: 'o', kernel: 'k', arch: 'a' },
  },
});
const BASE = serialiseRecord(withSecond(FIRST, [OPINION]));
const NOW = Date.parse('2026-12-31T00:00:00Z');

const PATHS = [
  ...['cpuModel', 'os', 'kernel', 'arch', 'fingerprint'].map((fact) => ['machine', fact]),
  ['runtime', 'version'],
  ['id'],
  ['cells', 0, 'invalid', 'message'],
  ['cells', 0, 'invalid', 'code'],
  ['cells', 0, 'invalid', 'log', 0],
  ['problems', 0, 'message'],
  ['problems', 0, 'hint'],
] as const;
const nameOf = (path: readonly (string | number)[]): string => path.join('.');

function set(record: Json, path: readonly (string | number)[], text: string): void {
  put(holder(record, ['second', ...path.slice(0, -1)]), path.at(-1) ?? '', text);
}

function reportOf(record: RunRecord): Pick<Required<Sunk>, 'pages' | 'terminal'> {
  const outcome = judge(record, { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE });
  const { comparison, gate } = outcome;
  const context = makeContext();
  return {
    pages: [
      renderComment(record, comparison, gate, context),
      renderSummary(record, comparison, gate, context),
    ],
    terminal: [renderTerminal(record, comparison, gate, { colour: false, columns: 100 })],
  };
}

function pour(text: (field: string) => string): Sunk {
  const taken = JSON.parse(BASE) as Json;
  const thrown: unknown[] = [];
  for (const path of PATHS) {
    const record = JSON.parse(BASE) as Json;
    set(record, path, text(nameOf(path)));
    const refused = attempt(() => void parseForeignRecord(JSON.stringify(record), 'of pull request #7', NOW));
    thrown.push(...refused);
    if (refused.length === 0) set(taken, path, text(nameOf(path)));
  }
  const record = parseForeignRecord(JSON.stringify(taken), 'of pull request #7', NOW);
  const errors = sunkErrors(thrown);
  const report = reportOf(record);
  const strange = thrown.filter((error) => (error as Error).name !== 'LoadgateError');
  return {
    pages: [...errors.pages, ...report.pages],
    terminal: [...errors.terminal, ...report.terminal],
    told: errors.told,
    faults: strange.map(String),
  };
}

export const secondSurface: Surface = {
  name: 'second opinion of a fork',
  fixed: false,
  fields: PATHS.map(nameOf),
  silent: Object.fromEntries(
    [
      ...['machine.fingerprint', 'runtime.version', 'id', 'cells.0.invalid.code'],
      ...['cells.0.invalid.log.0', 'problems.0.message', 'problems.0.hint'],
    ].map((field) => [field, 'a report does not show it']),
  ),
  pour,
};
