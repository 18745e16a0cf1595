import { targetOrReplica } from '../load/ready.js';
import type { Failures, InvalidReason, RoundFigures, SideName } from '../model/record.js';
import { allFailed, failedShare, maxFailedShare } from '../model/round.js';
import type { InstanceState } from '../runtime/runtime.js';

/**
 * A process that ended under load and was replaced by another (a supervisor's worker, a container that somebody restarted)
 * took the requests that it had with it: one of them is enough, because the round also had a worker less for a while.
 * Without a failed request nothing was cut off: a pool that renews its workers in turn is the target's own way.
 */
const RESTARTED = 'target-restarted';

const KINDS: readonly (readonly [keyof Failures, string, string])[] = [
  ['wrongBody', 'wrong-body', 'answered with a wrong body'],
  ['non2xx', 'wrong-status', 'answered with a wrong status'],
  ['timeout', 'request-timeout', 'did not answer in time'],
  ['reset', 'connection-reset', 'closed connections in the middle of an answer'],
  ['refused', 'connection-refused', 'refused connections'],
  ['capture', 'capture-failed', 'gave answers without a value that a later step needs'],
  ['other', 'request-failed', 'failed otherwise'],
];

/** A target whose process was killed for its memory: what it answers afterwards, if it does, says nothing. */
export const outOfMemory = (side: SideName): Omit<InvalidReason, 'log'> => ({
  side,
  code: 'oom-killed',
  message: 'a process of the target was killed: it used up its memory cap',
});

/**
 * What `side` of a round shows that makes its figures unbelievable; null where nothing does.
 * @param judgesErrors a limit judges the failed requests, unless most of the round failed
 */
export function judgeRound(
  side: SideName,
  figures: RoundFigures,
  state: InstanceState | null,
  judgesErrors = false,
): Omit<InvalidReason, 'log'> | null {
  if (state?.oomKilled) return outOfMemory(side);
  if (state?.restarted) {
    return { side, code: RESTARTED, message: 'the target ended under load, and was started again' };
  }
  if (state !== null && !state.running) {
    return {
      side,
      code: 'target-exited',
      message: `${targetOrReplica(state)} exited with ${state.exitCode} under load`,
    };
  }
  const failed = allFailed(figures.failures);
  const replaced = figures.shares?.replaced ?? 0;
  if (failed > 0 && replaced > 0) {
    const what =
      replaced === 1
        ? 'a process of the target ended and was'
        : `${replaced} processes of the target ended and were`;
    const count = `${failed} of ${failed + figures.requests} requests failed`;
    return { side, code: RESTARTED, message: `${what} replaced in a round, and ${count}` };
  }
  if (failedShare(figures) > maxFailedShare(judgesErrors)) {
    const [kind, code, what] = KINDS.find(([name]) => (figures.failures[name] ?? 0) > 0) ??
      KINDS.at(-1) ?? ['other', '', ''];
    const count = `${figures.failures[kind] ?? 0} of ${failed + figures.requests} requests`;
    return { side, code, message: `${count}: the target ${what}` };
  }
  if (figures.requests === 0) {
    return { side, code: 'no-answer', message: 'the target answered no request inside the round' };
  }
  return null;
}
