/** What the author of a pull request can change of a record without touching the figures of one of its cells. */
import type { CellRecord, Generation, RunRecord } from '../../src/model/record.js';
import { makeCell, makeGeneration, makeGenerations } from './records.js';

/** An edit as numbers, so that a failing list of them shrinks. */
export interface Edit {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
}

/** Commits that an edit may name. */
export interface Commits {
  readonly head: string;
  readonly merges: readonly string[];
  readonly others: readonly string[];
}

type Change = (record: RunRecord, edit: Edit, commits: Commits) => RunRecord;

const pick = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;

const NAMES = ['json', 'text', 'page', 'jsonx', 'Json', 'new1', 'new2', 'new3'];
const TARGETS = ['flask', 'shop', 'other'];

/** Slow in the screen and fine in the confirmation: it asks for a share of what a report may err by. */
const suspected = (): readonly Generation[] =>
  [0.9, 0.91, 0.89, 0.9, 1, 1.01, 0.99, 1, 1.01].map((ratio, index) =>
    makeGeneration({
      index,
      phase: index < 4 ? 'screen' : 'confirm',
      candidate: { rps: 2406 * ratio, cpuUs: 208 / ratio },
    }),
  );

const FIGURES: readonly (() => Partial<CellRecord>)[] = [
  () => ({ generations: makeGenerations({}, { screen: 4 }) }),
  () => ({ generations: suspected() }),
  () => ({ generations: makeGenerations({ throughput: 1.3, cpu: 0.7 }, { screen: 4, confirm: 3 }) }),
  () => ({ generations: makeGenerations({}, { screen: 4 }, { baseline: null }) }),
  () => ({ generations: [] }),
];

const status = (a: number, b: number): Partial<CellRecord> => ({
  state: pick(['measured', 'unchanged', 'invalid', 'not-measured'] as const, a),
  invalid:
    b % 3 === 0
      ? null
      : {
          code: pick(['wrong-body', 'starved', 'oom-killed', 'generator-saturated', 'target-exited'], b),
          side: b % 2 === 0 ? 'baseline' : 'candidate',
          message: 'it says so',
          log: [],
        },
});

const changeCell =
  (change: (cell: CellRecord, edit: Edit) => CellRecord): Change =>
  (record, edit) => {
    if (record.cells.length === 0) return record;
    const at = edit.a % record.cells.length;
    return {
      ...record,
      cells: record.cells.map((cell, index) => (index === at ? change(cell, edit) : cell)),
    };
  };

const named = (cell: CellRecord, a: number, b: number): CellRecord => ({
  ...cell,
  target: pick(TARGETS, a),
  scenario: pick(NAMES, b),
});

/** Every kind of edit, by name. */
export const EDITS: Readonly<Record<string, Change>> = {
  'add a cell': (record, { a, b }) => ({
    ...record,
    cells: [...record.cells, named(makeCell(pick(FIGURES, a)()), b, b + 3)],
  }),
  'add many suspected cells': (record, { a }) => ({
    ...record,
    cells: [
      ...record.cells,
      ...Array.from({ length: a % 12 }, (_, at) =>
        makeCell({ target: 'many', scenario: `n${record.cells.length + at}`, generations: suspected() }),
      ),
    ],
  }),
  'rename a cell': changeCell((cell, { a, b }) => named(cell, b, a + b)),
  'swap two cells': (record, { a, b }) => {
    const cells = [...record.cells];
    const [one, other] = [a % (cells.length || 1), b % (cells.length || 1)];
    [cells[one], cells[other]] = [cells[other] as CellRecord, cells[one] as CellRecord];
    return cells.length < 2 ? record : { ...record, cells };
  },
  'drop a cell': (record, { a }) => ({
    ...record,
    cells: record.cells.filter((_, at) => at !== a % (record.cells.length || 1)),
  }),
  'change a fingerprint': (record, { a, b }) => ({
    ...record,
    machine: { ...record.machine, fingerprint: `m${a % 3}`, cores: 1 + (b % 4) },
  }),
  'change the caps': (record, { a }) => ({ ...record, caps: { ...record.caps, cpus: 1 + (a % 4) } }),
  'change where the baseline is from': (record, { a }) => ({
    ...record,
    baselineFigures: pick(['run', 'stored', 'none'] as const, a),
  }),
  'change the baseline': (record, { a }, { head, merges, others }) => {
    const sha = pick([null, head, ...merges, ...others, 'f'.repeat(40)], a);
    return { ...record, baseline: sha === null ? null : { sha, label: 'main' } };
  },
  'change the candidate': (record, { a }, { head, merges, others }) => ({
    ...record,
    candidate: { sha: pick([head, ...merges, ...others], a), label: 'x' },
  }),
  'change a status': changeCell((cell, { b, a }) => ({ ...cell, ...status(b, a + b) })),
  'say that there is no baseline': changeCell((cell, { b }) => ({
    ...cell,
    noBaseline: b % 2 === 0 ? 'this target is not in the baseline' : null,
  })),
  'say what it is carried from': changeCell((cell, { b }) => ({
    ...cell,
    carriedFrom: b % 2 === 0 ? 'e'.repeat(40) : null,
  })),
  'say that only a part was asked for': (record, { a }) => {
    const { asked: _, ...whole } = record;
    const names = [['flask'], ['flask/text'], ['flask/json'], []];
    return a % 5 === 4 ? whole : { ...whole, asked: pick(names, a) };
  },
  'add a problem': (record, { a, b }) => ({
    ...record,
    problems: [
      ...record.problems,
      {
        kind: a % 2 === 0 ? 'usage' : 'machine',
        code: pick(['cancelled', 'starved', 'wrong-body', 'disk-full'], b),
        message: 'it says so',
        hint: '',
        log: [],
        location: null,
      },
    ],
  }),
  'change what the run was': (record, { a, b }) => ({
    ...record,
    seed: a % 1000,
    id: `run-${b % 1000}`,
    runtime: { ...record.runtime, kind: a % 2 === 0 ? 'process' : 'docker' },
    durationMs: b % 1_000_000,
  }),
};

const CHANGES = Object.values(EDITS);

/** Makes the edits, one after the other. */
export const edited = (record: RunRecord, edits: readonly Edit[], commits: Commits): RunRecord =>
  edits.reduce((one, edit) => pick(CHANGES, edit.kind)(one, edit, commits), record);
