import type { AdvisoryReason } from '../model/comparison.js';
import type { CapName, RunRecord } from '../model/record.js';

/** Caps that decide how fast a target is, and how much memory it takes. */
const DECIDING: readonly CapName[] = ['cpus', 'memory'];

/**
 * Why a comparison with a stored record is only advisory; null: machine, caps, and what held of them are the same. The
 * fingerprint says which machine it is.
 */
export function advisoryReason(candidate: RunRecord, stored: RunRecord): AdvisoryReason | null {
  if (candidate.machine.fingerprint !== stored.machine.fingerprint) {
    return { code: 'other-machine', here: candidate.machine, there: stored.machine };
  }
  const [here, there] = [candidate.caps, stored.caps];
  const areSame = here.cpus === there.cpus && here.memoryBytes === there.memoryBytes;
  if (!areSame) return { code: 'other-caps', here, there };
  const [now, then] = [missingOf(candidate), missingOf(stored)];
  return now.join() === then.join() ? null : { code: 'caps-not-held', here: now, there: then };
}

const missingOf = ({ runtime }: RunRecord): readonly CapName[] =>
  DECIDING.filter((name) => runtime.capsMissing.includes(name));
