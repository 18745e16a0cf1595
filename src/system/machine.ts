import { createHash } from 'node:crypto';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Machine } from '../model/record.js';

/** Memory is told apart by whole GiB: the same kind of machine reports a few MiB more or less. */
const GIB = 1024 ** 3;

/**
 * What this machine is. Two machines with the same fingerprint have the same CPU model, number of
 * cores, memory (in GiB) and architecture; the kernel may differ and is only told.
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
