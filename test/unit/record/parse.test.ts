import { describe, expect, it } from 'vitest';
import { LoadgateError } from '../../../src/model/error.js';
import { parseRecord } from '../../../src/record/parse.js';
import { makeCapacity, makePlateau } from '../../support/capacities.js';
import { sampleRecord } from '../../support/sample-record.js';

function failure(text: string, maxBytes?: number): LoadgateError {
  try {
    parseRecord(text, 'records/x.json', maxBytes);
  } catch (error) {
    if (error instanceof LoadgateError) return error;
    throw error;
  }
  throw new Error('the record was accepted');
}

/** The sample with one member changed, by path. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const record = JSON.parse(JSON.stringify(sampleRecord())) as Record<string | number, unknown>;
  let holder = record;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  holder[path.at(-1) as string] = value;
  return JSON.stringify(record);
}

const many = (length: number, value: unknown) =>
  Object.fromEntries(Array.from({ length }, (_, at) => [`n${at}`, value]));

describe('parseRecord', () => {
  it('reads a record', () => {
    expect(parseRecord(JSON.stringify(sampleRecord()), 'test')).toEqual(sampleRecord());
  });

  it('accepts commits of SHA-256 repositories', () => {
    const text = changed(['candidate', 'sha'], 'b'.repeat(64));
    expect(parseRecord(text, 'test').candidate.sha).toHaveLength(64);
  });

  it.each([
    ['{"schema":"loadgate.record/v1","version":}', 'not JSON'],
    ['{"schema":"loadgate.record/v1"', 'not JSON'],
    [' \n', 'empty'],
  ])('says that %j is not JSON, and of which file', (text, what) => {
    const error = failure(text);
    expect(error).toMatchObject({ kind: 'machine', code: 'record-invalid' });
    expect(error.message).toContain(`The record records/x.json is ${what}`);
    expect(error.hint).not.toBe('');
  });

  it.each(['', '   ', 'null', '[]', '1', '"text"', '{}', '[[[[', '\u0000'])('refuses %j', (text) => {
    expect(failure(text).code).toBe('record-invalid');
  });

  it('refuses deep nesting without running out of stack', () => {
    expect(failure(`${'['.repeat(100_000)}${']'.repeat(100_000)}`).code).toBe('record-invalid');
  });

  it('checks the size before it parses', () => {
    const error = failure(`${' '.repeat(2000)}not JSON`, 1000);
    expect(error.code).toBe('record-invalid');
    expect(error.message).toContain('2008 bytes');
    expect(error.message).toContain('1000');
  });

  it('counts bytes, not characters', () => {
    expect(failure(`"${'ü'.repeat(600)}"`, 1000).message).toContain('1202 bytes');
  });

  it.each(['loadgate.record/v2', 'loadgate.record/v0', 'something else'])(
    'says which other schema it is: %s',
    (schema) => {
      const error = failure(changed(['schema'], schema));
      expect(error).toMatchObject({ kind: 'machine', code: 'record-version' });
      expect(error.message).toContain(schema);
      expect(error.message).toContain('loadgate.record/v1');
      expect(error.hint).toContain('version');
    },
  );

  const side = ['cells', 0, 'generations', 0, 'candidate'] as const;
  const counts = [...side, 'counts'] as const;
  const round = ['cells', 0, 'generations', 0, 'candidate', 'duet', 0] as const;
  const replicas = ['cells', 0, 'generations', 0, 'candidate', 'replicas'] as const;
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['a text for a number', ['durationMs'], '12', /durationMs: expected number/],
    ['a negative number', [...round, 'rps'], -1, /cells\[0\]\.generations\[0\]\.candidate\.duet\[0\]\.rps/],
    ['a fraction for a count', [...round, 'requests'], 1.5, /requests/],
    ['a missing member', ['machine', 'arch'], undefined, /machine\.arch/],
    ['an unknown key', ['surprise'], 1, /unknown keys "surprise"/],
    ['an unknown key deep inside', [...round, 'surprise'], 1, /duet\[0\] has unknown keys "surprise"/],
    ['a short sha', ['candidate', 'sha'], 'abc', /candidate\.sha/],
    ['a sha in capitals', ['candidate', 'sha'], 'A'.repeat(40), /candidate\.sha/],
    ['a name with markup', ['cells', 0, 'target'], '<img>', /cells\[0\]\.target/],
    ['a name that is a path', ['cells', 0, 'scenario'], '../x', /cells\[0\]\.scenario/],
    ['an unknown state', ['cells', 0, 'state'], 'fine', /cells\[0\]\.state/],
    ['invalid without a reason', ['cells', 0, 'state'], 'invalid', /cells\[0\]\.invalid: expected a reason/],
    ['a date that is none', ['startedAt'], 'yesterday', /startedAt/],
    ['a stage named like markup', ['timing', '<b>'], 1, /timing/],
    ['a service named like a host', [...counts, 'services'], { 'www.db': {} }, /counts\.services/],
    ['a count named like markup', [...counts, 'services'], { db: { '<b>': 1 } }, /counts\.services\.db/],
    ['a negative capacity', [...side, 'capacity'], { ...makeCapacity(9), level: -1 }, /capacity\.level/],
    [
      'a capacity of nothing known',
      [...side, 'capacity'],
      { ...makeCapacity(9), of: 'users' },
      /capacity\.of/,
    ],
    [
      'more plateaus than a search has',
      [...side, 'capacity'],
      { ...makeCapacity(9), plateaus: Array(201).fill(makePlateau(9, null)) },
      /capacity\.plateaus/,
    ],
    ['a negative count', [...counts, 'services'], { db: { queries: -1 } }, /services\.db\.queries/],
    ['a count that is a text', [...counts, 'services'], { db: { queries: '1' } }, /services\.db\.queries/],
    ['more services than there are', [...counts, 'services'], many(9, {}), /at most 8 services/],
    ['more counts than there are', [...counts, 'services'], { db: many(17, 1) }, /at most 16 counts/],
    ['an unsteady count of nothing', [...counts, 'unsteady'], ['queries'], /counts\.unsteady\[0\]/],
    [
      'one replica',
      replicas,
      { kind: 'requests', requests: [1] },
      /requests: expected two replicas at least/,
    ],
    ['17 replicas', replicas, { kind: 'requests', requests: Array(17).fill(1) }, /replicas\.requests/],
    ['a negative share', replicas, { kind: 'requests', requests: [1, -1] }, /requests\[1\]/],
    ['uneven lists', replicas, { kind: 'bytes', received: [1, 1], sent: [1, 1, 1] }, /as many replicas as/],
    ['shares of nothing known', replicas, { kind: 'luck', requests: [1, 1] }, /replicas/],
    ['a long label', ['candidate', 'label'], 'x'.repeat(256), /candidate\.label/],
  ])('refuses %s and says where', (_what, path, value, message) => {
    const error = failure(changed(path, value));
    expect(error.code).toBe('record-invalid');
    expect(error.message).toMatch(message);
  });

  it('refuses numbers that are not finite', () => {
    const text = JSON.stringify(sampleRecord()).replace('"durationMs":552000', '"durationMs":1e999');
    expect(failure(text).message).toMatch(/durationMs/);
  });

  it('refuses a key named __proto__', () => {
    const text = JSON.stringify(sampleRecord()).replace('{', '{"__proto__":{"polluted":true},');
    expect(failure(text).message).toContain('__proto__');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('refuses the same cell twice', () => {
    const { cells } = sampleRecord();
    expect(failure(JSON.stringify(sampleRecord({ cells: [...cells, ...cells] }))).message).toMatch(
      /cells: expected each cell once/,
    );
  });

  it.each([
    ['too many lines', Array.from({ length: 41 }, () => 'x')],
    ['a line too long', ['x'.repeat(501)]],
  ])('refuses a log of %s', (_what, log) => {
    const problem = { kind: 'usage', code: 'x', message: '', hint: '', log, location: null };
    expect(failure(changed(['problems'], [problem])).message).toMatch(/problems\[0\]\.log/);
  });

  it('names a few wrong places and counts the others', () => {
    const error = failure('{"schema":"loadgate.record/v1"}');
    expect(error.message).toMatch(/version: .*; and \d+ more/);
  });
});
