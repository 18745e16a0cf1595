/** An answer of GitHub. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; a string if the body isn't JSON, or was cut. */
  readonly data: unknown;
}

/** Wait if GitHub names no time (its documentation: at least one minute), ms. */
const UNNAMED_WAIT_MS = 60_000;
/** Headers count whole seconds, so never retry before the second is over, ms. */
const LEAST_WAIT_MS = 1_000;

/**
 * How long a rate limit asks loadgate to wait, ms; null: the answer isn't a rate limit.
 * Rules of https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * ("Exceeding the rate limit"): `retry-after`, otherwise `x-ratelimit-reset` if nothing remains, otherwise a minute.
 * @param nowMs wall time, ms since the epoch; the answer's own `date` overrides it.
 */
export function limitWaitMs(answer: Answer, nowMs: number): number | null {
  if (answer.status !== 403 && answer.status !== 429) return null;
  const retryAfter = seconds(answer.headers['retry-after']);
  if (retryAfter !== null) return Math.max(LEAST_WAIT_MS, retryAfter * 1_000);
  const reset = seconds(answer.headers['x-ratelimit-reset']);
  if (answer.headers['x-ratelimit-remaining'] === '0' && reset !== null) {
    const forgeNow = Date.parse(answer.headers['date'] ?? '');
    const now = Number.isNaN(forgeNow) ? nowMs : forgeNow;
    return Math.max(LEAST_WAIT_MS, reset * 1_000 - now);
  }
  const named = /rate limit|abuse detection/i.test(messageOf(answer));
  return named || answer.status === 429 ? UNNAMED_WAIT_MS : null;
}

function seconds(header: string | undefined): number | null {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : null;
}

/** GitHub's message in an error answer, on one line, cut to 300 characters. A 422 says what is wrong in `errors`. */
export function messageOf({ data }: Answer): string {
  const { message = data, errors } = (typeof data === 'object' && data !== null ? data : {}) as {
    message?: unknown;
    errors?: unknown;
  };
  const details = (Array.isArray(errors) ? errors : []).map((one) => (one as { message?: unknown })?.message);
  const said = [message, ...details].filter((part) => typeof part === 'string' && part !== '');
  const text = said.join('; ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
