import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CORPUS } from '../../support/corpus.js';
import { readLineProtocol, readOpenMetrics } from '../../support/export-readers.js';
import { exportTool, type Influx, startInflux } from '../../support/export-tools.js';
import { judged, mixedRecord, textOf } from '../../unit/export/builders.js';

const OUTCOME = judged(mixedRecord({ candidate: { sha: 'a'.repeat(40), label: 'main' } }));
/** The outcome with a text of somebody else's wherever a name is. */
const hostile = (text: string) => {
  const { record, comparison, gate } = OUTCOME;
  const rename = <T extends { readonly target: string; readonly scenario: string }>(
    cells: readonly T[],
  ): T[] => cells.map((cell, at) => (at === 0 ? { ...cell, target: text, scenario: text } : cell));
  const candidate = { ...record.candidate, label: text };
  return {
    record: { ...record, candidate, version: text, cells: rename(record.cells) },
    comparison: { ...comparison, cells: rename(comparison.cells) },
    gate,
  };
};

const promtool = exportTool('promtool');
const influxd = exportTool('influxd');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-exports-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(promtool === null)('promtool', () => {
  /** Reads a file into blocks of a new database. @returns what is in it: one line for each sample */
  function readBy(text: string, name: string): readonly string[] {
    const file = join(folder, `${name}.txt`);
    const blocks = join(folder, name);
    writeFileSync(file, text);
    execFileSync(promtool ?? '', ['tsdb', 'create-blocks-from', 'openmetrics', file, blocks], {
      stdio: 'pipe',
    });
    // `dump` wants a database's folder, whose log of writes may be empty.
    mkdirSync(join(blocks, 'wal'));
    const dump = execFileSync(promtool ?? '', ['tsdb', 'dump', blocks], { encoding: 'utf8' });
    return dump.trimEnd().split('\n');
  }

  it('reads every sample of the OpenMetrics export, with its value and time', () => {
    const text = textOf('openmetrics', OUTCOME);
    const lines = readBy(text, 'whole');
    const samples = readOpenMetrics(text);
    expect(samples.length).toBeGreaterThan(50);
    expect(lines).toHaveLength(samples.length);
    const [one] = samples.filter(({ name }) => name === 'loadgate_rate_per_second');
    expect(one).toBeDefined();
    const line = lines.find(
      (each) => each.includes('"loadgate_rate_per_second"') && each.includes('"candidate"'),
    );
    expect(line?.split('} ')[1]?.split(' ').map(Number)).toEqual([one?.value, (one?.at ?? 0) * 1000]);
  });

  it('refuses a file whose labels are not escaped, so that reading one means something', () => {
    const broken = textOf('openmetrics', OUTCOME).replace('verdict="regression"', 'verdict="re"gression"');
    expect(() => readBy(broken, 'broken')).toThrow();
  });

  it('reads as many samples whatever the names are', () => {
    // One text after the other takes a process each: the whole corpus goes through the strict reader of the unit tests.
    const texts = CORPUS.filter(
      ({ kind }) => kind === 'option or shell' || kind === 'output or environment file',
    );
    const expected = readOpenMetrics(textOf('openmetrics', OUTCOME)).length;
    for (const [at, { text }] of texts.slice(0, 12).entries())
      expect(readBy(textOf('openmetrics', hostile(text)), `hostile-${at}`), text).toHaveLength(expected);
  });
});

describe.skipIf(influxd === null)('influxd', () => {
  let influx: Influx;
  beforeAll(async () => {
    influx = await startInflux(influxd ?? '');
  });
  afterAll(() => influx?.stop());

  it('takes every point of the export, and gives it back as it was', async () => {
    const lines = textOf('influx', OUTCOME);
    expect(await influx.write(lines)).toEqual({ status: 204, text: '' });
    for (const measurement of ['loadgate_run', 'loadgate_cell', 'loadgate_change', 'loadgate_figure']) {
      const points = readLineProtocol(lines).filter((point) => point.measurement === measurement);
      const series = await influx.ask(`SELECT * FROM "${measurement}" GROUP BY *`);
      expect(series.reduce((sum, { values }) => sum + values.length, 0)).toBe(points.length);
      for (const { tags = {}, columns, values } of series) {
        const known = Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== ''));
        const point = points.find((one) => JSON.stringify(one.tags) === JSON.stringify(known));
        const row = Object.fromEntries(columns.map((column, at) => [column, values[0]?.[at] ?? null]));
        for (const [field, value] of Object.entries(point?.fields ?? { missing: true }))
          expect(row[field], `${measurement} ${JSON.stringify(tags)} ${field}`).toBe(value);
      }
    }
  });

  it('refuses a point whose text is not escaped, so that taking one means something', async () => {
    const { status } = await influx.write(
      textOf('influx', OUTCOME).replace('verdict="regression"', 'verdict="re"gression"'),
    );
    expect(status).toBe(400);
  });

  it('takes as many points whatever the names are: the whole corpus', async () => {
    const refused: string[] = [];
    for (const { text } of CORPUS) {
      const { status } = await influx.write(textOf('influx', hostile(text)));
      if (status !== 204) refused.push(text.slice(0, 60));
    }
    expect(refused).toEqual([]);
    const names = await influx.ask('SHOW MEASUREMENTS');
    expect(names[0]?.values.flat().sort()).toEqual([
      'loadgate_cell',
      'loadgate_change',
      'loadgate_figure',
      'loadgate_run',
    ]);
    const keys = await influx.ask('SHOW TAG KEYS');
    expect([...new Set(keys.flatMap(({ values }) => values.flat()))].sort()).toEqual([
      'metric',
      'scenario',
      'side',
      'target',
    ]);
  });

  it('fills every panel and every variable of the dashboard', async () => {
    expect((await influx.write(textOf('influx', OUTCOME))).status).toBe(204);
    interface Dashboard {
      readonly panels: readonly {
        readonly title: string;
        readonly targets: readonly { readonly query: string }[];
      }[];
      readonly templating: {
        readonly list: readonly { readonly name: string; readonly type: string; readonly query: string }[];
      };
    }
    const path = new URL('../../../docs/grafana/loadgate.json', import.meta.url);
    const { panels, templating } = JSON.parse(readFileSync(path, 'utf8')) as Dashboard;
    // What Grafana puts into a query, as its documentation of variables has it.
    const values: Readonly<Record<string, string>> = {
      $timeFilter: "time >= '2026-01-01T00:00:00Z' AND time < '2026-02-01T00:00:00Z'",
      $__interval: '1h',
      ['$' + '{ref}']: 'main',
      ['$' + '{metric}']: 'throughput',
      ['$' + '{target:regex}']: '(flask|fresh)',
      ['$' + '{scenario:regex}']: '(json|text)',
    };
    const filled = (query: string): string =>
      Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), query);
    expect(panels).toHaveLength(4);
    for (const { title, targets } of panels) {
      for (const { query } of targets) {
        expect(filled(query)).not.toContain('$' + '{');
        const rows = (await influx.ask(filled(query))).flatMap((series) => series.values);
        expect(rows.length, title).toBeGreaterThan(0);
        expect(
          rows.every((row) => row.some((value, at) => at > 0 && value !== null)),
          title,
        ).toBe(true);
      }
    }
    const asked = templating.list.filter(({ type }) => type === 'query');
    expect(asked.map(({ name }) => name)).toEqual(['target', 'scenario', 'metric']);
    for (const { name, query } of asked)
      expect((await influx.ask(query)).flatMap((series) => series.values).length, name).toBeGreaterThan(1);
  });
});
