import type { Expectation } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { Clock } from '../system/clock.js';
import { type Attempt, doubling, retry } from '../system/retry.js';
import { checkAnswer, hostRemark } from './check.js';
import type { Answer } from './client.js';
import { withUnknownNames } from './unknown-names.js';

export interface ReadyDeps {
  /** Sends the readiness request, with a limit of `timeoutMs`. */
  readonly ask: (timeoutMs: number) => Promise<Answer>;
  readonly state: () => Promise<TargetState>;
  /** The target's log, oldest line first. */
  readonly logs: () => Promise<readonly string[]>;
  /** The request's name in messages, for example `GET /healthz on port 8080`. */
  readonly what: string;
  /** The answer of a ready target; null or absent: any 2xx or 3xx. */
  readonly expect?: Expectation | null;
  /** The configuration doesn't define a ready answer: accept any status below 500. Later checks find what is wrong. */
  readonly lenient?: boolean;
  readonly clock: Clock;
  /** ms */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The InstanceState of runtime/runtime.ts. */
export interface TargetState {
  readonly running: boolean;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  readonly replica?: number;
}

/** How messages name the target whose state it is, or the one of its replicas that has ended. */
export const targetOrReplica = ({ replica }: Pick<TargetState, 'replica'>): string =>
  replica === undefined ? 'the target' : `replica ${replica} of the target`;

const FIRST_PAUSE_MS = 10;
/** How late a target is found ready at most, which is in its start time. */
const LAST_PAUSE_MS = 100;
/** Limit of one request, ms. A server that is starting can forget a request. */
const ATTEMPT_MS = 10_000;

/**
 * Repeats the request until the target answers as ready. Pauses double from 10 to 100 ms.
 *
 * @returns the time that it took, ms
 * @throws LoadgateError `oom-killed`, `target-exited`, `not-ready` (usage), with the last log lines; `certificate-refused`,
 *   `tls-failed` (usage); the signal's reason
 */
export async function waitUntilReady(deps: ReadyDeps): Promise<number> {
  const { clock, signal, timeoutMs } = deps;
  let found = 'was not asked';
  const once = async (_number: number, elapsedMs: number): Promise<Attempt<null, null>> => {
    const leftMs = timeoutMs - elapsedMs;
    if (leftMs <= 0) return { giveUp: null };
    const seen = await ask(deps, Math.min(leftMs, ATTEMPT_MS));
    if (seen === null) return { value: null };
    found = seen;
    await assertAlive(deps);
    return { again: null };
  };
  const policy = { withinMs: timeoutMs, pauseMs: doubling(FIRST_PAUSE_MS, LAST_PAUSE_MS) };
  const end = await retry(once, policy, { clock, signal });
  if ('givenUp' in end) throw await notReady(deps, found);
  return end.triedMs;
}

/** @returns what it found instead of a ready target; null: the target is ready */
async function ask(deps: ReadyDeps, timeoutMs: number): Promise<string | null> {
  const { signal } = deps;
  try {
    return notAsExpected(await deps.ask(timeoutMs), deps);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof LoadgateError) || FINAL.has(error.code)) throw error;
    return FOUND[error.code] ?? error.message;
  }
}

/** @returns what is wrong with the answer; null: a ready target gives this answer */
function notAsExpected(answer: Answer, { expect = null, lenient }: ReadyDeps): string | null {
  if (expect !== null) {
    const problem = checkAnswer(answer, expect);
    return problem === null ? null : `was answered, but not as "expect" says: ${problem}`;
  }
  const { status } = answer;
  const isReady = status >= 200 && status < (lenient === true ? 500 : 400);
  return isReady ? null : `answered with status ${status}${hostRemark(status)}`;
}

/** What no waiting mends. */
const FINAL: ReadonlySet<string> = new Set(['certificate-refused', 'tls-failed']);

const FOUND: Readonly<Record<string, string>> = {
  'connection-refused': 'found nobody listening',
  'connection-reset': 'had its connection closed without an answer',
  'request-timeout': 'was not answered',
};

async function assertAlive({ state, logs, what }: ReadyDeps): Promise<void> {
  const ended = await state();
  const { running, exitCode, oomKilled } = ended;
  if (oomKilled) {
    throw new LoadgateError(`the target ran out of memory before it answered ${what}`, {
      kind: 'usage',
      code: 'oom-killed',
      hint: "Raise the target's memory cap, or start fewer workers.",
      log: await logs(),
    });
  }
  if (!running) {
    const log = await logs();
    const who = targetOrReplica(ended);
    const message = `${who} exited with ${exitCode ?? 'a signal'} before it answered ${what}`;
    const error = new LoadgateError(message, {
      kind: 'usage',
      code: 'target-exited',
      hint: 'Its last log lines say why; run its image by hand to see more.',
      log,
    });
    throw withUnknownNames(error, log);
  }
}

async function notReady({ logs, what, timeoutMs }: ReadyDeps, found: string): Promise<LoadgateError> {
  const log = await logs();
  const error = new LoadgateError(`the target was not ready after ${timeoutMs / 1000} s: ${what} ${found}`, {
    kind: 'usage',
    code: 'not-ready',
    hint: found.includes('nobody')
      ? 'Check the port in the configuration, and that the target listens on 0.0.0.0, not on 127.0.0.1, ::1 or localhost.'
      : 'Check the readiness request, or allow the target more time (`ready-timeout`).',
    log,
  });
  return withUnknownNames(error, log);
}
