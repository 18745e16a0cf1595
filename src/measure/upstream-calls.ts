import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { InvalidReason } from '../model/record.js';
import type { MeasureDeps } from './types.js';

/** Nearest whole call: a retry now and then is no other number of calls. */
const TOLERANCE = 0.5;

/**
 * Whether the configuration's `upstream.calls` is wrong about this target. A candidate that makes another
 * number than a baseline that makes the right one is no error: it is a change, and is compared.
 * @param baseline calls per request of the baseline; null: it did not take part
 */
export function judgeCalls(
  expected: number | null,
  candidate: number | null,
  baseline: number | null,
): InvalidReason | null {
  if (expected === null || candidate === null) return null;
  const isRight = (calls: number) => Math.abs(calls - expected) < TOLERANCE;
  if (isRight(candidate) || (baseline !== null && isRight(baseline))) return null;
  const message = `a request makes ${candidate} upstream calls, and the scenario says ${expected}`;
  return { side: 'candidate', code: 'wrong-upstream-calls', message, log: [] };
}

/** Why the upstream does not answer us, where it does not: its process has died, or hangs. */
export async function upstreamFault({
  upstream,
}: Pick<MeasureDeps, 'upstream'>): Promise<LoadgateError | null> {
  try {
    await upstream?.counts('candidate');
    return null;
  } catch (error) {
    return toLoadgateErrors(error)[0] ?? null;
  }
}
