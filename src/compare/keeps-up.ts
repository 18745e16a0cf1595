import type { Gate } from '../model/config.js';
import type { CellRecord, InvalidReason, SideFigures } from '../model/record.js';
import { requestsATurn } from '../model/round.js';
import { isPositive } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';
import { pairedEvidence } from './evidence.js';
import { answeredRate } from './metrics/throughput.js';
import { RULE } from './rule.js';
import { sides } from './samples.js';

/** Code of a cell whose baseline can't hold the rate. */
const RATE_NOT_REACHED = 'rate-not-reached';

/**
 * Whether the baseline surely answers fewer requests than arrive, by `gate.slower` and more: a rate that is beyond the
 * code that there is asks no question that a change of it could answer. (A candidate that alone can't keep up answers fewer
 * than the baseline, which is a regression like any other.)
 * @param load rounds in which the baseline ran: in a stored record it ran alone
 * @returns null where it keeps up, where that is not sure yet, and where nobody asked for a rate
 */
export function baselineBehind(
  { generations, reduced }: Pick<CellRecord, 'generations' | 'reduced'>,
  { slower }: Pick<Gate, 'slower'>,
  stored = false,
): Omit<InvalidReason, 'log'> | null {
  if (reduced !== undefined) return null;
  const shares = sides(generations, stored ? 'candidate' : 'baseline').flatMap(
    (side) => shareOf(stored ? side.solo : side.duet) ?? [],
  );
  if (shares.length < RULE.leastGenerations) return null;
  const evidence = pairedEvidence(shares);
  if (evidence?.interval == null || evidence.interval.high >= 1 - slower) return null;
  const percent = Math.round(100 * Math.exp(evidence.mean));
  const message = `the baseline answers ${percent} % of the requests that arrive at this rate, beside the candidate on the same cores: choose a lower one`;
  return { code: RATE_NOT_REACHED, side: 'baseline', message };
}

/** ln(answered / arrived) of a side's rounds in one generation; null: not known. */
function shareOf(rounds: SideFigures['duet']): number | null {
  const shares = rounds.map((round) => {
    const { rate = 0 } = round.arrivals ?? {};
    const requests = rate * requestsATurn(round);
    return requests > 0 ? (answeredRate(round) ?? 0) / requests : 0;
  });
  return shares.length === 0 || !shares.every(isPositive) ? null : mean(shares.map(Math.log));
}
