import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { setOutputs } from '../../../src/action/teller.js';
import type { Comparison, GateResult } from '../../../src/model/comparison.js';
import { tell } from '../../../src/tell/tell.js';
import type { Posted } from '../../../src/tell/teller.js';
import { keptLog } from '../../support/logs.js';
import { makeRecord } from '../../support/records.js';
import { parseFileCommand } from '../../support/runner-commands.js';
import { makeContext } from '../report/builders.js';

const comparison: Comparison = {
  cells: [
    {
      target: 'flask',
      scenario: 'json',
      verdict: 'invalid',
      decidedBy: null,
      reason: { code: 'recorded', text: 'the image did not build' },
      metrics: [],
      baselineRps: null,
      candidateRps: null,
    },
  ],
  counts: {
    regression: 0,
    improvement: 0,
    'no-change': 0,
    inconclusive: 0,
    invalid: 1,
    new: 0,
    unchanged: 0,
  },
  verdict: 'invalid',
  advisory: false,
};
const gate: GateResult = { exitCode: 2, passed: false, reason: 'Nothing could be measured.' };
const outcome = { record: makeRecord({ cells: [] }), comparison, gate };

/** Tells the outputs alone, with a comment that came to be `posted`. */
const writeOutputs = (posted: Posted, set?: (name: string, value: string) => void) =>
  tell(
    outcome,
    makeContext(),
    { failOnRegression: true, stored: 0 },
    {
      log: keptLog(),
      keepRecord: async () => '/tmp/record.json',
      comment: async () => posted,
      outputs: (outputs) => setOutputs(outputs, set),
    },
  );
const refused: Posted = { status: 'refused', url: null, why: 'no' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-outputs-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the outputs', () => {
  // `shards` is told where a run is planned, and nothing is measured yet (src/action/measure/shard.ts).
  const PLANNED = ['shards'];

  it('writes the outputs of action.yml, in their order', async () => {
    const text = readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8');
    const action = parse(text) as { outputs: Record<string, { description: string }> };
    const names: string[] = [];
    await writeOutputs(refused, (name) => names.push(name));
    expect(names).toEqual(Object.keys(action.outputs).filter((name) => !PLANNED.includes(name)));
  });

  it('writes text as it is, nothing as empty text, and the rest as JSON', async () => {
    const written = new Map<string, string>();
    await writeOutputs(refused, (name, value) => written.set(name, value));
    expect(Object.fromEntries(written)).toMatchObject({
      verdict: 'invalid',
      passed: 'false',
      invalid: '1',
      record: '/tmp/record.json',
      'comment-url': '',
      'comment-status': 'refused',
    });
    expect(JSON.parse(written.get('cells') ?? '')).toMatchObject([{ target: 'flask', scenario: 'json' }]);
    expect(written.get('summary-line')).toMatch(/^loadgate: \S/);
  });

  it('adds no outputs of its own where a value looks like the format of the file', async () => {
    const file = join(folder, 'output');
    writeFileSync(file, '');
    vi.stubEnv('GITHUB_OUTPUT', file);
    const nasty = 'one\nverdict=no-change\nEOF\nrecord<<EOF\n/etc/passwd\nEOF';
    await writeOutputs({ ...refused, url: nasty });
    expect(parseFileCommand(readFileSync(file, 'utf8'))).toMatchObject({
      verdict: 'invalid',
      record: '/tmp/record.json',
      'comment-url': nasty,
    });
  });
});
