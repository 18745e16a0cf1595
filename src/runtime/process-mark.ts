/**
 * Every process of a run has a mark in its environment, and so has all that it starts: none can get lost,
 * whatever group or session it has gone to. Linux only, from /proc.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type ProcessEntry, readProcess } from '../system/descendants.js';

/** The variable that holds the mark. */
export const MARK = 'LOADGATE_RUN';

/** The mark of one target of a run. */
export const instanceMark = (runId: string, number: number): string => `${runId}/${number}`;
/** How the marks of a run begin. */
export const runMark = (runId: string): string => `${runId}/`;

/** Living processes whose mark is this one, or begins with it where it ends in `/`. Never this process. */
export function markedProcesses(mark: string): readonly ProcessEntry[] {
  const entry = `${MARK}=${mark}`;
  const bears = (variable: string): boolean =>
    mark.endsWith('/') ? variable.startsWith(entry) : variable === entry;
  return processIds()
    .filter((pid) => pid !== process.pid && environmentOf(pid).some(bears))
    .flatMap((pid) => readProcess(pid) ?? [])
    .filter(({ state }) => state !== 'Z');
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Empty for other users' processes, which are not ours. */
function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
