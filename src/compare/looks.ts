import { type Estimate, estimateMean, twoSidedP } from '../stats/inference.js';
import type { Evidence } from './evidence.js';
import { evidenceOf, isClear, isShown, pairedEvidence } from './evidence.js';
import { looksAtAll, RULE, type Schedule } from './rule.js';
import type { Sample } from './samples.js';

/** What a look saw, and its p value divided by the share of α that the look has. */
export interface Look {
  readonly evidence: Evidence;
  readonly p: number;
}

/**
 * The look at all generations together that shows most: a change that is overwhelming needs no confirmation. No metric is
 * chosen by what was seen, so all of them share what is spent here.
 * @param hasEnded whether the budget has ended: what was made by then is looked at with all that the looks before have
 *   left. When that is does not hang on what was seen.
 */
export function lookAtAll(samples: readonly Sample[], plan: Schedule, hasEnded: boolean): Look | null {
  let best: Look | null = null;
  let left = 1;
  const look = (seen: readonly Sample[], share: number): void => {
    if (seen.length < RULE.leastGenerations) return;
    const estimate = spread(estimateMean(seen.map(({ value }) => value)));
    const p = Math.min(1, twoSidedP(estimate) / share);
    best = better(best, { evidence: evidenceOf(estimate, seen.length), p });
  };
  const made = (samples.at(-1)?.position ?? -1) + 1;
  for (const size of looksAtAll(plan)) {
    if (size > made || (hasEnded && size === made)) break;
    const share = size >= plan.max ? left : left * RULE.atOnceLookShare;
    const seen = samples.filter(({ position }) => position < size);
    look(seen, share);
    left -= share;
  }
  if (hasEnded) look(samples, left);
  return best;
}

/** The same, with a spread of `RULE.leastSpread` at least. */
function spread({ standardError, degrees, ...rest }: Estimate): Estimate {
  const least = RULE.leastSpread / Math.sqrt(degrees + 1);
  return { ...rest, degrees, standardError: Math.max(least, standardError) };
}

/**
 * The look at confirming values that shows most: of those that were planned, and of all values, with all of α that the looks
 * before have left. That is theirs wherever the budget ends, since nothing is looked at between two looks: when it ends
 * does not hang on what was seen. A look that shows no change ends it.
 * @param level p value from which on a change will surely be claimed
 */
export function lookAtNew(
  values: readonly number[],
  threshold: number,
  looks: readonly number[],
  level: number,
): { readonly evidence: Evidence | null; readonly p: number; readonly settled: boolean } {
  const room = Math.max(looks.at(-1) ?? 0, values.length);
  const planned = looks.filter((size) => size <= values.length);
  let spent = 0;
  let best: Look | null = null;
  for (const size of planned) {
    const evidence = pairedEvidence(values.slice(0, size));
    if (evidence === null) break;
    const now = { evidence, p: sharedP(evidence, (size - spent) / room) };
    if (isClear(evidence, threshold)) return { ...now, settled: true };
    best = better(best, now);
    if (size < values.length) spent = size;
  }
  if (best !== null && isShown(best.evidence, best.p, level, threshold)) return { ...best, settled: true };
  const evidence = pairedEvidence(values);
  if (evidence === null) return { evidence, p: 1, settled: false };
  return { ...better(best, { evidence, p: sharedP(evidence, 1 - spent / room) }), settled: false };
}

/** The later one where both show as much: it has more values. */
const better = (before: Look | null, now: Look): Look => (before !== null && before.p < now.p ? before : now);

/**
 * A p value that is at most u with a chance of at most `share` · u where nothing has changed: over all looks, whose
 * shares add up to 1, at most u.
 */
function sharedP(evidence: Evidence, share: number): number {
  if (evidence.estimate === null || evidence.generations < RULE.leastGenerations) return 1;
  return Math.min(1, twoSidedP(evidence.estimate) / share);
}
