import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordKeeper, reportKeeper } from '../../../src/action/teller.js';
import { reportRecord } from '../../../src/cli/report.js';
import { readRecordFile } from '../../../src/record/read-file.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { readReport } from '../../support/html.js';
import { keptLog } from '../../support/logs.js';
import { judged, mixedRecord } from '../export/builders.js';
import { makeContext } from '../report/builders.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-report-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  writeFileSync(join(folder, 'record.json'), serialiseRecord(mixedRecord()));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('loadgate report', () => {
  it('writes one file, into a folder that it makes, and says where', async () => {
    const log = keptLog();
    const output = join(folder, 'out', 'report.html');
    await reportRecord(join(folder, 'record.json'), { output }, log);
    const { text } = readReport(readFileSync(output, 'utf8'));
    expect(log.lines).toEqual([`info: wrote ${output}`]);
    expect(text).toContain('flask · json');
    expect(text).toContain('loadgate run --base e4f5a6b7c8d9 --seed 20260102');
  });

  it('judges by the configuration of the folder', async () => {
    const target = 'targets: { flask: { build: ., port: 80 } }';
    const scenario = 'scenarios: { json: { request: GET /json } }';
    writeFileSync(join(folder, 'loadgate.yml'), `gate: { slower: 50% }\n${target}\n${scenario}\n`);
    const log = keptLog();
    const output = join(folder, 'report.html');
    await reportRecord(folder, { output, config: 'loadgate.yml' }, log);
    expect(log.lines).toEqual([expect.stringContaining('not the one of the run'), `info: wrote ${output}`]);
    expect(readReport(readFileSync(output, 'utf8')).body).not.toContain('pill bad">slower');
  });

  it('refuses what is no record', async () => {
    writeFileSync(join(folder, 'other.json'), '{}');
    const options = { output: join(folder, 'report.html') };
    await expect(reportRecord(join(folder, 'other.json'), options, keptLog())).rejects.toMatchObject({
      code: 'record-invalid',
    });
  });
});

describe("the Action's report", () => {
  it('is beside the record, which stays the only JSON file of its folder', async () => {
    const run = join(folder, 'run');
    const outcome = judged(mixedRecord());
    const record = await recordKeeper(run)(outcome.record);
    const path = await reportKeeper(run)(outcome, makeContext());
    expect(path).toBe(join(run, 'report.html'));
    expect(await readRecordFile(run, 1e7)).toBe(readFileSync(record, 'utf8'));
    const page = readReport(readFileSync(path, 'utf8'));
    expect(page.links).toContain('https://github.com/acme/shop/actions/runs/4711');
  });
});
