import { createHash } from 'node:crypto';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Machine } from '../model/record.js';

/** The fingerprint uses whole GiB, because machines of one kind report a few MiB more or less. */
const GIB = 1024 ** 3;

/**
 * Describes this machine. Two machines with the same fingerprint have the same CPU model, number of
 * cores, memory (in GiB), and architecture. The kernel can differ, and is only reported.
 */
export function readMachine(): Machine {
  const cpuModel = cpus()[0]?.model.trim() || 'unknown';
  const cores = availableParallelism();
  const identity = [cpuModel, cores, Math.round(totalmem() / GIB), arch()].join('\n');
  return {
    fingerprint: createHash('sha256').update(identity).digest('hex').slice(0, 16),
    cpuModel,
    cores,
    memoryBytes: totalmem(),
    os: type(),
    kernel: release(),
    arch: arch(),
  };
}
