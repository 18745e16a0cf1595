import { Agent, type ClientRequest, request as http, type IncomingMessage } from 'node:http';
import { request as https, Agent as TlsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { ExactCounts } from '../model/record.js';
import type { CertificateFiles } from '../system/certificates.js';
import { isAskError, toAskError, tooLarge } from './client-errors.js';
import { decoded } from './encoding.js';
import type { SentRequest } from './fill.js';
import { tlsOf } from './tls.js';

/** The body of an answer. */
export interface AnswerBody {
  /** As on the wire. */
  readonly body: Buffer;
  /** Without its Content-Encoding; null: it can't be decoded. */
  readonly content: Buffer | null;
}

/** A raw answer to one request. */
export interface Answer extends AnswerBody {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Values of Set-Cookie headers. Absent: none. */
  readonly setCookies?: readonly string[];
  /** Head and body, bytes. */
  readonly bytes: number;
  /** A new connection was opened for it. */
  readonly newConnection: boolean;
}

/** Largest accepted body, bytes: 16 MiB. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Wait before a connection is used again, ms. */
const CLOSE_MS = 1;

export interface AskOptions {
  /** For the whole of request and answer, ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request at a time over one connection, which it keeps as long as the server does. */
export interface Client {
  /** It asks a URL that somebody else runs. */
  readonly isRemote: boolean;
  /**
   * @throws LoadgateError `connection-refused`, `connection-reset`, `request-timeout`, `answer-too-large`,
   *   `answer-not-http`, `request-failed`, `certificate-refused`, `tls-failed` (usage: the target causes them); the
   *   signal's reason
   */
  ask(request: SentRequest, options: AskOptions): Promise<Answer>;
  close(): void;
}

/** Where requests go. */
export interface Place {
  /** An address. */
  readonly host: string;
  readonly port: number;
  /** The URL whose name led there. Absent: plain HTTP to the address itself. */
  readonly remote?: { readonly origin: string; readonly certificates: CertificateFiles };
}

/** For readiness, preflight and exact counts, never for load. */
export function createClient(place: Place): Client {
  const agent = agentFor(place);
  return {
    isRemote: place.remote !== undefined,
    ask: async (request, options) => {
      // A server that closes without notice does so right after its answer. This wait detects it.
      if (Object.keys(agent.freeSockets).length > 0) await sleep(CLOSE_MS);
      options.signal?.throwIfAborted();
      try {
        return await askOnce(agent, place, request, options);
      } catch (error) {
        if (!isStale(error, request)) throw error;
        // The server closed the connection before it saw the request (RFC 9112, 9.3.1): open a new one.
        return askOnce(agent, place, request, options);
      }
    },
    close: () => agent.destroy(),
  };
}

const KEPT = { keepAlive: true, maxSockets: 1 } as const;

function agentFor({ remote }: Place): Agent {
  if (remote?.origin.startsWith('https:') !== true) return new Agent(KEPT);
  return new TlsAgent({ ...KEPT, ...tlsOf(new URL(remote.origin).hostname, remote.certificates) });
}

/** The Host header of a URL, as the load generator sends it. Node.js adds that of an address by itself. */
function hostHeader({ remote }: Place, headers: HttpRequest['headers']): Record<string, string> {
  const isGiven = Object.keys(headers).some((name) => name.toLowerCase() === 'host');
  return remote === undefined || isGiven ? {} : { Host: new URL(remote.origin).host };
}

/** Methods that are safe to repeat (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

function isStale(error: unknown, { method }: SentRequest): boolean {
  return (
    isAskError(error) && error.code === 'connection-reset' && error.onOldConnection && IDEMPOTENT.has(method)
  );
}

function askOnce(
  agent: Agent,
  place: Place,
  request: SentRequest,
  { timeoutMs, signal }: AskOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = request;
    const { host, port } = place;
    const send = agent instanceof TlsAgent ? https : http;
    const all = { ...hostHeader(place, headers), ...headers };
    const outgoing = send({ agent, host, port, method, path, headers: all });
    let bytesBefore = 0;
    let begun = false;
    const timer = setTimeout(() => fail({ timedOut: true }), timeoutMs);
    const abort = (): void => fail({ reason: signal?.reason });
    signal?.addEventListener('abort', abort, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const fail = (how: { cause?: unknown; timedOut?: boolean; reason?: unknown }): void => {
      settle();
      outgoing.destroy();
      reject(
        how.reason ??
          toAskError(how.cause, {
            request,
            place,
            timeoutMs,
            ...how,
            old: outgoing.reusedSocket && !begun,
          }),
      );
    };
    outgoing.once('socket', (socket) => {
      bytesBefore = socket.bytesRead;
    });
    outgoing.on('error', (cause) => fail({ cause }));
    outgoing.once('response', (incoming) => {
      begun = true;
      collect(incoming).then(
        (content) => {
          settle();
          resolve(toAnswer(outgoing, incoming, content, bytesBefore));
        },
        (cause) => fail({ cause }),
      );
    });
    outgoing.end(body ?? undefined);
  });
}

async function collect(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toAnswer(
  outgoing: ClientRequest,
  incoming: IncomingMessage,
  body: Buffer,
  bytesBefore: number,
): Answer {
  const headers = Object.entries(incoming.headersDistinct).map(([name, values]) => [
    name,
    values?.join(', ') ?? '',
  ]);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body,
    content: decoded(body, incoming.headers['content-encoding'], MAX_BODY_BYTES),
    setCookies: incoming.headersDistinct['set-cookie'] ?? [],
    bytes: (outgoing.socket?.bytesRead ?? 0) - bytesBefore,
    newConnection: !outgoing.reusedSocket,
  };
}

/**
 * Counts the connections and bytes of one request, or of one sequence of them, over `requests` of these, one after the other.
 * It doesn't count earlier requests of a client, but uses their connection.
 *
 * @param ask sends the one of a number, which counts from 0
 * @returns new connections per request beyond the first (0 with keep-alive, 1 without), and bytes of head and body
 *   per request; per sequence, where there are sequences
 * @throws what `ask` throws
 */
export async function exactCounts(
  ask: (index: number) => Promise<readonly Answer[]>,
  requests: number,
): Promise<Pick<ExactCounts, 'requests' | 'newConnections' | 'responseBytes'>> {
  if (!Number.isInteger(requests) || requests < 2) {
    throw new LoadgateError(`${requests} requests are too few to count over`, {
      kind: 'machine',
      code: 'unexpected',
      hint: 'This is a defect of loadgate: please report it.',
    });
  }
  let bytes = 0;
  let connections = 0;
  for (let count = 0; count < requests; count += 1) {
    for (const answer of await ask(count)) {
      bytes += answer.bytes;
      if (count > 0 && answer.newConnection) connections += 1;
    }
  }
  return { requests, newConnections: connections / (requests - 1), responseBytes: bytes / requests };
}
