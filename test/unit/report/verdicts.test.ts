import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import { renderComment } from '../../../src/report/comment.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { makeConfig } from '../plan/builders.js';
import { makeContext, makeProblem } from './builders.js';

const { gate, measure } = makeConfig([], []);

/** Headline and the sentences below it, of what the real comparison says of a record. */
function report(record: RunRecord): readonly string[] {
  const comparison = compareRecord(record, gate, measure);
  const result = gateResult(comparison, gate, record.problems);
  const lines = renderComment(record, comparison, result, makeContext()).split('\n');
  return [lines[1] ?? '', lines[3] ?? ''];
}

const cells = (...all: readonly Partial<CellRecord>[]): RunRecord =>
  makeRecord({ cells: all.map((one, at) => makeCell({ scenario: `s${at}`, ...one })) });

const confirmed = (ratios: Parameters<typeof makeGenerations>[0]) =>
  makeGenerations(ratios, { screen: 4, confirm: 6 });

describe('what the comment says of a real comparison', () => {
  it('a regression, and that the CPU time says the same', () => {
    const slower = confirmed({ throughput: 0.93, cpu: 1.07 });
    const [headline, lead] = report(cells({ generations: slower }, {}));
    expect(headline).toBe(
      '### 🔴 loadgate: 1 of 2 cells got slower: flask · s0 −7.0 %, CPU/req 208 → 223 µs (user and system)',
    );
    expect(lead).toMatch(
      /^\*\*flask · s0\*\* answers \*\*\d\.\d % fewer requests per second\*\* \(between \d/,
    );
    expect(lead).toMatch(/Each request costs \d+ µs more CPU time/);
  });

  it('an improvement', () => {
    const [headline, lead] = report(cells({ generations: confirmed({ throughput: 1.2, cpu: 0.84 }) }));
    expect(headline).toBe(
      '### 🟢 loadgate: flask · s0 got faster: +20.0 %, CPU/req 208 → 175 µs (user and system)',
    );
    expect(lead).toContain('more requests per second**');
  });

  it('what got better beside what got worse, the larger first', () => {
    const [faster, why] = report(cells({ generations: confirmed({ throughput: 2, memory: 1.3 }) }));
    expect(faster).toBe(
      '### 🔴 loadgate: flask · s0 got faster, but needs more memory: throughput +100 %, peak memory +30.0 %',
    );
    expect(why).toMatch(
      /^\*\*flask · s0\*\* answers \*\*\d+ % more requests per second\*\* .*\. But it needs \*\*\d+(\.\d)? % more memory\*\* at its peak/,
    );
    const [leaner] = report(cells({ generations: confirmed({ throughput: 0.6, memory: 0.8 }) }));
    expect(leaner).toBe(
      '### 🔴 loadgate: flask · s0 got slower, but needs less memory: throughput −40.0 %, peak memory −20.0 %',
    );
  });

  it('an overwhelming change that no generation confirmed, not a noisy runner', () => {
    const [headline] = report(cells({ generations: makeGenerations({ latency: 2 }, { screen: 4 }) }));
    expect(headline).toBe('### ⚪ loadgate: not decided: the time ended before flask · s0 could be decided');
  });

  it('a doubled upstream call, found in one generation', () => {
    const generations = makeGenerations(
      {},
      { screen: 1 },
      { candidate: { counts: { upstreamCalls: 2 } }, baseline: { counts: { upstreamCalls: 1 } } },
    );
    const [headline, lead] = report(cells({ generations }));
    expect(headline).toBe(
      '### 🔴 loadgate: flask · s0 makes more upstream calls: 1 call → 2 calls a request',
    );
    expect(lead).toBe('**flask · s0** makes **2 upstream calls per request instead of 1**, counted exactly.');
  });

  it('a leak, by what every request keeps', () => {
    const [headline, lead] = report(cells({ generations: confirmed({ growth: 1.22 }) }));
    expect(headline).toBe(
      '### 🔴 loadgate: flask · s0 needs more memory with every request: memory growth +22.0 %',
    );
    expect(lead).toMatch(
      /^\*\*flask · s0\*\* needs \*\*22\.0 % more memory\*\* after more requests \(between 2\d\.\d and 2\d\.\d %\): 48\.0 → 58\.\d MiB, every request keeps 1\.\d KiB, where it kept 0 B\.$/,
    );
  });

  it('a leak beside a loss of speed, as a reason', () => {
    const [, lead] = report(cells({ generations: confirmed({ throughput: 0.9, growth: 1.22 }) }));
    expect(lead).toMatch(
      /fewer requests per second.* Of memory, every request keeps 1\.\d KiB, where it kept 0 B\.$/,
    );
  });

  it('no growth as a reason that is within the steps of an allocator', () => {
    const [, lead] = report(cells({ generations: confirmed({ throughput: 0.9, growth: 1.05 }) }));
    expect(lead).toContain('fewer requests per second');
    expect(lead).not.toContain('keeps');
  });

  it('a lost keep-alive, with the words of the comparison', () => {
    const lost = { candidate: { counts: { newConnections: 1 } } };
    const [headline, lead] = report(cells({ generations: makeGenerations({}, { screen: 2 }, lost) }));
    expect(headline).toBe(
      '### 🔴 loadgate: flask · s0 opens more connections: 0 connections → 1 connection a request',
    );
    expect(lead).toBe(
      '**flask · s0** opens **1 new connection per request instead of 0**, counted exactly. ' +
        'Keep-alive with the client was lost: 0 → 1 new connections per request.',
    );
  });

  it('an added sleep, seen in the service time', () => {
    const [headline, lead] = report(cells({ generations: confirmed({ latency: 5 }) }));
    expect(headline).toBe('### 🔴 loadgate: flask · s0 got slower: service time ×5.0');
    expect(lead).toMatch(/takes \*\*5\.0 times as long\*\* for a request on its own \(between \d\.\d and \d/);
    expect(lead).toMatch(/: 1\.\d\d → 5\.\d\d ms\.$/);
  });

  it('no change', () => {
    const [headline, lead] = report(cells({}, {}));
    expect(headline).toBe('### 🟢 loadgate: no change: both cells within ±3 %');
    expect(lead).toMatch(/^This run can tell a loss of [\d.]+ % or more from noise\.$/);
  });

  it('cells that could not be decided, for noise and for time', () => {
    const noisy = makeGenerations({}, { screen: 8 }).map((generation, at) => ({
      ...generation,
      candidate: {
        ...generation.candidate,
        duet: generation.candidate.duet.map((round) => ({
          ...round,
          rps: round.rps * (at % 2 === 0 ? 0.9 : 1.1),
        })),
      },
    }));
    expect(report(cells({ generations: noisy }, {}))[0]).toBe(
      '### ⚪ loadgate: not decided: the runner was too noisy for flask · s0 (1 of 2 cells)',
    );
    expect(report(cells({ state: 'not-measured', generations: [] }, {}))[0]).toBe(
      '### ⚪ loadgate: not decided: the time ended before flask · s0 (1 of 2 cells) could be decided',
    );
  });

  it('what could not be measured, once and with its reason', () => {
    const message = 'flask did not build.';
    const invalid = { code: 'build-failed', message, side: 'candidate', log: [] } as const;
    const failed: Partial<CellRecord> = { state: 'invalid', invalid, generations: [] };
    const record = { ...cells(failed, failed), problems: [makeProblem({ message })] };
    expect(report(record)[0]).toBe('### ⚠️ loadgate: could not measure: flask did not build');
    const mixed = { ...cells(failed, {}), problems: [makeProblem({ message })] };
    expect(report(mixed)).toEqual([
      '### ⚠️ loadgate: could not measure 1 of 2 cells: flask did not build',
      'The others: 1 without change.',
    ]);
  });

  it('a run that ended in the middle', () => {
    const record = {
      ...cells({}, { state: 'not-measured', generations: [] }),
      problems: [makeProblem({ kind: 'machine', code: 'disk-full', message: 'The disk is full.' })],
    };
    expect(report(record)[0]).toBe('### ⚠️ loadgate: could not measure 1 of 2 cells: the disk is full');
  });

  it('a run without a cell to measure, and one that failed before it had any', () => {
    expect(report(cells({ state: 'unchanged', generations: [] }))[0]).toBe(
      "### ⏭ loadgate: nothing to measure: no target's inputs changed",
    );
    expect(report(makeRecord({ cells: [], problems: [makeProblem()] }))[0]).toBe(
      '### ⚠️ loadgate: could not measure: the image of flask did not build',
    );
    expect(report(makeRecord({ cells: [] }))[0]).toBe('### ⏭ loadgate: nothing to measure: there is no cell');
  });

  it('first figures, and new cells beside old ones', () => {
    const fresh: Partial<CellRecord> = {
      noBaseline: 'this target is not in the baseline',
      generations: makeGenerations({}, {}, { baseline: null }),
    };
    expect(report(cells(fresh))).toEqual([
      '### ⚪ loadgate: first figures of 1 cell, with nothing to compare it with',
      'This target is not in the baseline.',
    ]);
    expect(report(cells(fresh, {}))[0]).toBe(
      '### 🟢 loadgate: no change: the 1 cell measured within ±3 %, 1 new',
    );
  });
});
