import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../../../src/action/inputs.js';
import { sharedSeed } from '../../../../src/action/measure/shard.js';
import { readMergeInputs } from '../../../../src/action/merge/inputs.js';

interface ActionYml {
  readonly inputs: Record<string, { description: string; default?: unknown; required?: boolean }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: Record<string, string>;
}

const read = (path: string) =>
  parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')) as ActionYml;
const action = read('merge/action.yml');
const main = read('action.yml');

/** What only a job that measures has. */
const MEASURING = ['build', 'command', 'port', 'requests', 'shard', 'workflow'];
/** What only a merge has. */
const MERGING = ['records', 'confirm'];

describe('merge/action.yml', () => {
  it('has the inputs of the main Action, but for those of measuring, and the records', () => {
    const shared = Object.keys(main.inputs).filter((name) => !MEASURING.includes(name));
    const [records, confirm, ...others] = Object.keys(action.inputs);
    expect([records, confirm]).toEqual(MERGING);
    expect(others.sort()).toEqual(shared.sort());
    for (const name of shared) expect(action.inputs[name]?.default, name).toEqual(main.inputs[name]?.default);
  });

  it('has the outputs of the main Action but for the plan', () => {
    const { shards: _, ...outputs } = main.outputs;
    expect(action.outputs).toEqual(outputs);
  });

  it('describes everything, requires the records alone, and runs one bundle on Node.js 24', () => {
    for (const [name, entry] of Object.entries({ ...action.inputs, ...action.outputs }))
      expect(entry.description, name).toMatch(/\S{2,}.*\.$/s);
    const required = Object.entries(action.inputs).filter(([, input]) => input.required);
    expect(required.map(([name]) => name)).toEqual(['records']);
    expect(action.runs).toEqual({ using: 'node24', main: '../dist/merge.js' });
  });
});

describe('the input records', () => {
  it('is required', () => {
    expect(() => readMergeInputs(() => '')).toThrow(/"records": nothing is given/);
    expect(readMergeInputs((name) => (name === 'records' ? 'folder' : '')).records).toBe('folder');
  });
});

describe('the input confirm', () => {
  it('is off unless it is asked for', () => {
    const of = (confirm: string) =>
      readMergeInputs((name) => (name === 'confirm' ? confirm : name === 'records' ? 'folder' : '')).confirm;
    expect([of(''), of('false'), of('true')]).toEqual([false, false, true]);
    expect(() => of('perhaps')).toThrow(/"confirm"/);
  });
});

describe('the input shard', () => {
  const of = (shard: string) => readInputs((name) => (name === 'shard' ? shard : '')).shard;

  it('is a part, the plan, or nothing', () => {
    expect([of(''), of('plan'), of('2/4'), of('256/256')]).toEqual([
      null,
      'plan',
      { index: 2, of: 4 },
      { index: 256, of: 256 },
    ]);
  });

  it.each(['5/4', '0/4', '1/257', '2', '2/4/8', '02/4', '1/1e2', 'all', '[]'])('is not %s', (shard) => {
    expect(() => of(shard)).toThrow(/input "shard": .* is no shard/);
  });
});

describe('sharedSeed', () => {
  it('is that of a workflow run and commit, whatever the attempt', () => {
    const place = { runId: 17, sha: 'a'.repeat(40) };
    expect(sharedSeed(place)).toBe(sharedSeed({ ...place }));
    expect(sharedSeed(place)).not.toBe(sharedSeed({ ...place, runId: 18 }));
    expect(sharedSeed(place)).not.toBe(sharedSeed({ ...place, sha: 'b'.repeat(40) }));
    expect(sharedSeed(place)).toBeLessThan(2 ** 32);
  });
});
