import type { Capture, Expectation, ScenarioRequest } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { addressIn, portOf } from '../model/hosts.js';
import type { Failures } from '../model/record.js';
import { composeBody } from './body.js';
import { type Files, NO_FILES } from './body-files.js';
import { type BodyRule, LookBudget } from './body-rule.js';
import { type FilledScenario, fillScenario, type SentRequest } from './fill.js';
import { headMs, type LoadJob, type LoadStep } from './job.js';
import { type MixOrder, mixOrder } from './mix.js';
import { OPENED_FIRST } from './opening.js';
import type { Tables } from './table.js';
import { type TlsOptions, tlsOf } from './tls.js';

export type FailureKind = keyof Failures;

/** Data that all connections of a round share. */
export interface PreparedLoad {
  readonly hostname: string;
  readonly port: number;
  readonly host: string;
  /** null: plain HTTP. */
  readonly tls: TlsOptions | null;
  readonly timeoutMs: number;
  /** Its connections end by a reset (`OPENED_FIRST` says why). */
  readonly resets: boolean;
  /** One, or those of a sequence. */
  readonly steps: readonly [PreparedStep, ...PreparedStep[]];
  /** What the requests are filled with; null: they are the same each time. */
  readonly turns: PreparedTurns | null;
}

/** One request of a turn. */
export interface PreparedStep {
  /** The whole request as on the wire; null: it differs. */
  readonly request: Buffer | null;
  /** A request that differs, as on the wire. */
  encode(request: SentRequest): Buffer;
  /** HEAD: its answers have no body, regardless of Content-Length. */
  readonly isHead: boolean;
  readonly expectStatus: number | null;
  /** The body whose bytes are known to be right; null: none are, or it differs from turn to turn. */
  readonly expectBody: Buffer | null;
  /** What a body with other bytes must be; null: nothing, so that it is wrong where `expectBody` is known. */
  readonly rule: BodyRule | null;
  /** How many bodies are looked at for it. */
  readonly looks: LookBudget;
  /** Of the body, bytes. */
  readonly leastBytes: number;
  readonly mostBytes: number;
  /** What of an answer is kept until it is complete. */
  readonly keepsHeaders: boolean;
  readonly keepsBody: boolean;
}

/** The turns of a round, which all connections take one after the other. */
export interface PreparedTurns {
  readonly filled: FilledScenario;
  readonly keepsCookies: boolean;
  /** null: a turn is all steps, one after the other. */
  readonly order: MixOrder | null;
  /** null: there are no more rows. */
  next(): { readonly index: number; readonly row: number } | null;
  /** Turns that have begun. */
  readonly begun: number;
}

const MAX_CONNECTIONS = 50_000;
/** Arrivals/s: about as many as the generator can send. */
const MAX_RATE = 200_000;
/** An hour. A longer time is a mistake in the unit. */
const MAX_MS = 3_600_000;

/** Says in one sentence why a job can't run; null if it can. */
export function checkJob(job: LoadJob): string | null {
  const { connections, durationMs, timeoutMs, rate = 1, phase = 0 } = job;
  const wrongUrl = checkUrl(job);
  if (wrongUrl !== null) return wrongUrl;
  if (!Number.isInteger(connections) || connections < 1 || connections > MAX_CONNECTIONS) {
    return `the load's connections must be a whole number from 1 to ${MAX_CONNECTIONS}, not ${connections}`;
  }
  if (!(rate > 0 && rate <= MAX_RATE)) {
    return `the load's rate must be more than 0 and at most ${MAX_RATE} arrivals/s, not ${rate}`;
  }
  if (!(phase >= 0 && phase < 1)) return `the load's phase must be at least 0 and less than 1, not ${phase}`;
  if (!(durationMs > 0 && durationMs <= MAX_MS)) {
    return `the load's duration must be more than 0 and at most ${MAX_MS} ms, not ${durationMs}`;
  }
  if (!(timeoutMs > 0 && timeoutMs <= MAX_MS)) {
    return `the request's time-out must be more than 0 and at most ${MAX_MS} ms, not ${timeoutMs}`;
  }
  const cut = checkTrims(job);
  if (cut !== null) return cut;
  if (!/^\d+$/.test(job.startAtNs)) return `the load's start must be a time in ns, not ${job.startAtNs}`;
  return null;
}

function checkTrims(job: LoadJob): string | null {
  const { durationMs, trimMs } = job;
  const head = headMs(job);
  if (trimMs >= 0 && head >= 0 && head + trimMs < durationMs) return null;
  const cut = head === trimMs ? `${trimMs} ms are cut from both ends` : `${head} and ${trimMs} ms are cut`;
  return `nothing is left of a round of ${durationMs} ms when ${cut}`;
}

function checkUrl({ url, remote }: LoadJob): string | null {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol === 'http:' || (protocol === 'https:' && remote !== undefined)) return null;
  return `the load's address must be an http URL, not ${JSON.stringify(url)}`;
}

/** @throws LoadgateError `load-job-wrong` */
export function assertJob(job: LoadJob): void {
  const problem = checkJob(job);
  if (problem === null) return;
  throw new LoadgateError(problem, {
    kind: 'usage',
    code: 'load-job-wrong',
    hint: 'Check the scenario and the measuring times in the configuration.',
  });
}

/**
 * @param tables of the job's `turns`; null: it has none
 * @param files what the files of its bodies hold
 * @throws LoadgateError `data-invalid` (usage)
 */
export function prepare(job: LoadJob, tables: Tables | null = null, files: Files = NO_FILES): PreparedLoad {
  const url = new URL(job.url);
  const { remote } = job;
  return {
    hostname: remote?.address ?? addressIn(url.hostname) ?? url.hostname,
    port: portOf(job.url),
    host: url.host,
    tls: url.protocol === 'https:' && remote !== undefined ? tlsOf(url.hostname, remote.certificates) : null,
    timeoutMs: job.timeoutMs,
    resets: job.connections >= OPENED_FIRST,
    ...requestsOf(job, tables, files),
  };
}

function requestsOf(
  job: LoadJob,
  tables: Tables | null,
  files: Files,
): Pick<PreparedLoad, 'steps' | 'turns'> {
  const [first, ...others] = job.steps ?? [];
  if (first === undefined) {
    const { expectStatus, expectRule } = job;
    const kept = { keepsHeaders: expectRule !== undefined, keepsBody: false };
    const fixed = { ...kept, expectStatus, ...bodyOf(job, 1) };
    return { steps: [{ ...encodedOf(requestOf(job), files, hostOf(job)), ...fixed }], turns: null };
  }
  const all = [first, ...others] as const;
  const { seed = 0, index = 0, row = 0, data = {} } = job.turns ?? {};
  const steps = all.map(({ request, expectText, capture }) => ({
    request,
    expect: { ...ANY_ANSWER, body: expectText },
    ...(capture === undefined ? {} : { capture }),
  }));
  const [{ request, expect }] = steps as [(typeof steps)[number]];
  const sets = Object.fromEntries(
    Object.entries(data).map(([name, { path, ...use }]) => [name, { file: path, ...use }]),
  );
  const filled = fillScenario({ request, expect, steps, data: sets }, tables, seed, files);
  const keepsCookies = job.cookies === true;
  const prepared = all.map((step, at) =>
    preparedStep(step, filled.steps[at]?.isFixed === true && !keepsCookies, files, job),
  );
  return {
    steps: prepared as [PreparedStep, ...PreparedStep[]],
    turns: turnsFrom(
      filled,
      { index, row },
      keepsCookies,
      job.mix === undefined ? null : mixOrder(job.mix, seed),
    ),
  };
}

const ANY_ANSWER: Expectation = { status: null, headers: {}, body: null };

function preparedStep(step: LoadStep, isFixed: boolean, files: Files, job: LoadJob): PreparedStep {
  const captures: readonly Capture[] = Object.values(step.capture ?? {});
  const encoded = encodedOf(step.request, files, hostOf(job));
  return {
    ...encoded,
    request: isFixed ? encoded.request : null,
    expectStatus: step.expectStatus,
    ...bodyOf(step, job.steps?.length ?? 1),
    // A body that is read may have a Content-Encoding.
    keepsHeaders: job.cookies === true || captures.length > 0 || step.expectRule !== undefined,
    keepsBody: captures.some(({ from }) => from === 'json'),
  };
}

function turnsFrom(
  filled: FilledScenario,
  first: { readonly index: number; readonly row: number },
  keepsCookies: boolean,
  order: MixOrder | null,
): PreparedTurns {
  let begun = 0;
  return {
    filled,
    keepsCookies,
    order,
    next: () => {
      const index = first.index + begun;
      if (index >= filled.turns) return null;
      const turn = { index, row: first.row + begun };
      begun += 1;
      return turn;
    },
    get begun() {
      return begun;
    },
  };
}

/** @param steps of a turn */
const bodyOf = (
  { expectBody, expectSize, expectRule }: Pick<LoadJob, 'expectBody' | 'expectSize' | 'expectRule'>,
  steps: number,
): Pick<PreparedStep, 'expectBody' | 'rule' | 'looks' | 'leastBytes' | 'mostBytes'> => ({
  expectBody: expectBody === null ? null : Buffer.from(expectBody, 'base64'),
  rule: expectRule ?? null,
  looks: new LookBudget(steps),
  leastBytes: expectSize?.from ?? 0,
  mostBytes: expectSize?.to ?? Number.POSITIVE_INFINITY,
});

/** Methods whose requests have a length even without a body (RFC 9110, 8.6). */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** The value of the Host header. */
const hostOf = ({ url }: Pick<LoadJob, 'url'>): string => new URL(url).host;

type OneRequest = Pick<LoadJob, 'url' | 'method' | 'headers' | 'body'>;

function requestOf({ url, method, headers, body }: OneRequest): ScenarioRequest {
  const { pathname, search } = new URL(url);
  return { method, path: `${pathname}${search}`, headers, body };
}

/** A request as on the wire, and how others like it are written. */
function encodedOf(
  request: ScenarioRequest,
  files: Files,
  host: string,
): Pick<PreparedStep, 'encode' | 'isHead'> & { readonly request: Buffer } {
  return {
    request: writtenBytes(request, files, host),
    encode: (other) => bytesOf(other, host),
    isHead: request.method === 'HEAD',
  };
}

/** The bytes of a job's one request. */
export const encodeRequest = (job: OneRequest, files: Files = NO_FILES): Buffer =>
  writtenBytes(requestOf(job), files, hostOf(job));

/** The bytes of a request whose braces are ordinary text. */
function writtenBytes(request: ScenarioRequest, files: Files, host: string): Buffer {
  const { headers, body } = composeBody<null>(request, files, () => null);
  return bytesOf({ ...request, headers, body: body(null) }, host);
}

/**
 * A request's bytes (RFC 9112). loadgate adds Host, Connection, and Content-Length unless the scenario has them, and
 * nothing else, so that the preflight (client.ts) sends the same bytes.
 */
function bytesOf({ method, path, headers, body }: SentRequest, host: string): Buffer {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const lines = [`${method} ${path} HTTP/1.1`];
  if (!given.has('host')) lines.push(`Host: ${host}`);
  if (!given.has('connection')) lines.push('Connection: keep-alive');
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  const saysLength = given.has('content-length') || given.has('transfer-encoding');
  if (!saysLength && (body !== null || WITH_BODY.has(method)))
    lines.push(`Content-Length: ${Buffer.byteLength(body ?? '', 'utf8')}`);
  const head = `${lines.join('\r\n')}\r\n\r\n`;
  return Buffer.isBuffer(body) ? Buffer.concat([Buffer.from(head), body]) : Buffer.from(head + (body ?? ''));
}
