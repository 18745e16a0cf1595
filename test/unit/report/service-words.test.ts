import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricComparison } from '../../../src/model/comparison.js';
import { escapeText } from '../../../src/report/escape.js';
import { changedSentences } from '../../../src/report/lead.js';
import { metricWords } from '../../../src/report/metric-words.js';
import { markdownProse, plainProse } from '../../../src/report/prose.js';
import { compared, counted, recordFor, sampled } from './builders.js';

/** The sentences about a cell that is decided by the first of these metrics. */
function said(...metrics: readonly MetricComparison[]): readonly string[] {
  const [first] = metrics;
  const verdict = first?.verdict === 'improvement' ? 'improvement' : 'regression';
  const cell = compared('api', 'order', verdict, { decidedBy: first?.metric ?? null, metrics });
  return changedSentences(cell, recordFor([cell]), markdownProse);
}

describe('what a cell asks of a service', () => {
  it('is said first, and what it costs after it', () => {
    expect(
      said(counted('db/queries', 1, 51), sampled('throughput', 1000, 0.62, { verdict: 'regression' })),
    ).toEqual([
      '**api · order**: each request now makes **51 queries, 1 before** (counted).',
      'That costs 38 % of the throughput.',
    ]);
  });

  it('names the service where several count', () => {
    expect(said(counted('db/queries', 0, 1), counted('cache/commands', 1, 0))).toEqual([
      '**api · order**: each request now makes **1 query, 0 before** (counted in db).',
      'But each request now makes **0 commands, 1 before** (counted in cache).',
    ]);
  });

  it.each([
    ['rows-read', 1, 50_000, 'reads **50,000 rows, 1 before**'],
    ['rows-written', 0, 1, 'writes **1 row, 0 before**'],
    ['rows', 10, 1000, 'gets or changes **1,000 rows, 10 before**'],
    ['blocks', 4, 120.5, 'reads **121 blocks, 4 before**'],
    ['scans', 1, 3, 'needs **3 scans of tables and indexes, 1 before**'],
    ['messages', 1, 2, 'publishes **2 messages, 1 before**'],
    ['transactions', 1, 2, 'makes **2 transactions, 1 before**'],
    ['connections', 0, 1, 'opens **1 connection to db, 0 before**'],
    ['cache-misses', 0.5, 12, 'causes **12 cache misses, 0.5 before**'],
  ])('%s', (count, from, to, words) => {
    expect(said(counted(`db/${count}`, from, to))).toEqual([
      `**api · order**: each request now ${words} (counted).`,
    ]);
  });

  it('brings throughput where it is less', () => {
    expect(
      said(
        counted('db/queries', 51, 1),
        sampled('throughput', 1000, 1.4, { verdict: 'improvement' }),
        counted('db/rows-read', 100, 50),
      ),
    ).toEqual([
      '**api · order**: each request now makes **1 query, 51 before** (counted).',
      'That brings 40 % more throughput.',
      'Each request reads 50 rows (db), 100 before.',
    ]);
  });

  it('has a name in tables and headlines', () => {
    const words = metricWords('db/rows-read');
    expect(words.name).toBe('db rows read/req');
    expect(words.worse).toEqual(['reads more rows', 'read more rows']);
    expect(words.pair(1, 50_000)).toBe('1 → 50,000');
    expect(metricWords('queue/messages').gained).toEqual([
      'publishes fewer messages',
      'publish fewer messages',
    ]);
  });

  it('has nothing in its names that acts on a page', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,12}(?:-[a-z0-9]{1,12}){0,2}$/);
    fc.assert(
      fc.property(label, label, (service, count) => {
        const metric = counted(`${service}/${count}`, 1, 2);
        const { name, long, does, because } = metricWords(metric.metric);
        const texts = [name, long, does(metric, plainProse), because?.sentence(metric, null) ?? ''];
        // Whatever a forge would take for a commit or an issue is broken up already.
        for (const text of texts) expect(escapeText(text, 1000)).toBe(text);
      }),
      {
        examples: [
          ['deadbeef', 'gh-12'],
          ['db', '1234567'],
        ],
      },
    );
  });
});
