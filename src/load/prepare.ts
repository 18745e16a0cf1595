import { LoadgateError } from '../model/error.js';
import { addressIn, portOf } from '../model/hosts.js';
import type { Failures } from '../model/record.js';
import { filler, pathFiller } from './fill.js';
import { headMs, type LoadData, type LoadJob } from './job.js';
import { OPENED_FIRST } from './opening.js';
import type { Tables } from './rows.js';
import { type TlsOptions, tlsOf } from './tls.js';

export type FailureKind = keyof Failures;

/** Data that all connections of a round share. */
export interface PreparedLoad {
  readonly hostname: string;
  readonly port: number;
  readonly host: string;
  /** null: plain HTTP. */
  readonly tls: TlsOptions | null;
  /** The whole request as on the wire. */
  readonly request: Buffer;
  /** HEAD: its answers have no body, regardless of Content-Length. */
  readonly isHead: boolean;
  readonly timeoutMs: number;
  /** Its connections end by a reset (`OPENED_FIRST` says why). */
  readonly resets: boolean;
  readonly expectStatus: number | null;
  readonly expectBody: Buffer | null;
  /** Of the body, bytes. */
  readonly leastBytes: number;
  readonly mostBytes: number;
  /** The next request, which all connections take in turn; null: it is always `request`. */
  readonly next: (() => Outgoing) | null;
}

/** One request of many that differ. */
export interface Outgoing {
  readonly request: Buffer;
  /** The body of its answer; null: not checked. */
  readonly expectBody: Buffer | null;
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
 * @param tables tables of the job's `data`; null: it has none
 * @throws LoadgateError `data-invalid` (usage)
 */
export function prepare(job: LoadJob, tables: Tables | null = null): PreparedLoad {
  const url = new URL(job.url);
  const { remote } = job;
  return {
    hostname: remote?.address ?? addressIn(url.hostname) ?? url.hostname,
    port: portOf(job.url),
    host: url.host,
    tls: url.protocol === 'https:' && remote !== undefined ? tlsOf(url.hostname, remote.certificates) : null,
    request: encodeRequest(job),
    isHead: job.method === 'HEAD',
    timeoutMs: job.timeoutMs,
    resets: job.connections >= OPENED_FIRST,
    expectStatus: job.expectStatus,
    expectBody: job.expectBody === null ? null : Buffer.from(job.expectBody, 'base64'),
    leastBytes: job.expectSize?.from ?? 0,
    mostBytes: job.expectSize?.to ?? Number.POSITIVE_INFINITY,
    next: job.data === undefined || tables === null ? null : inTurn(job, job.data, tables),
  };
}

/** Makes each request when it is sent, so that only the rows stay in memory. */
function inTurn(job: LoadJob, data: LoadData, tables: Tables): () => Outgoing {
  const encode = encoder(job);
  const path = pathFiller(data.path, tables);
  const body = job.body === null ? null : filler(job.body, tables);
  const expected = data.expectBody === null ? null : filler(data.expectBody, tables);
  let index = 0;
  return () => {
    const at = index;
    index += 1;
    return {
      request: encode(path(at), body === null ? null : body(at)),
      expectBody: expected === null ? null : Buffer.from(expected(at), 'utf8'),
    };
  };
}

/** Methods whose requests have a length even without a body (RFC 9110, 8.6). */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/**
 * The request's bytes (RFC 9112). loadgate adds Host, Connection, and Content-Length unless the scenario has them,
 * and nothing else, so that the preflight (client.ts) sends the same bytes.
 */
export function encodeRequest(job: Pick<LoadJob, 'url' | 'method' | 'headers' | 'body'>): Buffer {
  const { pathname, search } = new URL(job.url);
  return encoder(job)(`${pathname}${search}`, job.body);
}

type Encoder = (path: string, body: string | null) => Buffer;

/** Writes the common parts of a job's requests once. */
function encoder(job: Pick<LoadJob, 'url' | 'method' | 'headers'>): Encoder {
  const { host } = new URL(job.url);
  const given = new Set(Object.keys(job.headers).map((name) => name.toLowerCase()));
  const lines = [' HTTP/1.1'];
  if (!given.has('host')) lines.push(`Host: ${host}`);
  if (!given.has('connection')) lines.push('Connection: keep-alive');
  for (const [name, value] of Object.entries(job.headers)) lines.push(`${name}: ${value}`);
  const common = lines.join('\r\n');
  const saysLength = given.has('content-length') || given.has('transfer-encoding');
  return (path, text) => {
    const body = text ?? '';
    const hasLength = !saysLength && (text !== null || WITH_BODY.has(job.method));
    const length = hasLength ? `\r\nContent-Length: ${Buffer.byteLength(body, 'utf8')}` : '';
    return Buffer.from(`${job.method} ${path}${common}${length}\r\n\r\n${body}`, 'utf8');
  };
}
