import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileMemory } from '../../../src/job/bisect-state.js';
import { BISECT_SCHEMA, type BisectState } from '../../../src/model/bisect.js';
import { quiet } from '../../support/job.js';

const sha = (digit: string): string => digit.repeat(40);
const KEY = {
  version: '1.0.0',
  good: sha('a'),
  bad: sha('b'),
  asked: 'api/list',
  settings: 'c'.repeat(64),
  machine: 'this one',
};
const STATE: BisectState = {
  ...KEY,
  schema: BISECT_SCHEMA,
  whole: {
    ...{ cell: 'api/list', metric: 'throughput', values: [0.05, 0.06], threshold: 0.03 },
    ...{ good: 100, bad: 94, ratio: 0.94, interval: { low: 0.93, high: 0.95 } },
  },
  others: ['api/text'],
  answers: [
    { of: sha('1'), against: sha('a'), generations: 3, answer: { kind: 'values', values: [0.01, -0.01, 0] } },
    { of: sha('2'), against: sha('a'), generations: 3, answer: { kind: 'same' } },
    {
      ...{ of: sha('3'), against: sha('a'), generations: 3 },
      answer: { kind: 'unusable', code: 'build-failed', message: 'it does not build' },
    },
  ],
};

let dir: string;
let path: string;
const said: string[] = [];
const log = { ...quiet, warning: (text: string) => said.push(text), info: (text: string) => said.push(text) };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loadgate-bisect-state-'));
  path = join(dir, '.loadgate', 'bisect.json');
  said.length = 0;
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the state of a search', () => {
  it('comes back as it was written, in a folder that ignores itself', async () => {
    const memory = fileMemory(path, log);
    await memory.write(STATE);
    expect(await memory.read(KEY)).toEqual(STATE);
    expect(readFileSync(join(dir, '.loadgate', '.gitignore'), 'utf8')).toBe('*\n');
    await memory.forget();
    expect(await memory.read(KEY)).toBeNull();
    expect(said).toEqual([]);
  });

  it.each([
    ['range', { good: sha('d') }],
    ['end', { bad: sha('d') }],
    ['cell', { asked: null }],
    ['configuration', { settings: 'd'.repeat(64) }],
    ['version', { version: '1.0.1' }],
    ['machine', { machine: 'another one' }],
  ])('is not taken for another %s, out loud', async (_, other) => {
    const memory = fileMemory(path, log);
    await memory.write(STATE);
    expect(await memory.read({ ...KEY, ...other })).toBeNull();
    expect(said.join()).toContain('starts anew');
  });

  it.each([
    ['no JSON', '{'],
    ['no state', '{"schema":"loadgate.bisect/v1"}'],
    ['a value that is none', JSON.stringify(STATE).replace('[0.01,-0.01,0]', '["0.01"]')],
    ['an answer without values', JSON.stringify(STATE).replace('[0.01,-0.01,0]', '[]')],
    ['a commit that is none', JSON.stringify(STATE).replaceAll(sha('1'), 'HEAD')],
    ['something more', JSON.stringify({ ...STATE, more: 1 })],
    ['more than there may be', `${JSON.stringify(STATE)}${' '.repeat(4 * 2 ** 20)}`],
  ])('is refused with %s, out loud', async (_, text) => {
    await fileMemory(path, log).write(STATE);
    writeFileSync(path, text);
    expect(await fileMemory(path, log).read(KEY)).toBeNull();
    expect(said.join()).toContain('can be read');
  });
});
