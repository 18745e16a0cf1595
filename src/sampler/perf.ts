import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { LoadgateError } from '../model/error.js';
import { type StackSample, stackSamples } from '../profile/perf-data.js';
import { PerfScriptReader } from '../profile/perf-script.js';
import { pythonSample } from '../profile/python.js';
import type { Sample } from '../profile/sample.js';
import type { Exec, ExecResult } from '../system/exec.js';
import { isPython, mapsOf, waitsBetween, waitsOf } from './processes.js';
import { NotSampled, type SampledProcesses, type Sampler, type Sampling } from './sampler.js';
import { profilesItself, readSelfSampled, v8Now } from './v8.js';

/** Samples a second of each CPU. Not a round number: no timer of a service's own goes at its pace. */
const FRAMES_HZ = 1999;
/** Where stacks are copied, which are as large as all that is written of a sample otherwise a hundred times. */
const STACKS_HZ = 997;
const LEAST_HZ = 97;
/** Of a thread's stack, from its top: some 50 Python functions that call one another. */
const STACK_BYTES = 24 * 1024;
const MAX_FRAMES = 64;
/** Of one recording. */
const MAX_DATA = '400M';
const START_MS = 15_000;
const READ_MS = 60_000;

/** How a process is sampled. `frames`: by frame pointers, with names from perf. `stacks`: the stack is copied. */
type Way = 'frames' | 'stacks';

/**
 * Samples with `perf record -e cpu-clock`, which needs no counters of the CPU. perf runs on this machine, and looks into
 * the processes of a container from outside. Node.js samples itself (./v8-module.ts).
 */
export const createSampler = (exec: Exec): Sampler => ({
  start: async (what, signal) => {
    const seen = [...what.processes].filter((pid) => !profilesItself(pid));
    const python = seen.filter(isPython);
    const others = seen.filter((pid) => !python.includes(pid));
    const folder = await mkdtemp(join(tmpdir(), 'loadgate-profile-'));
    const recordings: Recording[] = [];
    const end = async (): Promise<void> => {
      await Promise.allSettled(recordings.map((one) => one.end()));
      await rm(folder, { recursive: true, force: true });
    };
    try {
      for (const [way, processes] of [['frames', others] as const, ['stacks', python] as const]) {
        if (processes.length === 0) continue;
        recordings.push(await record(exec, { way, processes, folder, cpus: what.cpus }, signal));
      }
      return toSampling(exec, recordings, what, end, signal);
    } catch (error) {
      await end();
      throw error;
    }
  },
});

function toSampling(
  exec: Exec,
  recordings: readonly Recording[],
  what: SampledProcesses,
  end: () => Promise<void>,
  signal: AbortSignal,
): Sampling {
  const before = waitsOf(what.processes);
  const from = v8Now();
  return {
    stop: async (processes) => {
      try {
        const waits = waitsBetween(before, waitsOf(processes));
        for (const one of recordings) requireEnded(await one.end());
        const known = new Set([...what.processes, ...processes]);
        const parts = [await readSelfSampled(known, from, signal)];
        for (const { way, file } of recordings)
          parts.push(
            way === 'frames'
              ? await readFrames(exec, file, what.goModule, signal)
              : await readStacks(file, known),
          );
        return { samples: parts.flat(), waits };
      } finally {
        await end();
      }
    },
    cancel: end,
  };
}

interface Recording {
  readonly way: Way;
  readonly file: string;
  /** Idempotent. */
  end(): Promise<ExecResult>;
}

interface Recorded {
  readonly way: Way;
  readonly processes: readonly number[];
  readonly folder: string;
  readonly cpus: number;
}

/** What perf runs for as long as it samples: says that sampling has begun, and ends with our end of its input. */
const UNTIL_TOLD = ['sh', '-c', 'echo sampling; exec cat'];

async function record(exec: Exec, what: Recorded, signal: AbortSignal): Promise<Recording> {
  const { way, folder } = what;
  const file = join(folder, `${way}.data`);
  const input = new PassThrough();
  const ended = withEnd(input, signal, (onBegin) =>
    exec(recordArgv(what, file), {
      input,
      signal,
      onLine: (line) => {
        if (line === 'sampling') onBegin();
      },
    }),
  );
  const late = AbortSignal.timeout(START_MS);
  const begun = await Promise.race([
    ended.begun.then(() => null),
    ended.result,
    new Promise<'late'>((resolve) => late.addEventListener('abort', () => resolve('late'), { once: true })),
  ]).catch((error: unknown) => {
    signal.throwIfAborted();
    throw missing(error);
  });
  if (begun === null) return { way, file, end: ended.end };
  if (begun === 'late') await ended.end();
  throw begun === 'late' ? failed(`it did not start within ${START_MS / 1000} s`) : refused(begun);
}

/** A program that runs until its input ends. */
function withEnd(
  input: PassThrough,
  signal: AbortSignal,
  run: (onBegin: () => void) => Promise<ExecResult>,
): { begun: Promise<void>; result: Promise<ExecResult>; end: () => Promise<ExecResult> } {
  let onBegin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    onBegin = resolve;
  });
  const result = run(() => onBegin());
  result.catch(() => {}); // Whoever ends it looks at it.
  const close = (): void => void input.end();
  signal.addEventListener('abort', close, { once: true });
  return {
    begun,
    result,
    end: async () => {
      signal.removeEventListener('abort', close);
      close();
      return result;
    },
  };
}

function recordArgv({ way, processes, cpus }: Recorded, file: string): readonly string[] {
  const hz = Math.max(LEAST_HZ, Math.floor((way === 'frames' ? FRAMES_HZ : STACKS_HZ) / Math.max(1, cpus)));
  return [
    ...['perf', 'record', '--quiet', '--output', file, `--max-size=${MAX_DATA}`],
    ...['--event', 'cpu-clock', '--freq', String(hz)],
    ...['--call-graph', way === 'frames' ? 'fp' : `dwarf,${STACK_BYTES}`],
    // What it keeps of binaries would be left in the home folder.
    ...['--no-buildid', '--no-buildid-cache'],
    ...['--pid', processes.join(','), '--', ...UNTIL_TOLD],
  ];
}

/** Reads a recording with perf, which finds the names in the files of the container, and in its perf maps. */
async function readFrames(
  exec: Exec,
  file: string,
  goModule: string | null,
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const reader = new PerfScriptReader(goModule);
  const argv = [
    // --force: a perf map belongs to the user of the container, and not to ours.
    ...['perf', 'script', '--force', '--input', file, '--no-inline', `--max-stack=${MAX_FRAMES}`],
    ...['--fields', 'tid,period,ip,sym,dso'],
  ];
  const result = await exec(argv, {
    timeoutMs: READ_MS,
    signal,
    keepsStdout: false,
    onLine: (line, stream) => {
      if (stream === 'stdout') reader.line(line);
    },
  });
  requireEnded(result);
  return reader.end();
}

async function readStacks(file: string, processes: ReadonlySet<number>): Promise<readonly Sample[]> {
  const maps = await mapsOf(processes);
  const all = [...maps.values()];
  const mapsFor = (pid: number) => {
    const own = maps.get(pid);
    return own === undefined ? all : [own, ...all.filter((one) => one !== own)];
  };
  return read(await readFile(file)).map((sample) => pythonSample(sample, mapsFor(sample.pid)));
}

function read(file: Buffer): readonly StackSample[] {
  try {
    return stackSamples(file);
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error), error);
  }
}

function requireEnded(result: ExecResult): void {
  if (result.exitCode !== 0) throw refused(result);
}

const DENIED = /permission|not permitted|perf_event_paranoid|access to performance monitoring/i;

/** Why perf ended with an error, by what it printed. */
function refused({ exitCode, stderr }: ExecResult): NotSampled {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  if (DENIED.test(stderr)) {
    const message = 'perf may not look into the processes of targets';
    return new NotSampled({ kind: 'none', code: 'perf-denied', message });
  }
  // Debian and Ubuntu have a script of that name, which looks for the program of the running kernel.
  if (/perf not found for kernel/i.test(stderr)) return missing(null);
  return failed(lines[0]?.trim() ?? `exit code ${exitCode}`);
}

function missing(cause: unknown): NotSampled {
  const isMissing = cause === null || (cause instanceof LoadgateError && cause.code === 'program-missing');
  if (!isMissing) return failed(cause instanceof Error ? cause.message : String(cause), cause);
  const message = 'perf is not installed on this machine';
  return new NotSampled({ kind: 'none', code: 'perf-missing', message }, cause);
}

function failed(why: string, cause?: unknown): NotSampled {
  // The first line of what perf printed, however long it is.
  const message = `perf failed: ${why.replace(/\.$/, '').slice(0, 300)}`;
  return new NotSampled({ kind: 'none', code: 'perf-failed', message }, cause);
}
