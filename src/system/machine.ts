import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { sha256 } from '../model/canonical.js';
import type { Machine, RuntimeFacts } from '../model/record.js';

/** The fingerprint uses whole GiB, because machines of one kind report a few MiB more or less. */
const GIB = 1024 ** 3;

/**
 * Describes this machine. Two machines with the same fingerprint have the same CPU model, number of
 * cores, memory (in GiB), and architecture. The kernel can differ, and is only reported.
 */
export function readMachine(): Machine {
  const cpuModel = cpus()[0]?.model.trim() || 'unknown';
  const cores = availableParallelism();
  return {
    fingerprint: fingerprintOf([cpuModel, cores, Math.round(totalmem() / GIB), arch()]),
    cpuModel,
    cores,
    memoryBytes: totalmem(),
    os: type(),
    kernel: release(),
    arch: arch(),
  };
}

/**
 * The machine of a run whose targets were on another one: its figures are those of both together.
 * @param engine absent: there was no other
 */
export function machineWith(machine: Machine, engine: RuntimeFacts['engine']): Machine {
  if (engine === undefined) return machine;
  return { ...machine, fingerprint: fingerprintOf([machine.fingerprint, engine.fingerprint]) };
}

/** What tells a machine from others: machines of one kind have the same. */
export const fingerprintOf = (identity: readonly (string | number)[]): string =>
  sha256(identity.join('\n')).slice(0, 16);
