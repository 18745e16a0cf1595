import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Judging, judgeRecord } from '../../../../src/action/trusted/judge-record.js';
import type { TreeFile } from '../../../../src/forge/answers.js';
import type { RepositoryReader } from '../../../../src/forge/github.js';
import { LoadgateError } from '../../../../src/model/error.js';
import type { RunRecord } from '../../../../src/model/record.js';
import { type PartialRequest, REQUEST_SCHEMA } from '../../../../src/model/request.js';
import { serialiseRequest } from '../../../../src/record/request.js';
import { serialiseRecord } from '../../../../src/record/serialise.js';
import { renderCheck } from '../../../../src/report/check.js';
import { EDITS, type Edit, edited } from '../../../support/record-edits.js';
import { makeCell, makeGeneration, makeGenerations, makeRecord } from '../../../support/records.js';
import { makeContext } from '../../report/builders.js';
import { BASE, HEAD, MERGE, makePull, makeRun } from './builders.js';

/** Lists of edits for each seed, and edits of each list. Seeds are kept: what was tried is tried again. */
const LISTS = 1100;
/** The same of lists that leave the red cell as it is. */
const BESIDE_LISTS = 400;
const SEEDS = [16, 2026, 65_537];
const EDITS_OF_A_LIST = { minLength: 1, maxLength: 6 };

/** main: OLD ← BASE. The pull request left it at BASE. */
const OLD = '1'.repeat(40);
const OLD_MERGE = '2'.repeat(40);
const ELSEWHERE = '3'.repeat(40);
const ELSEWHERE_MERGE = '4'.repeat(40);
const COMMITS = {
  head: HEAD,
  merges: [MERGE, OLD_MERGE, ELSEWHERE_MERGE],
  others: [BASE, OLD, ELSEWHERE],
};
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  [MERGE]: [BASE, HEAD],
  [OLD_MERGE]: [OLD, HEAD],
  [ELSEWHERE_MERGE]: [ELSEWHERE, HEAD],
};
const CONFIG = `targets: { flask: { build: app, port: 8080 } }
scenarios:
  json: { request: GET /json }
  text: { request: GET /text }
  page: { request: GET /page }
`;

/** 10 % slower with a spread of 2 %: red by itself, and not by so much that nothing could hide it. */
const RED = makeCell({
  generations: [0.9, 0.92, 0.88, 0.91, 0.89, 0.92, 0.88, 0.9, 0.91].map((ratio, index) =>
    makeGeneration({ index, phase: index < 4 ? 'screen' : 'confirm', candidate: { rps: 2406 * ratio } }),
  ),
});
const HONEST = makeRecord({
  candidate: { sha: MERGE, label: '#7' },
  baseline: { sha: BASE, label: 'main' },
  cells: [RED, makeCell({ scenario: 'text' }), makeCell({ scenario: 'page' })],
});
/** What is stored of main, and much slower before. */
const stored = (sha: string, throughput: number): string =>
  serialiseRecord(
    makeRecord({
      candidate: { sha, label: 'main' },
      cells: ['json', 'text', 'page'].map((scenario) =>
        makeCell({ scenario, generations: makeGenerations({ throughput }, {}, { baseline: null }) }),
      ),
    }),
  );
const KEPT: Readonly<Record<string, string>> = {
  [`records/${BASE}.json`]: stored(BASE, 1),
  [`records/${OLD}.json`]: stored(OLD, 0.5),
};

const requested = (targets: readonly string[]): string => {
  const was = { target: 'flask', invalid: null, effects: [] };
  const worse = { baseline: 2406, candidate: 2165, ratio: 0.9, worse: true };
  const request: PartialRequest = {
    schema: REQUEST_SCHEMA,
    ...{ pullRequest: 7, key: 'default', run: 4711, attempt: 2, head: HEAD, base: 'main', sha: MERGE },
    ...{ targets, by: 'olga', at: '2026-11-01T10:00:00Z', comment: 9 },
    cells: [
      {
        ...{ target: 'flask', scenario: 'json', verdict: 'regression', invalid: null },
        effects: [{ metric: 'throughput', kind: 'sampled', ...worse }],
      },
      { ...was, scenario: 'text', verdict: 'no-change' },
      { ...was, scenario: 'page', verdict: 'no-change' },
    ],
  };
  return serialiseRequest(request);
};

const files = (version: string): readonly TreeFile[] => [
  { path: 'loadgate.yml', mode: '100644', id: 'config' },
  { path: 'app/app.py', mode: '100644', id: version },
];

/** The repository: commits, files, the branch of the baselines, and what a comment asked for. */
function repository(request: string | null): RepositoryReader {
  const kept: Readonly<Record<string, string>> = {
    ...KEPT,
    ...(request === null ? {} : { 'requests/7.json': request }),
  };
  const line = [OLD, BASE];
  return {
    pullRequest: async () => null,
    pullRequestsFrom: async () => [],
    parents: async (sha) => PARENTS[sha] ?? null,
    branchTip: async (branch) => (branch === 'main' ? BASE : ELSEWHERE),
    mergeBase: async (...two) => {
      const at = two.map((sha) => line.indexOf(sha === HEAD ? BASE : sha));
      return at.includes(-1) ? null : (line[Math.min(...at)] ?? null);
    },
    firstParents: async (sha) => [BASE, OLD].slice(sha === BASE ? 0 : 1),
    filesAt: async (sha) => {
      if (sha === ELSEWHERE) return Object.keys(kept).map((path) => ({ path, mode: '100644', id: 'x' }));
      return files(sha === BASE || sha === OLD ? '1' : '2');
    },
    textAt: async (at, path) => (at === 'refs/heads/loadgate' ? kept[path] : CONFIG) ?? null,
  };
}

const INPUTS: Judging['inputs'] = {
  config: null,
  settings: { slower: '', onInconclusive: '' },
  comment: 'always',
  pagesUrl: null,
  key: 'default',
  check: { on: true, name: null },
  commands: true,
  baselineBranch: 'loadgate',
  failOnRegression: true,
};

/** The check that the trusted half reports; `refused` where it reports none. */
async function checkOf(record: RunRecord, asked: readonly string[] | null, onInconclusive: string) {
  const judging: Judging = {
    inputs: { ...INPUTS, settings: { slower: '', onInconclusive } },
    reported: makeRun({ attempt: asked === null ? 1 : 2 }),
    github: repository(asked === null ? null : requested(asked)),
    nowMs: Date.parse('2026-11-27T00:00:00Z'),
  };
  try {
    const { outcome } = await judgeRecord([JSON.stringify(record)], makePull(), judging);
    const { comparison, gate } = outcome;
    return {
      conclusion: renderCheck(outcome.record, comparison, gate, makeContext()).conclusion,
      passed: gate.passed,
    };
  } catch (error) {
    if (error instanceof LoadgateError && error.kind === 'usage')
      return { conclusion: 'refused', passed: false };
    throw error;
  }
}

const ASKED: readonly (readonly string[] | null)[] = [null, ['flask/text'], ['flask/json'], ['flask']];
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.nat(Object.keys(EDITS).length - 1),
  a: fc.nat(10_000),
  b: fc.nat(10_000),
});

describe('the gate of a fork’s pull request', () => {
  it('is red by the honest record', async () => {
    for (const onInconclusive of ['', 'fail']) {
      expect(await checkOf(HONEST, null, onInconclusive)).toEqual({ conclusion: 'failure', passed: false });
    }
    const green = {
      ...HONEST,
      cells: HONEST.cells.map((cell) => ({ ...cell, generations: makeGenerations() })),
    };
    expect(await checkOf(green, null, 'fail')).toEqual({ conclusion: 'success', passed: true });
  });

  it.each(SEEDS)('is turned green by no edits that leave the red figures alone (seed %d)', async (seed) => {
    let edits = 0;
    const seen = new Map<string, number>();
    const property = fc.asyncProperty(
      fc.array(edit, EDITS_OF_A_LIST),
      fc.constantFrom(...ASKED),
      fc.boolean(),
      async (list, asked, strict) => {
        const record = edited(HONEST, list, COMMITS);
        const { conclusion, passed } = await checkOf(record, asked, strict ? 'fail' : '');
        edits += list.length;
        seen.set(conclusion, (seen.get(conclusion) ?? 0) + 1);
        expect(conclusion).not.toBe('success');
        if (strict) expect(passed).toBe(false);
      },
    );
    await fc.assert(property, { seed, numRuns: LISTS });
    // All seeds together make more than 10,000 edits, and not all of them end in a refusal.
    expect(edits).toBeGreaterThan(10_000 / SEEDS.length);
    expect(seen.get('failure') ?? 0).toBeGreaterThan(LISTS / 20);
    expect(seen.get('refused') ?? 0).toBeGreaterThan(LISTS / 20);
    expect(seen.get('neutral') ?? 0).toBeGreaterThan(0);
  });

  it.each(SEEDS)('stays red by whatever is said beside a red cell (seed %d)', async (seed) => {
    const seen = new Map<string, number>();
    const property = fc.asyncProperty(fc.array(edit, EDITS_OF_A_LIST), fc.nat(20), async (list, place) => {
      const { cells, ...others } = edited(HONEST, list, COMMITS);
      const beside = cells.filter(({ target, scenario }) => `${target}/${scenario}` !== 'flask/json');
      const record = { ...others, cells: beside.toSpliced(place, 0, RED) };
      const { conclusion, passed } = await checkOf(record, null, '');
      seen.set(conclusion, (seen.get(conclusion) ?? 0) + 1);
      expect(passed).toBe(false);
    });
    await fc.assert(property, { seed, numRuns: BESIDE_LISTS });
    expect(seen.get('failure') ?? 0).toBeGreaterThan(BESIDE_LISTS / 5);
  });
});
