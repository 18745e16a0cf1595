import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Target } from '../../model/config.js';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import type { Clock } from '../../system/clock.js';
import { descendantsOf, endProcesses, signalAll } from '../../system/descendants.js';
import { lineSplitter } from '../../system/lines.js';
import { readProcess } from '../../system/proc.js';
import { type OwnCgroup, removeCgroup } from '../cgroup/own.js';
import { type CgroupReader, createCgroupReader, quickMemory } from '../cgroup/read.js';
import type { Counters } from '../counters.js';
import { noCounters } from '../counters.js';
import type { Environment } from '../environment.js';
import { machineError, targetError } from '../errors.js';
import { createLogRing } from '../log-lines.js';
import { removeRunFolder } from '../run-folders.js';
import type { Instance } from '../runtime.js';
import { markedProcesses } from './marks.js';
import { endedByOom, machineOomKills, readTree, treeOf } from './usage.js';

const LAST_WORDS_MS = 200;

export interface ProcessRequest {
  readonly clock: Clock;
  readonly target: Target;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  readonly port: number;
  /** Identifies its processes (marks.ts); in `env`. */
  readonly mark: string;
  /** Its HOME, which is removed with it. */
  readonly home: string;
  /** null: it has no own cgroup. */
  readonly cgroup: OwnCgroup | null;
}

/**
 * Starts a target as a process.
 *
 * It leads its own session, so loadgate can end it as a group. If the kernel schedules by session, the two sides of a
 * duet get equal shares regardless of their number of threads. The parent-death signal (launch.ts) and the mark
 * (marks.ts) ensure that it doesn't survive loadgate.
 *
 * @throws LoadgateError `start-failed` if even the launcher can't start
 */
export async function processInstance(request: ProcessRequest): Promise<Instance> {
  const { clock, cgroup, port } = request;
  const oomBefore = machineOomKills();
  const log = createLogRing(WHOLE_LOG_LINES);
  const child = await started(request, log.push);
  const pid = child.pid ?? 0;
  const reader = cgroup === null ? null : createCgroupReader(cgroup.cgroup, clock);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;
  let stopping: Promise<void> | null = null;
  let oomKilled = false;

  child.on('error', () => {}); // From a signal that came too late. Only `exit` counts.
  child.once('exit', (_, signal) => {
    oomKilled ||= endedByOom({ signal, ours: stopping !== null, before: oomBefore, now: machineOomKills() });
  });

  return {
    id: String(pid),
    host: '127.0.0.1',
    port,
    // Reading the tree in /proc is expensive: it visits every process of the machine.
    ...(reader === null || quickMemory(reader) === null ? {} : { memoryBytes: () => quickMemory(reader) }),
    counters: async () => {
      if (stopping !== null) throw gone(request.target);
      return readCounters(reader, hasExited() ? null : pid, request);
    },
    state: async () => {
      if (stopping === null) oomKilled ||= (reader?.oomKills() ?? 0) > 0;
      return { running: !hasExited(), exitCode: exitCodeOf(child), oomKilled };
    },
    processes: () => (hasExited() ? null : (reader?.processes() ?? new Set(treeOf(pid)))),
    logs: async (lines) => {
      // Its last output can still be in the pipe, and a descendant can hold the pipe open forever.
      if (hasExited()) await Promise.race([closed, clock.sleep(LAST_WORDS_MS)]);
      return log.last(lines);
    },
    stop: () => {
      stopping ??= stop(child, exited, request);
      return stopping;
    },
  };
}

async function started(request: ProcessRequest, onLine: (line: string) => void): Promise<ChildProcess> {
  const [program = '', ...args] = request.argv;
  const child = spawn(program, args, {
    cwd: request.cwd,
    env: request.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    const lines = lineSplitter(onLine);
    stream.on('data', lines.write);
    stream.on('end', lines.end);
  }
  try {
    await once(child, 'spawn');
    return child;
  } catch (cause) {
    throw machineError(`${request.target.name} could not be started: ${String(cause)}`, {
      code: 'start-failed',
      hint: 'Check that this machine has /bin/sh, and lets this user start processes.',
      cause,
    });
  }
}

/** From the cgroup. What it doesn't count comes from /proc, or everything if there is no cgroup. */
function readCounters(
  reader: CgroupReader | null,
  pid: number | null,
  { clock, target }: ProcessRequest,
): Counters {
  const own = reader?.counters() ?? null;
  const complete = own !== null && own.cpuUserUs !== null && own.memoryBytes !== null;
  const tree = complete || pid === null ? null : tryTree(pid, clock);
  if (own === null && tree === null) {
    if (pid === null) throw gone(target);
    return noCounters(clock);
  }
  return own === null || tree === null ? ((own ?? tree) as Counters) : fillIn(own, tree);
}

function fillIn(own: Counters, tree: Counters): Counters {
  return {
    atNs: own.atNs,
    cpuUserUs: own.cpuUserUs ?? tree.cpuUserUs,
    cpuSystemUs: own.cpuSystemUs ?? tree.cpuSystemUs,
    throttledUs: own.throttledUs,
    throttledPeriods: own.throttledPeriods ?? null,
    threads: own.threads ?? tree.threads ?? null,
    memoryBytes: own.memoryBytes ?? tree.memoryBytes,
    peakMemoryBytes: own.peakMemoryBytes ?? tree.peakMemoryBytes,
  };
}

/** null: there is no /proc. */
function tryTree(pid: number, clock: Clock): Counters | null {
  try {
    return readTree(pid, clock);
  } catch {
    return null;
  }
}

/** As a shell reports it: 128 + the signal's number if a signal ended it; null while it runs. */
function exitCodeOf({ exitCode, signalCode }: ChildProcess): number | null {
  return exitCode ?? (signalCode === null ? null : 128 + constants.signals[signalCode]);
}

function gone(target: Target) {
  return targetError(target, `${target.name} has ended, so its counters are gone`, {
    code: 'target-exited',
    hint: 'See the last lines of its log.',
  });
}

/**
 * Sends SIGKILL to the group, as Docker does to a container, because a target has nothing to save. Then to processes
 * that left the group: descendants, members of the cgroup, and processes with the mark.
 */
async function stop(child: ChildProcess, exited: Promise<void>, request: ProcessRequest): Promise<void> {
  const { cgroup, clock } = request;
  const pid = child.pid ?? 0;
  const left = [...descendantsOf(pid), ...markedProcesses(request.mark)];
  left.push(...(cgroup?.processes() ?? []).flatMap((member) => readProcess(member) ?? []));
  // The group's id is certainly ours only until its leader is reaped.
  if (exitCodeOf(child) === null) killGroup(pid);
  signalAll(left, 'SIGKILL');
  await exited;
  await endProcesses([...left, ...markedProcesses(request.mark)]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (cgroup !== null) await removeCgroup(cgroup, clock);
  await removeRunFolder(request.home);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
