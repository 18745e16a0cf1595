import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { LoadgateError, LoadgateErrors } from '../../../src/model/error.js';
import type { RunRecord } from '../../../src/model/record.js';
import { planShards } from '../../../src/plan/shards.js';
import { mergeRecords } from '../../../src/record/merge.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { makeCell, makeGenerations, makeRecord, type Ratios } from '../../support/records.js';
import { splitRecord } from '../../support/shards.js';
import { makeProblem } from '../report/builders.js';
import { CASES } from '../report/cases.js';

const GROUNDS = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };
/** What a report says of figures, whoever measured them. */
function judged(record: RunRecord) {
  const { comparison, gate } = judge(record, GROUNDS);
  return { comparison, gate };
}

/** What is listed by target, in any order. */
const listed = ({ images, differences }: RunRecord) =>
  [images, differences].map((list) => list?.map((one) => JSON.stringify(one)).toSorted());

/** Two suspects of which Holm over both decides, in targets of their own. */
const slower: Ratios = { throughput: 0.9, cpu: 1.12 };
const cells = (targets: number) =>
  Array.from({ length: targets }, (_, at) => [
    makeCell({
      target: `t${at}`,
      scenario: 'a',
      generations: makeGenerations(at % 3 === 0 ? slower : {}, { screen: 4, confirm: at % 3 === 0 ? 5 : 0 }),
    }),
    makeCell({ target: `t${at}`, scenario: 'b' }),
  ]).flat();
const WHOLE = makeRecord({ cells: cells(5) });
const shards = (of = 3) => splitRecord(WHOLE, of, (target) => (Number(target.slice(1)) % of) + 1);

/** Those whose cells are in the order of a configuration: all of a target together. */
const GOLDEN = Object.entries(CASES).filter(([, { record }]) => {
  const targets = record.cells.map(({ target }) => target).filter((one, at, all) => one !== all[at - 1]);
  return new Set(targets).size === targets.length;
});

function refusal(records: readonly RunRecord[]): readonly LoadgateError[] {
  try {
    mergeRecords(records);
  } catch (error) {
    if (error instanceof LoadgateErrors) return error.errors;
    if (error instanceof LoadgateError) return [error];
    throw error;
  }
  throw new Error('it was merged');
}
const refused = (records: readonly RunRecord[]) =>
  refusal(records).map(({ code, message }) => `${code}: ${message}`);
const changed = (at: number, changes: Partial<RunRecord>) =>
  shards().map((record, index) => (index === at ? { ...record, ...changes } : record));

describe('mergeRecords', () => {
  it('is tried with all golden records but one', () => {
    expect(GOLDEN).toHaveLength(Object.keys(CASES).length - 1);
  });

  it.each(GOLDEN)('judges the shards of a golden record as the whole: %s', (_, { record }) => {
    const targets = [...new Set(record.cells.map(({ target }) => target))];
    for (const of of [1, 2, 3]) {
      const parts = splitRecord(record, of, (target) => (targets.indexOf(target) % of) + 1);
      const merged = mergeRecords(parts.toReversed());
      expect(merged.cells).toEqual(record.cells);
      expect(judged(merged)).toEqual(judged(record));
      expect(listed(merged)).toEqual(listed(record));
    }
  });

  it('loses nothing of twenty fuzzed sets of shards, in any order, also written and read', () => {
    const ratio = fc.constantFrom(0.85, 0.95, 1, 1, 1, 1.2);
    const target = fc.record({ scenarios: fc.integer({ min: 1, max: 4 }), ratio, shard: fc.nat() });
    const run = fc.record({
      targets: fc.array(target, { minLength: 1, maxLength: 10 }),
      of: fc.integer({ min: 1, max: 6 }),
      order: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    });
    fc.assert(
      fc.property(run, ({ targets, of, order }) => {
        const all = targets.flatMap(({ scenarios, ratio: by }, at) =>
          Array.from({ length: scenarios }, (_, scenario) => {
            const confirm = by === 1 ? 0 : 5;
            const generations = makeGenerations({ throughput: by, cpu: 1 / by }, { screen: 4, confirm });
            return makeCell({ target: `t${at}`, scenario: `s${scenario}`, generations });
          }),
        );
        const whole = parseRecord(serialiseRecord(makeRecord({ cells: all })), 'test');
        const parts = splitRecord(
          whole,
          of,
          (name) => ((targets[Number(name.slice(1))]?.shard ?? 0) % of) + 1,
        );
        const shuffled = parts
          .map((part, at) => ({ text: serialiseRecord(part), at: order[at] ?? 0 }))
          .sort((a, b) => a.at - b.at);
        const merged = mergeRecords(shuffled.map(({ text }) => parseRecord(text, 'test')));
        expect(merged.cells).toEqual(whole.cells);
        expect(merged.problems).toEqual([]);
        expect(judged(merged)).toEqual(judged(whole));
        expect(parseRecord(serialiseRecord(merged), 'test').shards).toHaveLength(of);
      }),
      { seed: 2022, numRuns: 20 },
    );
  });

  it('gives 40 cells on 4 shards the verdicts of one run, and so does the plan of loadgate', () => {
    const whole = makeRecord({ cells: cells(20) });
    const targets = [...new Set(whole.cells.map(({ target }) => target))];
    const plan = planShards(
      targets.map((target, at) => ({ target, scenarios: ['a', 'b'], loadMs: 1000 + at })),
      4,
    );
    const shardOf = new Map(plan.map(({ target, shard }) => [target, shard]));
    const parts = splitRecord(whole, 4, (target) => shardOf.get(target) ?? 0);
    expect(parts.map((part) => part.cells.length)).toEqual([10, 10, 10, 10]);
    const merged = mergeRecords(parts);
    expect(merged.cells).toEqual(whole.cells);
    expect(judged(merged)).toEqual(judged(whole));
    expect(judged(merged).comparison.counts.regression).toBe(7);
  });

  it('corrects over the cells of all shards: what one alone would claim may not hold among many', () => {
    const alone = shards().map((part) => judged(part).comparison.cells);
    const together = judged(mergeRecords(shards())).comparison;
    expect(together).toEqual(judged(WHOLE).comparison);
    expect(alone.flat()).toHaveLength(together.cells.length);
  });

  it('keeps generations one by one, sums times, and names the machines of all shards', () => {
    const machine = (index: number) => ({
      ...WHOLE.machine,
      fingerprint: `m${index % 2}`,
      cpuModel: `CPU ${index % 2}`,
    });
    const parts = splitRecord(WHOLE, 3, (target) => (Number(target.slice(1)) % 3) + 1, machine).map(
      (part, at) => ({ ...part, startedAt: `2026-01-02T03:0${at}:00.000Z`, durationMs: 60_000 }),
    );
    const merged = mergeRecords(parts);
    expect(merged).toMatchObject({ startedAt: '2026-01-02T03:00:00.000Z', durationMs: 180_000 });
    expect(merged.timing['build']).toBe(3 * (WHOLE.timing['build'] ?? 0));
    expect(merged.shards?.map(({ index, machine: { cpuModel } }) => [index, cpuModel])).toEqual([
      [1, 'CPU 1'],
      [2, 'CPU 0'],
      [3, 'CPU 1'],
    ]);
    expect(merged.machine.cpuModel).toBe('CPU 1 and CPU 0');
    expect(merged).not.toHaveProperty('shard');
    // Another distribution of the same machines is another machine.
    const others = splitRecord(
      WHOLE,
      3,
      (target) => (Number(target.slice(1)) % 3) + 1,
      (at) => machine(at + 1),
    );
    expect(mergeRecords(others).machine.fingerprint).not.toBe(merged.machine.fingerprint);
    expect(mergeRecords(shards()).machine).toEqual(WHOLE.machine);
  });

  it('holds no cap that one shard lacked, and ignores shards that ran nothing', () => {
    const [one, two, three] = shards() as [RunRecord, RunRecord, RunRecord];
    const runtime = { ...two.runtime, capsHeld: ['cpus' as const], capsMissing: ['memory' as const] };
    const merged = mergeRecords([one, { ...two, runtime }, three]);
    expect(merged.runtime.capsMissing).toEqual(['memory']);
    expect(merged.runtime.capsHeld).not.toContain('memory');
    const idle = splitRecord(WHOLE, 9, (target) => Number(target.slice(1)) + 1);
    expect(idle[8]?.runtime.kind).toBe('process');
    expect(mergeRecords(idle).runtime).toEqual(WHOLE.runtime);
  });

  it('says once what every shard says', () => {
    const problems = [makeProblem()];
    expect(mergeRecords(shards().map((part) => ({ ...part, problems }))).problems).toEqual(problems);
  });

  it.each([0, 1, 2])('makes the cells of a missing shard invalid, and is never green: %i', (at) => {
    const merged = mergeRecords(shards().filter((_, index) => index !== at));
    const lost = merged.cells.filter(({ state }) => state === 'invalid');
    expect(lost.map(({ target }) => target)).toEqual(shards()[at]?.cells.map(({ target }) => target));
    expect(merged.cells.map(({ target, scenario }) => `${target}/${scenario}`)).toEqual(
      WHOLE.cells.map(({ target, scenario }) => `${target}/${scenario}`),
    );
    expect(merged.problems).toMatchObject([
      { kind: 'machine', code: 'shard-missing', message: `The record of shard ${at + 1}/3 is missing.` },
    ]);
    const { comparison, gate } = judged(merged);
    expect(gate.passed).toBe(false);
    expect(['invalid', 'regression']).toContain(comparison.verdict);
    expect(parseRecord(serialiseRecord(merged), 'test').cells).toHaveLength(WHOLE.cells.length);
  });

  it('is red also where all shards that came are without a change, or have nothing to measure', () => {
    const calm = makeRecord({
      cells: [makeCell({ target: 'a' }), makeCell({ target: 'b', state: 'unchanged', generations: [] })],
    });
    const parts = splitRecord(calm, 2, (target) => (target === 'a' ? 1 : 2));
    for (const part of parts) {
      const { comparison, gate } = judged(mergeRecords([part]));
      expect([comparison.verdict, gate.exitCode]).toEqual(['invalid', 3]);
    }
    // A shard without cells is missed as well.
    const empty = splitRecord(calm, 3, (target) => (target === 'a' ? 1 : 2)).slice(0, 2);
    expect(judged(mergeRecords(empty)).gate).toMatchObject({ exitCode: 3, passed: false });
  });

  it('takes over why a shard ended before it knew its cells', () => {
    const broken = {
      configDigest: '0'.repeat(64),
      baseline: null,
      cells: [],
      problems: [makeProblem({ kind: 'usage' })],
    };
    const merged = mergeRecords(changed(1, { ...broken, shard: { index: 2, of: 3, plan: [] } }));
    expect(merged.problems.map(({ code }) => code)).toEqual([makeProblem().code, 'shard-missing']);
    expect(merged.problems[1]?.message).toBe('Shard 2/3 ended before it measured anything.');
    expect(merged.configDigest).toBe(WHOLE.configDigest);
    expect(judged(merged).gate.passed).toBe(false);
    const all = shards().map((part) => ({
      ...part,
      ...broken,
      shard: { ...part.shard, index: part.shard?.index ?? 1, of: 3, plan: [] },
    }));
    expect(judged(mergeRecords(all)).comparison.verdict).toBe('invalid');
  });

  it('refuses none at all', () => {
    expect(refused([])).toEqual(['shard-missing: There is no record of any shard to merge.']);
  });

  it('refuses a shard that is there twice', () => {
    const [one, two, three] = shards() as [RunRecord, RunRecord, RunRecord];
    expect(refused([one, two, three, two])).toEqual([
      'shard-double: There are 2 records of shard 2/3: run-0001-2, run-0001-2.',
    ]);
    expect(refused([one, two, { ...two, id: 'again' }])).toEqual([
      'shard-double: There are 2 records of shard 2/3: run-0001-2, again.',
    ]);
  });

  it('refuses what is no shard, and a shard with cells of another, without one of its own', () => {
    const [one, two, three] = shards() as [RunRecord, RunRecord, RunRecord];
    expect(refused([one, two, WHOLE])).toEqual([
      'shard-foreign: The record run-0001 is of a whole run and of no shard.',
    ]);
    expect(refused([one, { ...two, cells: [...two.cells, ...one.cells] }, three])).toEqual([
      'shard-foreign: The record run-0001-2 of shard 2/3 has the cell t0/a, which is not of this shard.',
    ]);
    expect(refused([one, { ...two, cells: two.cells.slice(1) }, three])).toEqual([
      'shard-foreign: The record run-0001-2 of shard 2/3 lacks its cell t1/a.',
    ]);
  });

  it.each<[string, Partial<RunRecord>, RegExp]>([
    ['seed', { seed: 7 }, /1 and 2 differ in their seed: 20260102 and 7\.$/],
    [
      'commit',
      { candidate: { sha: 'f'.repeat(40), label: 'x' } },
      /1 and 2 differ in their commit: a1b2c3d4e5f6 and ffffffffffff\.$/,
    ],
    [
      'baseline',
      { baseline: { sha: 'f'.repeat(40), label: 'x' } },
      /differ in their baseline: e4f5a6b7c8d9 and ffffffffffff\.$/,
    ],
    ['no baseline', { baseline: null }, /differ in their baseline: e4f5a6b7c8d9 and none\.$/],
    [
      'configuration',
      { configDigest: 'f'.repeat(64) },
      /differ in their configuration: cccccccccccc and ffffffffffff\.$/,
    ],
    ['version', { version: '0.2.0' }, /differ in their version of loadgate: "0\.1\.0" and "0\.2\.0"\.$/],
    ['part', { asked: ['t1'] }, /differ in their cells that were asked for: all and 1\.$/],
  ])('refuses another %s by its name', (_, changes, reason) => {
    expect(refused(changed(1, changes))).toEqual([expect.stringMatching(reason)]);
    expect(refusal(changed(1, changes))[0]).toMatchObject({ code: 'shards-differ', kind: 'usage' });
  });

  it('refuses another number of shards, and another plan, all that differs at once', () => {
    const [one, two] = shards() as [RunRecord, RunRecord];
    const more = { ...two.shard, index: 2, of: 4, plan: two.shard?.plan ?? [] };
    expect(refused([one, { ...two, shard: more }])).toEqual([
      'shards-differ: Shards 1 and 2 differ in their number of shards: 3 and 4.',
    ]);
    const plan = (two.shard?.plan ?? []).map((unit) => (unit.target === 't4' ? { ...unit, shard: 3 } : unit));
    expect(refused(changed(1, { seed: 7, shard: { index: 2, of: 3, plan } }))).toEqual([
      'shards-differ: Shards 1 and 2 differ in their seed: 20260102 and 7.',
      'shards-differ: Shards 1 and 2 differ in their plan of the shards.',
    ]);
  });
});
