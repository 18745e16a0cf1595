import type { MetricComparison } from '../model/comparison.js';
import type { Gate } from '../model/config.js';
import type { ExactCounts, SideFigures } from '../model/record.js';
import { mean } from '../stats/summary.js';
import { RULE } from './rule.js';

/** Counts per request of both sides, one a generation. */
interface Counted {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

/** The exact metrics of a cell, and what they say in words. */
export interface ExactResult {
  readonly metrics: readonly MetricComparison[];
  /** Which keep-alive was lost or won back, for people; null: neither. */
  readonly connections: string | null;
}

/** A cell without exact counts. */
export const NOTHING_COUNTED: ExactResult = { metrics: [], connections: null };

/**
 * Compares what was counted. A difference counts where every generation of one side lies at least
 * `RULE.exactStep` above every generation of the other: one generation is enough, and one odd count (a retry)
 * is no change. A difference of the means alone is `inconclusive`. Response bytes are judged where
 * every generation's candidate sends more than `gate.bytes` more, and `RULE.bytesFloor` at least; fewer are told.
 */
export function compareExact(
  baseline: readonly SideFigures[],
  candidate: readonly SideFigures[],
  gate: Pick<Gate, 'bytes'>,
): ExactResult {
  const counted = (name: CountName): Counted | null => {
    const both = { baseline: countsOf(baseline, name), candidate: countsOf(candidate, name) };
    return both.baseline.length === 0 || both.candidate.length === 0 ? null : both;
  };
  const calls = counted('upstreamCalls');
  const client = counted('newConnections');
  const upstream = counted('upstreamConnections');
  const bytes = counted('responseBytes');
  const metrics: MetricComparison[] = [];
  if (calls !== null) metrics.push(row('upstream-calls', calls, countVerdict(calls)));
  const worse = chooseConnections(client, upstream);
  if (worse !== null) metrics.push(row('connections', worse, countVerdict(worse)));
  if (bytes !== null) metrics.push(bytesRow(bytes, gate.bytes));
  return { metrics, connections: connectionWords(client, upstream, calls) };
}

/** Whether any count got worse: that alone decides a cell. */
export const hasRegression = ({ metrics }: ExactResult): boolean =>
  metrics.some(({ verdict }) => verdict === 'regression');

type CountName = Exclude<keyof ExactCounts, 'requests'>;

function bytesRow(counted: Counted, share: number): MetricComparison {
  const most = Math.max(...counted.baseline);
  const threshold = Math.max(share, RULE.bytesFloor / Math.max(1, most));
  const isLarger = Math.min(...counted.candidate) >= most * (1 + threshold);
  return { ...row('response-bytes', counted, isLarger ? 'regression' : 'no-change'), threshold };
}

function countsOf(all: readonly SideFigures[], name: CountName): number[] {
  return all.flatMap((side) => side.counts?.[name] ?? []);
}

function row(
  metric: MetricComparison['metric'],
  counted: Counted,
  verdict: MetricComparison['verdict'],
): MetricComparison {
  const baseline = mean(counted.baseline);
  const candidate = mean(counted.candidate);
  return {
    metric,
    kind: 'exact',
    baseline,
    candidate,
    ratio: countRatio(candidate, baseline),
    interval: null,
    couldSee: 0,
    generations: Math.min(counted.baseline.length, counted.candidate.length),
    threshold: 0,
    verdict,
  };
}

/** candidate / baseline. From nothing there is no ratio: one is added on both sides, so that it stays finite. */
function countRatio(candidate: number, baseline: number): number {
  return baseline > 0 ? candidate / baseline : 1 + candidate;
}

function countVerdict(counted: Counted): MetricComparison['verdict'] {
  if (Math.min(...counted.candidate) - Math.max(...counted.baseline) >= RULE.exactStep) return 'regression';
  if (Math.min(...counted.baseline) - Math.max(...counted.candidate) >= RULE.exactStep) return 'improvement';
  return Math.abs(increase(counted)) >= RULE.exactStep ? 'inconclusive' : 'no-change';
}

function increase(counted: Counted): number {
  return mean(counted.candidate) - mean(counted.baseline);
}

/** The row shows the side (client's or upstream's) that got worse by more; where neither did, the larger change. */
function chooseConnections(client: Counted | null, upstream: Counted | null): Counted | null {
  if (client === null || upstream === null) return client ?? upstream;
  const [ours, theirs] = [increase(client), increase(upstream)];
  if (Math.max(ours, theirs) > 0) return theirs > ours ? upstream : client;
  return theirs < ours ? upstream : client;
}

function connectionWords(
  client: Counted | null,
  upstream: Counted | null,
  calls: Counted | null,
): string | null {
  const sentences: string[] = [];
  if (client !== null) sentences.push(...keepAliveWords('the client', client));
  // Where the calls changed as well, more connections are their consequence, no lost keep-alive.
  const callsChanged = calls !== null && countVerdict(calls) !== 'no-change';
  if (upstream !== null && !callsChanged) sentences.push(...keepAliveWords('the upstream', upstream));
  return sentences.length === 0 ? null : sentences.join('; ');
}

function keepAliveWords(who: string, counted: Counted): string[] {
  const verdict = countVerdict(counted);
  const change = `${count(mean(counted.baseline))} → ${count(mean(counted.candidate))} new connections per request`;
  if (verdict === 'regression') return [`keep-alive with ${who} was lost: ${change}`];
  if (verdict === 'improvement') return [`keep-alive with ${who} holds now: ${change}`];
  return [];
}

function count(value: number): string {
  return String(Number(value.toFixed(2)));
}
