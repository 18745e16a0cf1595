import type { KeepAlive, Reason } from '../../model/reason.js';
import { mean } from '../../stats/summary.js';
import { RULE } from '../rule.js';
import { countsOf, countVerdict, increase } from './counts.js';
import type { BothSides, Counts, ExactMetric } from './metric.js';

/** New connections, of the client or to the upstream: which of the two, `chooseCounts` says. */
export const connections = {
  name: 'connections',
  kind: 'exact',
  unit: 'per request',
  better: 'smaller',
  counts: (both) => chooseCounts(countsOf(both, 'newConnections'), countsOf(both, 'upstreamConnections')),
  judge: (counts) => ({ verdict: countVerdict(counts), threshold: 0 }),
  step: () => RULE.exactStep,
  remark: keepAliveReason,
} as const satisfies ExactMetric;

/** The side (client's or upstream's) that got worse by more; where neither did, the larger change. */
function chooseCounts(client: Counts | null, upstream: Counts | null): Counts | null {
  if (client === null || upstream === null) return client ?? upstream;
  const [ours, theirs] = [increase(client), increase(upstream)];
  if (Math.max(ours, theirs) > 0) return theirs > ours ? upstream : client;
  return theirs < ours ? upstream : client;
}

/** Which keep-alive was lost or won back; null: neither. */
function keepAliveReason(both: BothSides): Reason | null {
  const calls = countsOf(both, 'upstreamCalls');
  // Where the calls changed as well, more connections are their consequence, no lost keep-alive.
  const callsChanged = calls !== null && countVerdict(calls) !== 'no-change';
  const changes = [
    ...changeWith('client', countsOf(both, 'newConnections')),
    ...(callsChanged ? [] : changeWith('upstream', countsOf(both, 'upstreamConnections'))),
  ];
  return changes.length === 0 ? null : { code: 'keep-alive', changes };
}

function changeWith(peer: KeepAlive['peer'], counts: Counts | null): KeepAlive[] {
  if (counts === null) return [];
  const verdict = countVerdict(counts);
  if (verdict !== 'regression' && verdict !== 'improvement') return [];
  const [baseline, candidate] = [mean(counts.baseline), mean(counts.candidate)];
  return [{ peer, lost: verdict === 'regression', baseline, candidate }];
}
