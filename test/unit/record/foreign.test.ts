import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoadgateError } from '../../../src/model/error.js';
import type {
  CellRecord,
  ExactCounts,
  ReferenceFigures,
  RoundFigures,
  RunRecord,
  SideFigures,
} from '../../../src/model/record.js';
import { MAX_FOREIGN_BYTES, parseForeignRecord } from '../../../src/record/foreign.js';
import { unpacked } from '../../../src/record/packed.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { makeCell, makeGenerations, makeRecord, makeRound, makeSide } from '../../support/records.js';
import { anyRecord } from './arbitrary.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const read = (text: string) => parseForeignRecord(text, 'of pull request #7', NOW);

function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof LoadgateError) return `${error.kind} ${error.code}: ${error.message}`;
    throw error;
  }
  return 'it was taken';
}

const ofSide = (figures: Partial<SideFigures>): Partial<RunRecord> => {
  const [generation] = makeGenerations();
  const side = { ...makeSide(), ...figures };
  return { cells: [makeCell({ generations: generation ? [{ ...generation, candidate: side }] : [] })] };
};
const ofRound = (round: Parameters<typeof makeRound>[0]) => ofSide({ duet: [makeRound(round)] });
const ofReference = (changes: Partial<ReferenceFigures>): Partial<RunRecord> => {
  const reference = { program: 'x', machine: 'y', rps: 1, cpuUs: 1, serviceUs: 1, ...changes };
  return { cells: [makeCell({ generations: makeGenerations().map((each) => ({ ...each, reference })) })] };
};
const { machine, runtime } = makeRecord();
const COUNTED: ExactCounts = {
  requests: 1,
  upstreamCalls: 0,
  upstreamConnections: 0,
  newConnections: 0,
  responseBytes: 9,
};
const NO_SHARES = {
  throttledPeriods: null,
  readyMs: null,
  waitedMs: null,
  othersCpu: null,
  stealCpu: null,
  replaced: null,
};

/** As every round has them since 0.2. */
function withShares(cell: CellRecord): CellRecord {
  const shares = {
    throttledPeriods: 0,
    readyMs: 1123.123,
    waitedMs: 512.123,
    othersCpu: 0.0123,
    stealCpu: 0.0012,
    replaced: 0,
  };
  const rounds = (all: readonly RoundFigures[]) => all.map((round) => ({ ...round, shares }));
  const side = (figures: SideFigures): SideFigures => ({
    ...figures,
    duet: rounds(figures.duet),
    solo: rounds(figures.solo),
    probe: rounds(figures.probe),
  });
  const generations = cell.generations.map((generation) => ({
    ...generation,
    candidate: side(generation.candidate),
    baseline: generation.baseline === null ? null : side(generation.baseline),
  }));
  return { ...cell, generations };
}

describe('parseForeignRecord', () => {
  it('takes what a run of 100 cells with 12 generations each writes', () => {
    const cells = Array.from({ length: 100 }, (_, index) =>
      makeCell({
        target: `target-${index}`,
        generations: makeGenerations({ growth: 1 }, { screen: 4, confirm: 8 }).map((each) => ({
          ...each,
          reference: {
            program: 'p'.repeat(60),
            machine: 'm'.repeat(16),
            rps: 6012.34,
            cpuUs: 151.234,
            serviceUs: 301.2,
          },
        })),
      }),
    );
    const text = unpacked(serialiseRecord(makeRecord({ cells: cells.map(withShares) })), 'of a test');
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(text.length).toBeLessThan(MAX_FOREIGN_BYTES);
    expect(read(text).cells[0]?.generations[0]?.reference?.rps).toBe(6012.34);
    expect(read(text).cells).toHaveLength(100);
  });

  it.each<[string, Partial<RunRecord>, RegExp]>([
    ['starts next year', { startedAt: '2027-01-01T00:00:00Z' }, /starts in the future/],
    ['took a century', { durationMs: 3e12 }, /took longer/],
    ['built for a century', { timing: { build: 3e12 } }, /a stage took longer/],
    ['has a seed that is none', { seed: 2 ** 40 }, /seed/],
    ['had a million CPUs', { caps: { cpus: 1e6, memoryBytes: 1 } }, /caps/],
    ['ran on a machine of a million cores', { machine: { ...machine, cores: 1e6 } }, /no such machine/],
    ['colours a fact', { machine: { ...machine, os: '\u001b[31mLinux' } }, /control characters/],
    ['breaks a line in its version', { version: '1\n2' }, /control characters/],
    [
      'hides a control character of C1',
      { runtime: { ...runtime, version: '\u009b1m' } },
      /control characters/,
    ],
    ['measured for no time', ofRound({ windowMs: 0 }), /flask\/json: a round of 0 ms/],
    ['measured for a week', ofRound({ windowMs: 6e8 }), /a round of 600000000 ms/],
    ['answered too much', ofRound({ rps: 1e300, requests: 1 }), /a figure is too large/],
    ['shrank by more than there is', ofRound({ grownBytes: -1e300 }), /a figure is too large/],
    ['idled in more memory than there is', ofSide({ idleMemoryBytes: 1e300 }), /so much memory/],
    ['needed more memory than there is', ofSide({ cellMemoryBytes: 1e300 }), /so much memory/],
    ['idled in less than a page', ofSide({ idleMemoryBytes: 5e-324 }), /so little memory/],
    ['peaked below a page', ofSide({ peakMemoryBytes: 1e-300 }), /so little memory/],
    ['answered next to nothing', ofRound({ rps: 1e-300 }), /a figure is too small/],
    ['needed next to no CPU', ofRound({ cpuUserUs: 5e-324 }), /a figure is too small/],
    ['answered in no time', ofRound({ latencyUs: { ...makeRound().latencyUs, p50: 1e-300 } }), /too small/],
    ['grew by a part of a byte', ofRound({ grownBytes: -1e-300 }), /a figure is too small/],
    [
      'counted a part of a byte',
      ofSide({
        counts: { ...COUNTED, upstreamCalls: 1e-300 },
      }),
      /nobody counts so little/,
    ],
    [
      'counted more queries than there are',
      ofSide({ counts: { ...COUNTED, services: { db: { queries: 1e300 } } } }),
      /nobody counts so far/,
    ],
    [
      'counted a part of a query',
      ofSide({ counts: { ...COUNTED, services: { db: { queries: 1e-300 } } } }),
      /nobody counts so little/,
    ],
    [
      'sent a replica more than there is',
      ofSide({ replicas: { kind: 'bytes', received: [1, 1], sent: [1, 1e300] } }),
      /no balancer sends so much/,
    ],
    [
      'shared next to nothing',
      ofRound({ shares: { ...NO_SHARES, othersCpu: 1e-300 } }),
      /a figure is too small/,
    ],
    ['had a reference that took no time', ofReference({ serviceUs: 5e-324 }), /no reference target/],
    ['measured for no time at all', ofRound({ windowMs: 5e-324 }), /a round of 5e-324 ms/],
    ['had a part of a CPU', { caps: { cpus: 1e-300, memoryBytes: 2 ** 29 } }, /caps/],
    ['waited for ages', ofRound({ shares: { ...NO_SHARES, waitedMs: 1e300 } }), /a figure is too large/],
    [
      'dropped too many generations',
      { cells: [makeCell({ dropped: { starved: 2e6, throttled: 0 } })] },
      /flask\/json: nobody drops so many/,
    ],
    ['kept a generator too busy', ofRound({ generatorLoop: 3 }), /generator/],
    ['had a reference target like no other', ofReference({ serviceUs: 1e300 }), /no reference target/],
    ['hides a line in its program', ofReference({ program: 'x\ny' }), /no reference target/],
    ['colours its program', { reference: { program: '\u001b[1m', missing: null } }, /control characters/],
    [
      'counts one generation twice',
      { cells: [makeCell({ generations: makeGenerations().map((each) => ({ ...each, index: 1 })) })] },
      /two generations have one number/,
    ],
    [
      'has 501 cells',
      {
        cells: Array.from({ length: 501 }, (_, index) => makeCell({ target: `t${index}`, generations: [] })),
      },
      /more than 500 cells/,
    ],
  ])('refuses one that %s', (_what, changes, why) => {
    const text = JSON.stringify(makeRecord(changes));
    expect(refusal(text)).toMatch(/^usage record-refused: The record of pull request #7 is refused: /);
    expect(refusal(text)).toMatch(why);
  });

  it('says once that it is refused, and why', () => {
    expect(refusal('{"schema":"loadgate.record/v1"}')).toMatch(
      /#7 is refused: it is not of the shape .*version: expected string/,
    );
    expect(refusal('{')).toMatch(/not JSON: it was cut off or changed\.$/);
    expect(refusal(JSON.stringify(makeRecord()).replace('record/v1', 'record/v9'))).toMatch(/record-version/);
    expect(refusal(' '.repeat(MAX_FOREIGN_BYTES + 1))).toMatch(/8388609 bytes long/);
  });

  it('names one wrong item of a list, however many there are', () => {
    const cells = Array.from({ length: 9000 }, () => ({}));
    const message = refusal(JSON.stringify({ ...makeRecord(), cells }));
    expect(message).toContain('cells[0]');
    expect(message).not.toContain('cells[1]');
  });

  it('counts a list, and the stages, before it looks into them', () => {
    const cells = Array.from({ length: 20_000 }, () => 0);
    expect(refusal(JSON.stringify({ ...makeRecord(), cells }))).toMatch(/cells: .*10000/);
    const timing = Object.fromEntries(cells.map((_, index) => [`<${index}>`, 'x']));
    expect(refusal(JSON.stringify({ ...makeRecord(), timing }))).toMatch(
      /timing: expected at most 100 stages/,
    );
  });

  it('answers any text, and any change of a record, with a record or a refusal', () => {
    const broken = fc
      .tuple(anyRecord, fc.nat(), fc.nat(40), fc.string({ unit: 'binary', maxLength: 8 }))
      .map(([record, at, cut, put]) => {
        const text = serialiseRecord(record);
        const start = at % text.length;
        return text.slice(0, start) + put + text.slice(start + cut);
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit: 'binary' })), (text) => {
        expect(refusal(text)).toMatch(/^(usage record-refused: |machine record-version: |it was taken)/);
      }),
      { seed: 20_260_102, numRuns: 300 },
    );
  });
});
