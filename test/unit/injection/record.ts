import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { RunRecord } from '../../../src/model/record.js';
import { parseForeignRecord } from '../../../src/record/foreign.js';
import { mergeRecords } from '../../../src/record/merge.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { renderComment } from '../../../src/report/comment.js';
import { measuredText } from '../../../src/report/shard.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { makeContext, makeProblem } from '../report/builders.js';
import { attempt, sunkErrors } from './errors.js';
import type { Sunk, Surface } from './surface.js';

type Path = readonly (string | number)[];
export type Json = Record<string | number, unknown>;

const BASE = serialiseRecord(
  makeRecord({
    cells: [
      makeCell({
        generations: makeGenerations(
          { throughput: 0.8 },
          { screen: 1, confirm: 0 },
          { candidate: { counts: { services: { db: { queries: 51 } }, unsteady: ['db/queries'] } } },
        ),
        profile: {
          ...{
            kind: 'sampled',
            samples: { baseline: 9, candidate: 9 },
            baseline: [9, 9],
            candidate: [18, 18],
          },
          functions: [{ name: 'f', file: 'f.py', kind: 'own', baseline: [1, 1], candidate: [9, 9] }],
          calls: [{ parent: null, name: 'f', file: 'f.py', kind: 'own', baseline: 1, candidate: 9 }],
        },
      }),
      makeCell({
        scenario: 'b',
        state: 'invalid',
        generations: [],
        invalid: { code: 'wrong-body', message: 'm', side: 'candidate', log: ['l'] },
      }),
      makeCell({
        ...{ scenario: 'c', noBaseline: 'n', generations: [] },
        profile: { kind: 'none', code: 'one-side', message: 'm' },
      }),
    ],
    problems: [makeProblem({ log: ['l'], location: { file: 'f', line: 1, column: 1 } })],
    timing: { build: 1000 },
    differences: [
      {
        ...{ target: makeCell().target, sources: 0, lists: ['l'], variables: ['v'], settings: ['s'] },
        base: { baseline: 'a', candidate: 'b' },
        packages: { total: 1, some: [{ name: 'n', baseline: 'b', candidate: 'c' }] },
        layers: { baseline: 2, candidate: 2, same: 1 },
      },
    ],
    shard: { index: 1, of: 2, plan: [{ target: 'flask', scenarios: ['json', 'b', 'c'], shard: 1 }] },
    shards: [
      {
        index: 1,
        id: 'i',
        startedAt: '2026-01-02T03:04:05.000Z',
        durationMs: 1,
        machine: makeRecord().machine,
      },
    ],
  }),
);
const SMALL = small(JSON.parse(BASE) as RunRecord);
const NOW = Date.parse('2026-12-31T00:00:00Z');

/** One round of each side: the others are numbers. */
function small(record: RunRecord): string {
  const side = <T extends { duet: readonly unknown[] } | null>(one: T): T =>
    one === null ? one : { ...one, duet: one.duet.slice(0, 1), solo: [], probe: [] };
  const cells = record.cells.map((cell) => ({
    ...cell,
    generations: cell.generations
      .slice(0, 1)
      .map((one) => ({ ...one, candidate: side(one.candidate), baseline: side(one.baseline) })),
  }));
  return JSON.stringify({ ...record, cells });
}

/** Places of all texts in a value, each shape of a place once. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
const TEXTS = textsIn(JSON.parse(SMALL)).filter((path) => !/capsHeld\.[1-9]/.test(path.join('.')));
/** Where a key of one's own might be put. */
const OBJECTS: readonly Path[] = [
  [],
  ['machine'],
  ['candidate'],
  ['timing'],
  ['cells', 0],
  ['cells', 0, 'generations', 0, 'candidate'],
  ['cells', 0, 'generations', 0, 'candidate', 'counts', 'services'],
  ['cells', 0, 'generations', 0, 'candidate', 'counts', 'services', 'db'],
  ['cells', 0, 'profile'],
  ['cells', 0, 'profile', 'functions', 0],
  ['cells', 0, 'profile', 'calls', 0],
  ['problems', 0],
  ['shard'],
  ['shard', 'plan', 0],
  ['shards', 0],
];

export const holder = (root: unknown, path: Path): Json =>
  path.reduce((node, key) => node[key] as Json, root as Json);
export const put = (object: Json, key: string | number, value: unknown): void => {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
};

/** Refused by what is expected there; the refusal does not repeat what was found. */
const WORDS = [
  'startedAt', 'candidate.sha', 'baseline.sha', 'baselineFigures', 'runtime.kind', 'runtime.cgroup', 'runtime.capsHeld.0', 'cells.0.state', 'cells.0.generations.0.phase',
  'cells.0.generations.0.startedFirst', 'cells.0.generations.0.candidate.counts.unsteady.0', 'cells.0.profile.kind', 'cells.0.profile.functions.0.kind', 'cells.0.profile.calls.0.kind', 'cells.2.profile.kind', 'cells.1.state', 'cells.1.invalid.side', 'cells.2.state', 'problems.0.kind', 'shards.0.startedAt', 'the whole record',
]; // biome-ignore format: a list

type Set = (record: Json, text: string) => void;
const FIELDS: ReadonlyMap<string, Set> = new Map<string, Set>([
  ...TEXTS.map((path): [string, Set] => [
    path.join('.'),
    (record, text) => put(holder(record, path.slice(0, -1)), path.at(-1) ?? '', text),
  ]),
  ...OBJECTS.map((path): [string, Set] => [
    `key in ${path.join('.') || 'the record'}`,
    (record, text) => put(holder(record, path), text, 1),
  ]),
]);

/** As src/action/trusted does it. */
function reportOf(record: RunRecord): Pick<Required<Sunk>, 'pages' | 'terminal'> {
  const comparison = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
  const gate = gateResult(comparison, DEFAULT_GATE, record.problems);
  return {
    pages: [renderComment(record, comparison, gate, makeContext())],
    terminal: [
      renderTerminal(record, comparison, gate, { colour: false, columns: 100 }),
      measuredText(record).join('\n'),
    ],
  };
}

/** A merge with a record of which all differs that may. */
function mergeWithAnother(record: RunRecord): void {
  const { shard = { index: 1, of: 2, plan: [] } } = record;
  const another = {
    ...record,
    id: 'another',
    version: 'another',
    asked: [],
    shard: { ...shard, index: 2, plan: [] },
  };
  mergeRecords([record, another]);
}

function pour(text: (field: string) => string): Sunk {
  const thrown: unknown[] = [];
  const taken = JSON.parse(SMALL) as Json;
  for (const [field, set] of FIELDS) {
    const record = JSON.parse(SMALL) as Json;
    set(record, text(field));
    const refused = attempt(() => void parseForeignRecord(JSON.stringify(record), 'of pull request #7', NOW));
    thrown.push(...refused);
    if (refused.length === 0) set(taken, text(field));
  }
  const raw = attempt(() => parseForeignRecord(text('the whole record'), 'of pull request #7', NOW));
  // What was taken field by field may still be refused together: two cells of one name.
  const all: { record?: RunRecord } = {};
  const together = attempt(() => {
    all.record = parseForeignRecord(JSON.stringify(taken), 'of pull request #7', NOW);
  });
  const merged = all.record === undefined ? [] : attempt(() => mergeWithAnother(all.record as RunRecord));
  const report = all.record === undefined ? { pages: [], terminal: [] } : reportOf(all.record);
  const errors = sunkErrors([...thrown, ...raw, ...merged]);
  const strange = [...thrown, ...raw, ...together].filter(
    (error) => (error as Error).name !== 'LoadgateError',
  );
  return {
    pages: [...errors.pages, ...report.pages],
    terminal: [...errors.terminal, ...report.terminal],
    told: errors.told,
    other: [JSON.stringify(all.record)],
    faults: [...strange.map(String), ...('polluted' in {} ? ['Object.prototype was changed'] : [])],
  };
}

export const recordSurface: Surface = {
  name: 'record of a fork',
  fixed: false,
  fields: [...FIELDS.keys(), 'the whole record'],
  silent: Object.fromEntries(WORDS.map((field) => [field, 'the refusal names the place alone'])),
  pour,
};
