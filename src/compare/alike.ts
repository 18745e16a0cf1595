import type { AdvisoryReason } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';

/**
 * Why a comparison with a stored record is only advisory; null: machine and caps are the same. The fingerprint says which
 * machine it is.
 */
export function advisoryReason(candidate: RunRecord, stored: RunRecord): AdvisoryReason | null {
  if (candidate.machine.fingerprint !== stored.machine.fingerprint) {
    return { code: 'other-machine', here: candidate.machine, there: stored.machine };
  }
  const [here, there] = [candidate.caps, stored.caps];
  const areSame = here.cpus === there.cpus && here.memoryBytes === there.memoryBytes;
  return areSame ? null : { code: 'other-caps', here, there };
}
