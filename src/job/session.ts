import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseRuntime, type RuntimeChoice } from '../runtime/choose.js';
import { allowedCores } from '../runtime/cores.js';
import { createSampler } from '../sampler/perf.js';
import { cleanUp, createCleanup } from '../system/cleanup.js';
import { systemClock } from '../system/clock.js';
import { endDescendants } from '../system/descendants.js';
import { exec } from '../system/exec.js';
import { type Interrupt, listenForInterrupt } from '../system/interrupt.js';
import type { Log } from '../system/log.js';
import { readMachine } from '../system/machine.js';
import { MAX_SEED } from '../system/random.js';
import { readSocketLimits } from '../system/socket-limits.js';
import { createStopwatch } from '../system/stopwatch.js';
import type { Watch } from './so-far.js';
import type { JobDeps } from './types.js';

export interface Session {
  readonly id: string;
  readonly deps: JobDeps;
  readonly interrupt: Interrupt;
}

/** Identifies a run: on labels of containers and networks, in names of temporary folders, in the record. */
export const newRunId = (): string => randomBytes(6).toString('hex');

/** A seed that nobody chose. */
export const newSeed = (): number => randomBytes(4).readUInt32BE() % (MAX_SEED + 1);

/** The bundles lie side by side in dist/. */
const bundle = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const keepingBeside = (logFolder: string, log: Log): Pick<JobDeps, 'keepLog' | 'keepProfile'> => {
  const keepLog = writingInto(logFolder, log);
  const keepProfile = writingInto(join(dirname(logFolder), 'profiles'), log);
  return {
    keepLog: (name, lines) =>
      keepLog(`${name}.log`, `${lines.join('\n')}\n`, `A log of ${lines.length} lines is kept whole`),
    keepProfile: (name, content) => keepProfile(name, content, 'A profile is kept'),
  };
};

/** Writes files. One that can't be written costs nothing but itself. */
const writingInto =
  (folder: string, log: Log) =>
  (name: string, content: string | Uint8Array, what: string): void => {
    const path = join(folder, name);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, content);
      log.info(`${what} in ${path}.`);
    } catch (error) {
      log.warning(`${path} could not be written: ${String(error)}`);
    }
  };

/**
 * Runs `body` with everything a job needs of the real world, and undoes whatever is left when it ends,
 * is cancelled or throws: containers, networks, temporary folders, child processes.
 */
export async function withSession<T>(
  options: {
    readonly id: string;
    readonly log: Log;
    readonly runtime: RuntimeChoice;
    readonly version: string;
    /** Where the logs of what failed are kept whole, beside the record; files of profiles lie in `profiles` beside it. Absent: nowhere. */
    readonly logFolder?: string;
    readonly watch?: Watch;
    /** Built images are kept on the engine, and taken from there (runtime/docker/kept-images.ts). */
    readonly keepsImages?: boolean;
  },
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const { id, log } = options;
  const interrupt = listenForInterrupt();
  const cleanup = createCleanup();
  const { logFolder, watch, keepsImages = false } = options;
  const deps: JobDeps = {
    ...(watch === undefined ? {} : { watch }),
    ...(logFolder === undefined ? {} : keepingBeside(logFolder, log)),
    chooseRuntime: (targets, allowHosts) =>
      chooseRuntime(
        options.runtime,
        { exec, clock: systemClock, runId: id, log, signal: interrupt.signal, allowHosts, keepsImages },
        targets,
      ),
    bundles: {
      load: bundle('./load.js'),
      upstream: bundle('./upstream.js'),
      reference: bundle('./reference.js'),
    },
    sampler: createSampler(exec),
    allowedCores: allowedCores(),
    socketLimits: readSocketLimits(),
    machine: readMachine(),
    version: options.version,
    clock: systemClock,
    log,
    cleanup,
    stopwatch: createStopwatch(systemClock),
    signal: interrupt.signal,
  };
  try {
    return await body({ id, deps, interrupt });
  } finally {
    await cleanUp(cleanup, log);
    await endDescendants(process.pid);
    interrupt.dispose();
  }
}
