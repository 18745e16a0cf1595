import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRecordFile, readRecordFiles } from '../../../src/record/read-file.js';
import { makePipe } from '../../support/pipe.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-test-read-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const refusal = (path: string, max = 100) =>
  readRecordFile(path, max).then(
    () => 'it was read',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

/** Watches every read of every file handle. */
async function watchReads() {
  writeFileSync(at('other.txt'), '');
  const handle = await open(at('other.txt'));
  const read = vi.spyOn(Object.getPrototypeOf(handle) as { read: (...args: unknown[]) => unknown }, 'read');
  await handle.close();
  return read;
}

describe('readRecordFile', () => {
  it('reads a file, and the only .json of a folder whatever lies beside it', async () => {
    writeFileSync(at('record.json'), '{"größe":1}');
    writeFileSync(at('notes.txt'), 'x');
    expect(await readRecordFile(at('record.json'), 100)).toBe('{"größe":1}');
    expect(await readRecordFile(folder, 100)).toBe('{"größe":1}');
  });

  it('takes a file of the largest size, and refuses one byte more without reading any', async () => {
    const read = await watchReads();
    writeFileSync(at('record.json'), 'x'.repeat(100));
    expect(await readRecordFile(folder, 100)).toHaveLength(100);
    expect(read).toHaveBeenCalled();
    read.mockClear();
    for (const size of [101, 200_000_000]) {
      truncateSync(at('record.json'), size);
      expect(await refusal(folder)).toMatch(`it is ${size} bytes long, and at most 100 are read`);
    }
    expect(read).not.toHaveBeenCalled();
  });

  it('does not read on in a file that grows under its hands', async () => {
    const read = await watchReads();
    writeFileSync(at('record.json'), 'x'.repeat(50));
    read.mockImplementationOnce(async () => {
      writeFileSync(at('record.json'), 'x'.repeat(99));
      return { bytesRead: 51 };
    });
    expect(await refusal(folder)).toMatch('it grew while it was read');
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['a symbolic link to a file', (path) => symlinkSync('/etc/hostname', path), /symbolic link/],
    ['a symbolic link to nothing', (path) => symlinkSync('/nowhere', path), /symbolic link/],
    ['a pipe that nobody writes to', makePipe, /no plain file/],
    ['a folder', (path) => mkdirSync(path), /no plain file/],
    ['bytes that are no text', (path) => writeFileSync(path, Buffer.from([0xc3, 0x28])), /no UTF-8/],
  ])('refuses %s', async (_what, make, why) => {
    make(at('record.json'));
    expect(await refusal(folder)).toMatch(why);
  });

  it.each<[string, () => string, RegExp]>([
    ['nothing', () => at('missing'), /it is not there/],
    ['a path through a file', () => join(at('other.txt'), 'x'), /no folder/],
    ['a name with a NUL', () => at('re\0cord.json'), /NUL/],
    ['an empty folder', () => folder, /no \.json files, and must hold one/],
    ['a device', () => '/dev/zero', /no plain file/],
  ])('refuses %s', async (_what, path, why) => {
    if (path() !== folder) writeFileSync(at('other.txt'), '');
    expect(await refusal(path())).toMatch(why);
  });

  it('refuses a link that the step names, two records, and a folder of thousands', async () => {
    mkdirSync(at('real'));
    writeFileSync(join(at('real'), 'a.json'), '{}');
    symlinkSync(at('real'), at('link'));
    expect(await refusal(at('link'))).toMatch(/symbolic link/);
    writeFileSync(join(at('real'), 'b.json'), '{}');
    expect(await refusal(at('real'))).toMatch(/2 \.json files/);
    for (let index = 0; index < 1001; index++) writeFileSync(at(`x${index}`), '');
    expect(await refusal(folder)).toMatch(/more than 1000 files/);
  });
});

/** Bytes of one file. */
const MAX = 100;

describe('readRecordFiles', () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = (path = folder, most = 5) => readRecordFiles(path, MAX, most);
  const refusalOf = (path?: string, most?: number) =>
    read(path, most).then(
      () => 'it was read',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );

  it('reads a file, the files of a folder, or those of the folders in it, by their names', async () => {
    write('one/record.json', '1');
    write('two/record.json', '2');
    expect(await read()).toEqual(['1', '2']);
    write('two/exports/deeper.json', '9');
    expect(await read()).toEqual(['1', '2']);
    write('b.json', 'b');
    write('a.json', 'a');
    expect(await read()).toEqual(['a', 'b']);
    expect(await read(join(folder, 'one', 'record.json'))).toEqual(['1']);
  });

  it('follows no link, and reads no more files and bytes than it may', async () => {
    write('real/record.json', '1');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(await read()).toEqual(['1']);
    expect(await refusalOf(join(folder, 'link'))).toMatch(/record-file: .*symbolic link/);
    symlinkSync(join(folder, 'real', 'record.json'), join(folder, 'real', 'x.json'));
    expect(await refusalOf()).toMatch(/record-file: .*symbolic link/);
    rmSync(join(folder, 'real', 'x.json'));
    expect(await refusalOf(folder, 0)).toMatch(/record-file: .*at most 0 are read/);
    for (let at = 0; at < 5; at++) write(`more${at}/record.json`, 'x'.repeat(MAX));
    expect(await refusalOf(folder, 9)).toMatch(/record-file: .*bytes together/);
  });

  it('refuses a folder without any', async () => {
    expect(await refusalOf()).toMatch(/record-file: .*no \.json files/);
  });
});
