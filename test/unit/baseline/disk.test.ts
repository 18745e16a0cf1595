import { describe, expect, it } from 'vitest';
import { type Disk, writeAtomically } from '../../../src/baseline/disk.js';

/** A disk in memory; `fail` makes one of its operations fail. */
function fakeDisk(fail?: { readonly on: keyof Disk; readonly code: string }) {
  const files = new Map<string, string>([['/store/a.json', 'old']]);
  const guard = (operation: keyof Disk): void => {
    if (fail?.on === operation) throw Object.assign(new Error(`${fail.code}: no`), { code: fail.code });
  };
  const disk: Disk = {
    makeFolder: async () => guard('makeFolder'),
    write: async (path, text) => {
      files.set(path, text.slice(0, 1));
      guard('write');
      files.set(path, text);
    },
    rename: async (from, to) => {
      guard('rename');
      files.set(to, files.get(from) ?? '');
      files.delete(from);
    },
    remove: async (path) => {
      files.delete(path);
    },
  };
  return { disk, files };
}

describe('writeAtomically', () => {
  it('replaces the file and leaves nothing beside it', async () => {
    const { disk, files } = fakeDisk();
    await writeAtomically('/store/a.json', 'new', disk);
    expect([...files]).toEqual([['/store/a.json', 'new']]);
  });

  it.each([
    ['write', 'ENOSPC', 'disk-full'],
    ['write', 'EDQUOT', 'disk-full'],
    ['makeFolder', 'ENOSPC', 'disk-full'],
    ['rename', 'EACCES', 'baseline-write-failed'],
    ['write', 'EROFS', 'baseline-write-failed'],
  ] as const)('keeps the old file when %s fails with %s', async (on, code, expected) => {
    const { disk, files } = fakeDisk({ on, code });
    const failure = writeAtomically('/store/a.json', 'new', disk);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: expected });
    await expect(failure).rejects.toThrow('/store/a.json');
    expect([...files]).toEqual([['/store/a.json', 'old']]);
  });
});
