/** The longest delay of a call, ms. */
export const MAX_DELAY_MS = 60_000;

/** What a call asks for: a delay in ms, null for the configured one, or the error in the request. */
export type AskedDelay = { readonly ms: number | null } | { readonly wrong: string };

const DURATION = /^(\d+(?:\.\d*)?|\.\d+)(ms|s)$/;
const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * Reads the delay from a request's target: `?delay=150ms`, `?delay=1.5s`, or `?seconds=1.5`. Keeps fractions.
 * Reports anything that is no delay, or longer than 60 s, as wrong, and never rounds or ignores it.
 */
export function askedDelay(target: string): AskedDelay {
  const query = target.indexOf('?');
  if (query === -1) return { ms: null };
  const parameters = new URLSearchParams(target.slice(query + 1));
  const delays = parameters.getAll('delay');
  const seconds = parameters.getAll('seconds');
  if (delays.length + seconds.length === 0) return { ms: null };
  if (delays.length + seconds.length > 1) return { wrong: 'more than one delay is given' };
  const ms = delays[0] === undefined ? fromSeconds(seconds[0] ?? '') : fromDuration(delays[0]);
  if (ms === null) return { wrong: 'the delay must be like delay=150ms, delay=1.5s or seconds=1.5' };
  if (ms > MAX_DELAY_MS) return { wrong: `the delay must be at most ${MAX_DELAY_MS / 1000}s` };
  return { ms };
}

function fromSeconds(text: string): number | null {
  return NUMBER.test(text) ? Number(text) * 1000 : null;
}

function fromDuration(text: string): number | null {
  const [, number, unit] = DURATION.exec(text) ?? [];
  if (number === undefined) return null;
  return Number(number) * (unit === 's' ? 1000 : 1);
}
