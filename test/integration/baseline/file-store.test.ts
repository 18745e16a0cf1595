import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStore } from '../../../src/baseline/file-store.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { sampleRecord } from '../../support/sample-record.js';

let box: Sandbox;
beforeEach(async () => {
  box = await createSandbox();
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

const sha = (digit: string): string => digit.repeat(40);
const of = (digit: string, changes: Parameters<typeof sampleRecord>[0] = {}) =>
  sampleRecord({ candidate: { sha: sha(digit), label: 'main' }, ...changes });
const LATER = '2030-01-01T00:00:00.000Z';

describe.each([
  ['a folder', 'new folder/records'],
  ['one file', 'new folder/ü records.json'],
])('records in %s', (_what, name) => {
  const open = () => fileStore(join(box.dir, name));

  it('is empty before it is there', async () => {
    expect(await open().list()).toEqual([]);
    expect(await open().get(sha('a'))).toBeNull();
    expect(await open().find([sha('a')])).toBeNull();
  });

  it('keeps records and finds the nearest', async () => {
    expect(await open().put(of('b'))).toMatchObject({ stored: true });
    expect(await open().put(of('a'))).toMatchObject({ stored: true });
    expect(await open().list()).toEqual([sha('a'), sha('b')]);
    expect(await open().get(sha('a'))).toEqual(of('a'));
    expect((await open().find([sha('c'), sha('b'), sha('a')]))?.candidate.sha).toBe(sha('b'));
    expect(await open().find([sha('c')])).toBeNull();
    expect(await open().find([])).toBeNull();
  });

  it('has the newer record of a commit that was measured again, whatever the order', async () => {
    await open().put(of('a', { id: 'first' }));
    await open().put(of('a', { id: 'second', startedAt: LATER }));
    expect((await open().get(sha('a')))?.id).toBe('second');
    expect(await open().put(of('a', { id: 'late' }))).toMatchObject({ stored: false });
    expect((await open().get(sha('a')))?.id).toBe('second');
    expect(await open().list()).toEqual([sha('a')]);
  });

  it('leaves no temporary file', async () => {
    await open().put(of('a'));
    const all = await readdir(box.dir, { recursive: true });
    expect(all.filter((path) => path.includes('.tmp'))).toEqual([]);
  });
});

describe('a folder', () => {
  const dir = () => join(box.dir, 'records');

  it('leaves other files alone', async () => {
    await box.write(dir(), { 'notes.txt': 'x', 'short.json': '{', [`${sha('A')}.json`]: '{' });
    await fileStore(dir()).put(of('a'));
    expect(await fileStore(dir()).list()).toEqual([sha('a')]);
    expect(await readFile(join(dir(), 'notes.txt'), 'utf8')).toBe('x');
  });

  it('stops at a record that can not be read, and names it', async () => {
    await box.write(dir(), { [`${sha('a')}.json`]: '{"schema":' });
    const failure = fileStore(dir()).find([sha('b'), sha('a')]);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-corrupt' });
    await expect(failure).rejects.toThrow(sha('a'));
    expect(await fileStore(dir()).find([sha('b')])).toBeNull();
  });

  it('stops at a record of another commit than its name says', async () => {
    await box.write(dir(), { [`${sha('a')}.json`]: JSON.stringify(of('b')) });
    await expect(fileStore(dir()).get(sha('a'))).rejects.toMatchObject({ code: 'baseline-corrupt' });
  });

  it('stops at a record of another version', async () => {
    const other = JSON.stringify({ ...of('a'), schema: 'loadgate.record/v9' });
    await box.write(dir(), { [`${sha('a')}.json`]: other });
    await expect(fileStore(dir()).get(sha('a'))).rejects.toMatchObject({ code: 'record-version' });
  });

  it('replaces a record that can not be read by a good one', async () => {
    await box.write(dir(), { [`${sha('a')}.json`]: 'broken' });
    expect(await fileStore(dir()).put(of('a'))).toMatchObject({ stored: true });
    expect(await fileStore(dir()).get(sha('a'))).toEqual(of('a'));
  });

  it('takes what is not a file for an error, not for absent', async () => {
    await mkdir(join(dir(), `${sha('a')}.json`), { recursive: true });
    await expect(fileStore(dir()).get(sha('a'))).rejects.toMatchObject({ code: 'baseline-fetch-failed' });
    await box.write(box.dir, { plain: 'x' });
    await expect(fileStore(join(box.dir, 'plain', 'below')).list()).rejects.toMatchObject({
      code: 'baseline-fetch-failed',
    });
  });
});

describe('one file', () => {
  const path = () => join(box.dir, 'pinned.json');

  it('may be a single record, as a run writes it', async () => {
    await box.write(box.dir, { 'pinned.json': JSON.stringify(of('a')) });
    expect(await fileStore(path()).get(sha('a'))).toEqual(of('a'));
    await fileStore(path()).put(of('b'));
    expect(await fileStore(path()).list()).toEqual([sha('a'), sha('b')]);
  });

  it.each([
    ['broken JSON', '[{', /not JSON/],
    ['something else', '"x"', /not of the shape/],
    ['a list with something else', '[{}]', /1 in .*pinned\.json/],
    ['two records of one commit', JSON.stringify([of('a'), of('a', { startedAt: LATER })]), /two records/],
  ])('stops at %s', async (_what, text, message) => {
    await box.write(box.dir, { 'pinned.json': text });
    const store = fileStore(path());
    for (const action of [() => store.list(), () => store.put(of('b'))]) {
      await expect(action()).rejects.toMatchObject({ kind: 'machine', code: 'baseline-corrupt' });
      await expect(action()).rejects.toThrow(message);
    }
    expect(await readFile(path(), 'utf8')).toBe(text);
  });
});
