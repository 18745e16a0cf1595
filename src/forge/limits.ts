/** What GitHub answered. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; a string where the body was no JSON, or was cut. */
  readonly data: unknown;
}

/** What GitHub asks for where it names no time (its documentation: at least one minute), ms. */
const UNNAMED_WAIT_MS = 60_000;
/** Headers count whole seconds: never come back before the second is over, ms. */
const LEAST_WAIT_MS = 1_000;

/**
 * How long a rate limit asks us to wait, ms; null: the answer is no rate limit.
 * Rules of https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * ("Exceeding the rate limit"): `retry-after`, else `x-ratelimit-reset` where nothing remains, else a minute.
 * @param nowMs wall time, ms since the epoch; the answer's own `date` is used where there is one.
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

/** GitHub's own words in an error answer, on one line, cut to 300 characters; a 422 says what is wrong in `errors`. */
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
