/** The engine itself, ended and started again, where nobody else uses it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { processIds } from '../../src/system/proc.js';
import { ROOT } from './action-run.js';
import { docker } from './docker.js';

export interface RealEngine {
  /** Ends it by SIGTERM, as an init system does, and its containers with it; it is gone when this resolves. */
  end(): Promise<void>;
  /** Starts it by scripts/docker-engine.sh; it answers when this resolves. */
  start(): Promise<void>;
}

/** A dockerd stops its containers before it ends, which takes it 15 s at most. */
const END_TRIES = 600;
const END_PAUSE_MS = 100;

/**
 * @param which path of its pid file, or its process id
 * @param options what it was started with: given to the script
 * @throws where it is no dockerd, or containers run on it: they would be killed
 */
export async function realEngine(which: string, options: readonly string[]): Promise<RealEngine> {
  const isId = /^\d+$/.test(which);
  const first = isId ? Number(which) : pidIn(which);
  const command = commandOf(first);
  if (basename(command.split('\0')[0] ?? '') !== 'dockerd') throw new Error(`process ${first} is no dockerd`);
  const others = (await docker(['ps', '--quiet'])).trim();
  if (others !== '') throw new Error(`containers run on this engine: ${others.replaceAll('\n', ', ')}`);
  // With a pid file its next process is known too; else it is the one with the same command line.
  const current = () => (isId ? idOf(command) : pidIn(which));
  return {
    end: async () => {
      const pid = current();
      if (pid === null || commandOf(pid) !== command) throw new Error('the engine is not there');
      process.kill(pid, 'SIGTERM');
      for (let tries = 0; commandOf(pid) === command; tries++) {
        if (tries === END_TRIES) throw new Error(`the engine (process ${pid}) does not end`);
        await sleep(END_PAUSE_MS);
      }
    },
    start: async () => {
      await promisify(execFile)(join(ROOT, 'scripts/docker-engine.sh'), [...options]);
    },
  };
}

const pidIn = (file: string): number => Number.parseInt(readFileSync(file, 'utf8'), 10);

const idOf = (command: string): number | null =>
  processIds().find((pid) => commandOf(pid) === command) ?? null;

/** Empty: it has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
