import type { Machine, RunRecord } from '../model/record.js';

/**
 * Why a comparison with a stored record is only advisory, a sentence; null: machine and caps are the same. The
 * fingerprint says which machine it is.
 */
export function advisoryReason(candidate: RunRecord, stored: RunRecord): string | null {
  const [here, there] = [candidate.machine, stored.machine];
  if (here.fingerprint !== there.fingerprint) {
    return `the stored figures come from another machine: ${machineText(there)}, and this one is ${machineText(here)}`;
  }
  const [caps, before] = [candidate.caps, stored.caps];
  if (caps.cpus !== before.cpus || caps.memoryBytes !== before.memoryBytes) {
    return `the stored figures were measured under other caps: ${capsText(before)}, and these under ${capsText(caps)}`;
  }
  return null;
}

const GIB = 2 ** 30;

const machineText = ({ cpuModel, cores, memoryBytes, arch }: Machine): string =>
  `${cpuModel} with ${cores} ${cores === 1 ? 'core' : 'cores'} and ${Math.round(memoryBytes / GIB)} GiB (${arch})`;

const capsText = ({ cpus, memoryBytes }: RunRecord['caps']): string =>
  `${cpus} ${cpus === 1 ? 'CPU' : 'CPUs'} and ${Math.round(memoryBytes / 2 ** 20)} MiB`;
