import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { EXPORT_FORMATS, exportFiles } from '../../../src/export/files.js';
import { readCsv } from '../../support/csv.js';
import { readLineProtocol, readOpenMetrics } from '../../support/export-readers.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { readSvg } from '../../support/svg.js';
import { BROKEN_P99 } from '../report/builders.js';
import { held, heldErrors } from '../report/limit-cases.js';
import { judged, mixedRecord, textOf } from './builders.js';

const OUTCOME = judged(mixedRecord());
const EMPTY = judged(makeRecord({ cells: [] }));
const SLOWER = { target: 'flask', scenario: 'json', metric: 'throughput' };
const throughput = OUTCOME.comparison.cells[0]?.metrics[0];
if (throughput?.metric !== 'throughput') throw new TypeError('the first metric is another');

describe('exportFiles', () => {
  it('gives the same texts for the same outcome, in every format', () => {
    for (const format of EXPORT_FORMATS) {
      const files = exportFiles(format, OUTCOME);
      expect(files.length, format).toBeGreaterThan(0);
      expect(exportFiles(format, judged(mixedRecord()))).toEqual(files);
    }
  });

  it('has names that differ, so that all formats fit into one folder', () => {
    const names = EXPORT_FORMATS.flatMap((format) => exportFiles(format, OUTCOME).map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('leaves out a file that its tool would take for an error: one without any figure', () => {
    expect(exportFiles('gab', EMPTY)).toEqual([]);
    expect(readLineProtocol(textOf('influx', EMPTY))).toHaveLength(1);
    expect(textOf('bmf', EMPTY)).toBe('{}\n');
  });
});

describe('limits', () => {
  const { comparison } = OUTCOME;
  const [first, ...others] = comparison.cells;
  if (first === undefined) throw new TypeError('no cell');
  const limits = [BROKEN_P99, heldErrors, held('requests', 500, null, 'unknown')];
  const limited = { ...OUTCOME, comparison: { ...comparison, cells: [{ ...first, limits }, ...others] } };
  const { target, scenario } = first;

  it('are in every format, with bound, figure and verdict where there is room for them', () => {
    const influx = readLineProtocol(textOf('influx', limited)).filter(
      ({ measurement }) => measurement === 'loadgate_limit',
    );
    expect(influx.map(({ tags }) => tags)).toEqual(
      ['p99', 'errors', 'requests'].map((limit) => ({ limit, scenario, target })),
    );
    expect(influx[0]?.fields).toMatchObject({
      ...{ verdict: 'broken', bound: 250_000, value: 312_000, low: 290_000, high: 340_000, unit: 'µs' },
    });
    expect(influx[2]?.fields).not.toHaveProperty('value');

    const samples = readOpenMetrics(textOf('openmetrics', limited)).filter(({ name }) =>
      name.includes('_limit_'),
    );
    const p99 = { target, scenario, limit: 'p99' };
    expect(samples).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'loadgate_limit_verdict', labels: { ...p99, verdict: 'broken' } }),
        expect.objectContaining({ name: 'loadgate_limit_bound_seconds', labels: p99, value: 0.25 }),
        expect.objectContaining({ name: 'loadgate_limit_figure_seconds', labels: p99, value: 0.312 }),
        expect.objectContaining({ name: 'loadgate_limit_figure_low_seconds', labels: p99, value: 0.29 }),
        expect.objectContaining({ name: 'loadgate_limit_bound_per_second', value: 500 }),
        expect.objectContaining({ name: 'loadgate_limit_bound_ratio' }),
      ]),
    );
    expect(samples.map(({ name }) => name)).not.toContain('loadgate_limit_figure_per_second');

    const [header = [], ...lines] = readCsv(textOf('csv', limited));
    const rows = lines
      .map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])))
      .filter(({ limit }) => limit !== '');
    expect(rows.map(({ limit, limit_verdict: verdict, metric }) => [limit, verdict, metric])).toEqual([
      ['p99', 'broken', ''],
      ['errors', 'holds', ''],
      ['requests', 'unknown', ''],
    ]);
    expect(rows[0]).toMatchObject({
      ...{ target, scenario, unit: 'µs', better: 'smaller', candidate: '312000', limit_bound: '250000' },
      ...{ candidate_low: '290000', ratio: '', cell_verdict: first.verdict },
    });

    const [bigger, smaller] = exportFiles('gab', limited).map(({ text }) => text);
    expect(smaller).toContain(`${target}/${scenario}: p99, held to a limit`);
    expect(smaller).toContain('p99 ≤ 250 ms: broken');
    expect(bigger).not.toContain('held to a limit');

    const bmf = JSON.parse(textOf('bmf', limited));
    expect(bmf[`${target}/${scenario}`]).toMatchObject({
      'limit-p99': { value: 312_000_000, lower_value: 290_000_000, upper_value: 340_000_000 },
    });
    expect(bmf[`${target}/${scenario}`]).not.toHaveProperty('limit-requests');
  });

  it('of another run are in none', () => {
    const kept = { ...comparison, cells: [{ ...first, limits, kept: true as const }, ...others] };
    for (const format of EXPORT_FORMATS) {
      if (format === 'junit') continue;
      const texts = exportFiles(format, { ...limited, comparison: kept }).map(({ text }) => text);
      expect(texts.join(''), format).not.toMatch(/loadgate_limit|limit-p99|held to a limit|,broken\b/);
    }
  });
});

describe('influx', () => {
  const points = readLineProtocol(textOf('influx', OUTCOME));
  const of = (measurement: string) => points.filter((point) => point.measurement === measurement);

  it('writes the run, each cell, each change and each side, at the time of the run', () => {
    expect(new Set(points.map(({ at }) => at))).toEqual(new Set(['1767323045000000000']));
    expect(of('loadgate_run')).toMatchObject([
      {
        tags: {},
        fields: {
          verdict: 'regression',
          passed: false,
          cells: 6,
          regressions: 1,
          invalid: 1,
          duration_s: 552,
        },
      },
    ]);
    expect(of('loadgate_cell').map(({ tags, fields }) => [tags['target'], fields['verdict']])).toEqual(
      OUTCOME.comparison.cells.map(({ target, verdict }) => [target, verdict]),
    );
  });

  it('has the change with its interval, and figures with theirs', () => {
    const { interval } = throughput;
    expect(of('loadgate_change').find(({ tags }) => tags['metric'] === 'throughput')).toMatchObject({
      tags: SLOWER,
      fields: {
        ratio: expect.closeTo(throughput.ratio, 5),
        low: expect.closeTo(interval?.low ?? 0, 5),
        high: expect.closeTo(interval?.high ?? 0, 5),
        threshold: 0.03,
        verdict: 'regression',
      },
    });
    for (const side of ['baseline', 'candidate'] as const) {
      const fields =
        of('loadgate_figure').find(({ tags }) => tags['side'] === side && tags['metric'] === 'throughput')
          ?.fields ?? {};
      expect(fields).toMatchObject({ value: expect.closeTo(throughput[side], 0), unit: 'requests/s' });
      if (side === 'baseline') continue;
      expect(fields['low']).toBeLessThan(Number(fields['value']));
      expect(fields['high']).toBeGreaterThan(Number(fields['value']));
    }
  });

  it('has the figures of a new cell, and none of a cell that is invalid, was not run, or was carried over', () => {
    const targets = new Set(of('loadgate_figure').map(({ tags }) => tags['target']));
    expect(targets).toEqual(new Set(['flask', 'fresh']));
    const fresh = of('loadgate_figure').filter(({ tags }) => tags['target'] === 'fresh');
    expect(new Set(fresh.map(({ tags }) => tags['side']))).toEqual(new Set(['candidate']));
    expect(fresh.map(({ tags }) => tags['metric'])).toEqual(
      expect.arrayContaining(['throughput', 'cpu', 'latency', 'memory', 'response-bytes']),
    );
  });

  it('has no tag that grows with every commit', () => {
    const tags = new Set(points.flatMap((point) => Object.keys(point.tags)));
    expect([...tags].sort()).toEqual(['metric', 'scenario', 'side', 'target']);
    for (const { fields } of points) expect(fields['commit']).toBe(OUTCOME.record.candidate.sha);
  });
});

describe('openmetrics', () => {
  const samples = readOpenMetrics(textOf('openmetrics', OUTCOME));
  const value = (name: string, labels: object) =>
    samples.find(
      (one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text),
    )?.value;

  it('has base units: seconds, bytes, and rates', () => {
    const candidate = { ...SLOWER, side: 'candidate' };
    expect(value('loadgate_rate_per_second', candidate)).toBeCloseTo(throughput.candidate, 0);
    const cpu = OUTCOME.comparison.cells[0]?.metrics.find(({ metric }) => metric === 'cpu');
    expect(value('loadgate_time_seconds', { ...candidate, metric: 'cpu' })).toBeCloseTo(
      (cpu?.candidate ?? 0) / 1e6,
      8,
    );
    expect(value('loadgate_size_bytes', { ...candidate, metric: 'response-bytes' })).toBe(187);
    expect(value('loadgate_count_per_request', { ...candidate, metric: 'connections' })).toBe(0);
  });

  it('has intervals around every figure that has one', () => {
    const labels = { ...SLOWER, side: 'candidate' };
    const [low, mid, high] = ['_low', '', '_high'].map((bound) =>
      value(`loadgate_rate${bound}_per_second`, labels),
    );
    expect(low).toBeLessThan(mid ?? 0);
    expect(high).toBeGreaterThan(mid ?? Number.POSITIVE_INFINITY);
    expect(value('loadgate_change_low_ratio', SLOWER)).toBeCloseTo(throughput.interval?.low ?? 0, 5);
    expect(value('loadgate_change_high_ratio', SLOWER)).toBeCloseTo(throughput.interval?.high ?? 0, 5);
  });

  it('says what the run was in one info, and whether the gate passed', () => {
    const info = samples.find(({ name }) => name === 'loadgate_run_info');
    expect(info?.labels).toMatchObject({ commit: OUTCOME.record.candidate.sha, verdict: 'regression' });
    expect(value('loadgate_gate_passed', {})).toBe(0);
    expect(new Set(samples.map(({ at }) => at))).toEqual(new Set([1767323045]));
  });
});

describe('gab', () => {
  // What github-action-benchmark's documentation asks of an entry.
  const entries = z.array(
    z.strictObject({
      name: z.string(),
      unit: z.string(),
      value: z.number(),
      range: z.string().optional(),
      extra: z.string().optional(),
    }),
  );
  const [bigger, smaller] = exportFiles('gab', OUTCOME).map(({ text }) => entries.parse(JSON.parse(text)));

  it('keeps the two directions apart', () => {
    expect(exportFiles('gab', OUTCOME).map(({ name }) => name)).toEqual([
      'gab-bigger.json',
      'gab-smaller.json',
    ]);
    expect(bigger?.map(({ name }) => name)).toEqual(
      ['flask/json', 'flask/text', 'fresh/json'].map((cell) => `${cell}: throughput`),
    );
    expect(smaller?.every(({ name }) => !name.endsWith('throughput'))).toBe(true);
  });

  it('has a name for each series once, a unit, and the width of the interval', () => {
    const names = [...(bigger ?? []), ...(smaller ?? [])].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(bigger?.[0]).toMatchObject({ unit: 'requests/s', extra: expect.stringContaining('regression') });
    const [first] = judged(
      makeRecord({ cells: [makeCell({ generations: makeGenerations({}, {}, { baseline: null }) })] }),
    ).comparison.cells;
    expect(first?.verdict).toBe('new');
    expect(bigger?.[0]?.range).toMatch(/^± \d+\.\d %$/);
  });
});

describe('bmf', () => {
  const bmf = JSON.parse(textOf('bmf', OUTCOME)) as Record<string, Record<string, Record<string, number>>>;

  it('is what the schema of Bencher Metric Format takes', () => {
    // As bencher.dev/docs/reference/bencher-metric-format says it: names to names to metrics; strict about anything else.
    const number = { type: 'number' };
    const metric = {
      type: 'object',
      properties: { value: number, lower_value: number, upper_value: number },
      required: ['value'],
      additionalProperties: false,
    };
    const measures = {
      type: 'object',
      additionalProperties: metric,
      propertyNames: { minLength: 1, maxLength: 64 },
    };
    const names = { minLength: 1, maxLength: 1024 };
    const validate = new Ajv({ strict: false }).compile({
      type: 'object',
      additionalProperties: measures,
      propertyNames: names,
    });
    expect(validate(bmf), JSON.stringify(validate.errors)).toBe(true);
    expect(Object.keys(bmf)).toEqual(['flask/json', 'flask/text', 'fresh/json']);
  });

  it('gives latency in ns, as the measure of that name is at Bencher, and throughput in requests per second', () => {
    const latency = OUTCOME.comparison.cells[0]?.metrics.find(({ metric }) => metric === 'latency');
    expect(bmf['flask/json']?.['latency']?.['value']).toBeCloseTo((latency?.candidate ?? 0) * 1000, -2);
    const {
      value = 0,
      lower_value: low = 0,
      upper_value: high = 0,
    } = bmf['flask/json']?.['throughput'] ?? {};
    expect(value).toBeCloseTo(throughput.candidate, 0);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });
});

describe('csv', () => {
  const [header = [], ...rows] = readCsv(textOf('csv', OUTCOME));
  const read = (row: readonly string[] | undefined, column: string): string =>
    row?.[header.indexOf(column)] ?? '';

  it('has as many fields in each line as there are columns, and a line for a cell without figures', () => {
    expect(rows.every((row) => row.length === header.length)).toBe(true);
    expect(rows.filter((row) => read(row, 'metric') === '').map((row) => read(row, 'target'))).toEqual([
      'wrong',
      'same',
      'carried',
    ]);
  });

  it('has both sides, the change and the intervals of a metric', () => {
    const row = rows.find((one) => read(one, 'metric') === 'throughput');
    expect(Number(read(row, 'candidate'))).toBeCloseTo(throughput.candidate, 0);
    expect(Number(read(row, 'ratio_low'))).toBeCloseTo(throughput.interval?.low ?? 0, 5);
    expect([read(row, 'unit'), read(row, 'better'), read(row, 'metric_verdict')]).toEqual([
      'requests/s',
      'larger',
      'regression',
    ]);
    expect(Number(read(row, 'candidate_low'))).toBeLessThan(Number(read(row, 'candidate')));
  });
});

describe('junit', () => {
  const xml = textOf('junit', OUTCOME);
  const body = (text: string): string => text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const cases = (text: string) =>
    [
      ...text.matchAll(/<testcase classname="([^"]*)" name="([^"]*)" time="[^"]*">([\s\S]*?)<\/testcase>/g),
    ].map(([, target, name, inside = '']) => [
      target,
      name,
      /<(failure|error|skipped)/.exec(inside)?.[1] ?? 'passed',
    ]);

  it('is well-formed', () => {
    expect(readSvg(body(xml)).faults).toEqual([]);
    expect(xml).toContain('It answered &lt;b&gt; &amp; &quot;x&quot;.');
  });

  it('fails a regression and the gate, has an error for an invalid cell, and skips what was not decided', () => {
    expect(cases(xml)).toEqual([
      ['flask', 'json', 'failure'],
      ['flask', 'text', 'passed'],
      ['fresh', 'json', 'passed'],
      ['wrong', 'json', 'error'],
      ['same', 'json', 'skipped'],
      ['carried', 'json', 'skipped'],
      ['loadgate', 'gate', 'failure'],
    ]);
    expect(xml).toMatch(
      /<testsuite name="loadgate" tests="7" failures="2" errors="1" skipped="2" time="552" timestamp="2026-01-02T03:04:05">/,
    );
  });

  it('has the figures of a cell as a report writes them, with the change where there is one', () => {
    expect(xml).toMatch(/throughput: 4,812 req\/s → 3,851 req\/s, −19\.9 % \(95 %: .*\), regression/);
    expect(xml).toMatch(/<system-out>throughput: 4,812 req\/s\n/);
  });

  it('fails a cell that breaks a limit, also beside figures of another machine, and says by how much', () => {
    const limits = [BROKEN_P99];
    const { record, comparison, gate } = OUTCOME;
    const [first, ...others] = comparison.cells;
    if (first === undefined) throw new TypeError('no cell');
    const over = { ...comparison, advisory: true, cells: [{ ...first, decidedBy: null, limits }, ...others] };
    const text = textOf('junit', { record, comparison: over, gate });
    expect(cases(text)[0]).toEqual(['flask', 'json', 'failure']);
    expect(text).toContain('p99 is 312 ms (290 to 340 ms), the limit is 250 ms; broken');
  });

  it('fails no cell for a regression that somebody accepted, nor for figures of another machine', () => {
    const { record, comparison, gate } = OUTCOME;
    const [first, ...others] = comparison.cells;
    if (first === undefined) throw new TypeError('no cell');
    const acceptance = { state: 'holds', metric: null, by: 'kim', reason: 'r', until: null } as const;
    const accepted = { ...comparison, cells: [{ ...first, accepted: acceptance }, ...others] };
    const advisory = { ...comparison, advisory: true };
    for (const told of [accepted, advisory])
      expect(cases(textOf('junit', { record, comparison: told, gate }))[0]).toEqual([
        'flask',
        'json',
        'skipped',
      ]);
  });
});
