import { LoadgateError } from '../model/error.js';
import type { SideName } from '../model/record.js';
import type { InstanceState } from '../runtime/runtime.js';
import { logOf, type Started } from './cell.js';
import type { MeasureDeps } from './deps.js';
import { BASELINE_KILLED } from './fate.js';

/** 128 + SIGHUP, SIGINT, SIGKILL, SIGTERM: somebody sends these. A program that crashes has others (SIGSEGV, SIGABRT). */
const SENT: ReadonlySet<number | null> = new Set([129, 130, 137, 143]);
/** What ends both sides does not end them in the same instant, ms. */
const SETTLE_MS = 2_000;

/** Whether somebody else ended it: by a signal that is sent, and not the kernel for want of memory. */
const isKilled = ({ running, exitCode, oomKilled }: InstanceState): boolean =>
  !running && !oomKilled && SENT.has(exitCode);

/** Whether it can have been told to end: with 0 ends a server that obeys. */
const isToldToEnd = (state: InstanceState): boolean =>
  isKilled(state) || (!state.running && !state.oomKilled && state.exitCode === 0);

/**
 * A target ends by its own fault under load. Where one that had none has ended with it, something else ended both; so
 * it is where both look as if they had been told to end, and where the baseline was killed: that is not held against
 * a pull request.
 * @param loaded the sides that were under load
 * @param states as they were found after the round, at least one of them ended
 * @throws LoadgateError `targets-killed`, `baseline-killed` (machine), and those of the runtime
 */
export async function mustBeOwnEnd(
  loaded: readonly SideName[],
  states: ReadonlyMap<SideName, InstanceState>,
  running: ReadonlyMap<SideName, Started>,
  { clock, signal }: Pick<MeasureDeps, 'clock' | 'signal'>,
): Promise<void> {
  if ([...states.values()].some(isToldToEnd)) await clock.sleep(SETTLE_MS, signal);
  const now = new Map<SideName, InstanceState>();
  for (const [side, { instance }] of running) now.set(side, await instance.state());
  const [candidate, baseline] = [now.get('candidate'), now.get('baseline')];
  if (baseline === undefined || baseline.running) return;
  if (candidate?.running === false) {
    if (loaded.length < running.size) throw targetsKilled('one of them without any load');
    if (isToldToEnd(candidate) && isToldToEnd(baseline)) throw targetsKilled('as if told to');
    return;
  }
  const killed = await killedBaseline('baseline', running.get('baseline'));
  if (killed !== null) throw killed;
}

/** The error where the baseline was killed; null: it is the candidate, it runs, or it ended by itself. */
export async function killedBaseline(
  side: SideName,
  started: Started | undefined,
): Promise<LoadgateError | null> {
  if (side !== 'baseline' || started === undefined) return null;
  // Where its state can't be had, the step's own error says why.
  const state = await started.instance.state().catch(() => null);
  if (state === null || !isKilled(state)) return null;
  const signal = (state.exitCode ?? 128) - 128;
  const how = `it ended with ${state.exitCode} (signal ${signal}), and not for want of memory`;
  return machineFault(
    BASELINE_KILLED,
    `the baseline was killed by something else: ${how}`,
    await logOf(started),
  );
}

const targetsKilled = (how: string): LoadgateError =>
  machineFault('targets-killed', `both sides ended at once, ${how}`, []);

const machineFault = (code: string, message: string, log: readonly string[]): LoadgateError =>
  new LoadgateError(message, {
    kind: 'machine',
    code,
    hint: 'Look at what else happens on this machine: an engine that restarts, a clean-up job? Then run it again.',
    log,
  });
