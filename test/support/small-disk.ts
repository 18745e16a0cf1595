/** A file system of a few hundred kilobytes: a disk that is full without filling the machine's. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** What is on it, but for what filled it. */
  files(): readonly string[];
  remove(): void;
}

const FILLER = 'filler';

/** @throws where this user may not mount anything */
export function mountSmallDisk(kilobytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'loadgate-test-disk-'));
  try {
    const options = `size=${kilobytes}k,mode=0777`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'loadgate-test', path], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  return {
    path,
    fill: () => {
      try {
        writeFileSync(join(path, FILLER), Buffer.alloc(kilobytes * 1024 * 2));
      } catch {
        // Full: what did fit stays.
      }
    },
    files: () => readdirSync(path).filter((name) => name !== FILLER),
    remove: () => {
      rmSync(join(path, FILLER), { force: true });
      execFileSync('umount', [path], { stdio: 'pipe' });
      rmdirSync(path);
    },
  };
}

/** Whether one can be mounted here. */
export const canMount = (): boolean => {
  try {
    mountSmallDisk(64).remove();
    return true;
  } catch {
    return false;
  }
};
