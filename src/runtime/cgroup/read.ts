import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../system/clock.js';
import type { Counters } from '../counters.js';
import { processesIn, threadsIn } from '../threads.js';
import { createCpuSplit } from './cpu-split.js';
import type { CgroupFolders } from './paths.js';

/** Reads one cgroup's counters: a few small files, synchronously, so that a reading shows one moment. */
export interface CgroupReader {
  /** @throws if the cgroup is gone */
  counters(): Counters;
  /** Current memory only, bytes; null if unknown. @throws if the cgroup is gone */
  memoryBytes(): number | null;
  /** Processes that the kernel killed because they used up the memory cap; 0 if unknown. */
  oomKills(): number;
  /** Ids of its processes; null: the cgroup doesn't list them, or is gone. */
  processes(): ReadonlySet<number> | null;
}

/** Current memory, bytes; null if unknown, or if the cgroup is gone. */
export function quickMemory(reader: CgroupReader): number | null {
  try {
    return reader.memoryBytes();
  } catch {
    return null;
  }
}

interface Cpu {
  readonly userUs: number | null;
  readonly systemUs: number | null;
  readonly throttledUs: number | null;
  readonly throttledPeriods: number | null;
}

interface Memory {
  /** Including page cache, bytes. */
  readonly used: number | null;
  /** Highest `used`, bytes; null: the kernel doesn't keep it. */
  readonly highest: number | null;
  /** Page cache, bytes. */
  readonly files: number;
}

/** Works out all paths once, in advance, so that a reading takes little time. */
export function createCgroupReader(cgroup: CgroupFolders, clock: Clock): CgroupReader {
  const { cpu, memory, threads, processes, oomKills } =
    cgroup.version === 'v1' ? sourcesV1(cgroup.folders) : sourcesV2(cgroup.folder);
  const peak = createPeak();
  return {
    processes,
    counters: () => {
      const { userUs, systemUs, throttledUs, throttledPeriods } = cpu();
      const atNs = clock.monotonicNs();
      const now = memory();
      return {
        atNs,
        cpuUserUs: userUs,
        cpuSystemUs: systemUs,
        throttledUs,
        throttledPeriods,
        threads: threads(),
        memoryBytes: withoutFiles(now.used, now.files),
        peakMemoryBytes: peak(now),
      };
    },
    memoryBytes: () => {
      const now = memory();
      peak(now);
      return withoutFiles(now.used, now.files);
    },
    oomKills: () => {
      try {
        return oomKills();
      } catch {
        return 0; // The cgroup ends with its last process. The engine then says what ended it.
      }
    },
  };
}

/**
 * Excludes the page cache. The kernel charges files of an image to the container that reads them first, so one side
 * would look bigger by what the other found in the cache.
 */
function withoutFiles(used: number | null, files: number): number | null {
  return used === null ? null : Math.max(0, used - files);
}

/**
 * The highest memory without page cache, which no kernel keeps. The kernel's highest value minus the current cache
 * never exceeds it unless the cache shrinks, and includes peaks between two readings. The readings themselves cover
 * the rest.
 */
export function createPeak(): (now: Memory) => number | null {
  let peak: number | null = null;
  return ({ used, highest, files }) => {
    for (const value of [withoutFiles(used, files), withoutFiles(highest, files)]) {
      if (value !== null) peak = Math.max(peak ?? 0, value);
    }
    return peak;
  };
}

function sourcesV1(folders: Extract<CgroupFolders, { version: 'v1' }>['folders']) {
  const split = createCpuSplit();
  const { cpu, cpuacct, memory, pids } = folders;
  const anyFolder = cpu ?? cpuacct ?? memory ?? pids;
  return {
    cpu: (): Cpu => {
      const stat = cpu === undefined ? undefined : table(cpu, 'cpu.stat');
      const throttled = stat?.get('throttled_time');
      const held = {
        throttledUs: throttled === undefined ? null : throttled / 1000,
        throttledPeriods: stat?.get('nr_throttled') ?? null,
      };
      if (cpuacct === undefined) return { userUs: null, systemUs: null, ...held };
      const total = number(cpuacct, 'cpuacct.usage');
      return {
        ...split(total, number(cpuacct, 'cpuacct.usage_user'), number(cpuacct, 'cpuacct.usage_sys')),
        ...held,
      };
    },
    threads: () => (anyFolder === undefined ? null : threadsIn(anyFolder, 'tasks')),
    processes: () => (anyFolder === undefined ? null : processesIn(anyFolder)),
    memory: (): Memory => {
      if (memory === undefined) return { used: null, highest: null, files: 0 };
      const stat = table(memory, 'memory.stat');
      return {
        used: number(memory, 'memory.usage_in_bytes'),
        highest: number(memory, 'memory.max_usage_in_bytes'),
        files: (stat.get('total_inactive_file') ?? 0) + (stat.get('total_active_file') ?? 0),
      };
    },
    oomKills: () => (memory === undefined ? 0 : (table(memory, 'memory.oom_control').get('oom_kill') ?? 0)),
  };
}

function sourcesV2(folder: string) {
  return {
    cpu: (): Cpu => {
      const stat = table(folder, 'cpu.stat');
      return {
        userUs: stat.get('user_usec') ?? null,
        systemUs: stat.get('system_usec') ?? null,
        throttledUs: stat.get('throttled_usec') ?? null,
        throttledPeriods: stat.get('nr_throttled') ?? null,
      };
    },
    threads: () => threadsIn(folder, 'cgroup.threads'),
    processes: () => processesIn(folder),
    memory: (): Memory => {
      const used = optional(() => number(folder, 'memory.current'));
      if (used === null) return { used: null, highest: null, files: 0 };
      const stat = table(folder, 'memory.stat');
      return {
        used,
        highest: optional(() => number(folder, 'memory.peak')), // Linux 5.19 and later.
        files: (stat.get('inactive_file') ?? 0) + (stat.get('active_file') ?? 0),
      };
    },
    oomKills: () => table(folder, 'memory.events').get('oom_kill') ?? 0,
  };
}

function optional<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function number(folder: string, file: string): number {
  return Number(readFileSync(join(folder, file), 'utf8'));
}

/** Lines of `name value`. */
function table(folder: string, file: string): ReadonlyMap<string, number> {
  const text = readFileSync(join(folder, file), 'utf8');
  return new Map(
    text.split('\n').flatMap((line) => {
      const [name, value] = line.split(' ');
      return name === undefined || value === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
}
