import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportKeeper, recordKeeper } from '../../../src/action/teller.js';
import { type ExportOptions, exportRecord } from '../../../src/cli/export.js';
import { EXPORT_FORMATS } from '../../../src/export/files.js';
import type { RunRecord } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { readRecordFile } from '../../../src/record/read-file.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { keptLog } from '../../support/logs.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { judged, mixedRecord, textOf } from './builders.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-export-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function recordFile(record: RunRecord = mixedRecord(), name = 'record.json'): string {
  const path = join(folder, name);
  writeFileSync(path, serialiseRecord(record));
  return path;
}

/** What the command prints, and its log. */
async function exported(path: string, options: ExportOptions) {
  const log = keptLog();
  const printed: string[] = [];
  await exportRecord(path, options, log, (text) => printed.push(text));
  return { printed, lines: log.lines };
}

describe('loadgate export', () => {
  it('prints a record, judged again', async () => {
    const path = recordFile();
    const read = parseRecord(readFileSync(path, 'utf8'), path);
    const { printed, lines } = await exported(path, { format: 'csv' });
    expect(printed).toEqual([textOf('csv', judged(read))]);
    expect(lines).toEqual([]);
  });

  it('writes the files of a format into a folder, which is made', async () => {
    const out = join(folder, 'a', 'b');
    const { printed, lines } = await exported(recordFile(), { format: 'gab', out });
    expect(printed).toEqual([]);
    expect(readdirSync(out).sort()).toEqual(['gab-bigger.json', 'gab-smaller.json']);
    expect(lines).toHaveLength(2);
  });

  it('prints no two files one after the other', async () => {
    await expect(exported(recordFile(), { format: 'gab' })).rejects.toMatchObject({
      code: 'input-invalid',
      kind: 'usage',
      hint: expect.stringContaining('--out'),
    });
  });

  it('refuses what is no record, and a configuration that is named and not there', async () => {
    const path = join(folder, 'other.json');
    writeFileSync(path, '{}');
    await expect(exported(path, { format: 'csv' })).rejects.toMatchObject({ code: 'record-invalid' });
    await expect(exported(join(folder, 'none.json'), { format: 'csv' })).rejects.toMatchObject({
      code: 'record-file',
    });
    const options = { format: 'csv', config: 'none.yml' } as const;
    await expect(exported(recordFile(), options)).rejects.toMatchObject({ code: 'config-missing' });
  });

  it('judges by the configuration of the folder, and says if it is another one than the run had', async () => {
    const gate = 'gate: { slower: 50% }';
    const target = 'targets: { flask: { build: ., port: 80 } }';
    const scenario = 'scenarios: { json: { request: GET /json } }';
    writeFileSync(join(folder, 'loadgate.yml'), `${gate}\n${target}\n${scenario}\n`);
    const { printed, lines } = await exported(recordFile(), { format: 'influx' });
    expect(printed[0]).toMatch(
      /^loadgate_change,metric=throughput,scenario=json,target=flask .*threshold=0\.5,/m,
    );
    expect(lines).toEqual([expect.stringContaining('not the one of the run')]);
  });

  it('compares a run with stored figures with the record that is named, and says if none is', async () => {
    const solo = makeCell({ generations: makeGenerations({}, {}, { baseline: null }) });
    const path = recordFile(makeRecord({ baselineFigures: 'stored', cells: [solo] }));
    const other = makeRecord({ id: 'run-0002', baseline: null, baselineFigures: 'none', cells: [solo] });
    const alone = await exported(path, { format: 'influx' });
    expect(alone.lines).toEqual([expect.stringContaining('--baseline FILE')]);
    expect(alone.printed[0]).not.toContain('loadgate_change');
    const baseline = recordFile(other, 'base.json');
    const both = await exported(path, { format: 'influx', baseline });
    expect(both.lines).toEqual([]);
    expect(both.printed[0]).toContain('loadgate_change,metric=throughput');
  });
});

describe("the Action's exports", () => {
  it('are in a folder of their own, so that the record stays the only JSON file of its folder', async () => {
    mkdirSync(join(folder, 'run'));
    const outcome = judged(mixedRecord());
    const record = await recordKeeper(join(folder, 'run'))(outcome.record);
    const path = await exportKeeper(join(folder, 'run'), EXPORT_FORMATS)?.(outcome);
    expect(path).toBe(join(folder, 'run', 'exports'));
    expect(readdirSync(path ?? '').sort()).toEqual([
      'bmf.json',
      'gab-bigger.json',
      'gab-smaller.json',
      'influx.lp',
      'junit.xml',
      'loadgate.csv',
      'openmetrics.txt',
    ]);
    expect(await readRecordFile(join(folder, 'run'), 1e7)).toBe(readFileSync(record, 'utf8'));
  });

  it('are not written where no format is wanted', () => {
    expect(exportKeeper(folder, [])).toBeUndefined();
  });
});
