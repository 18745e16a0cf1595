import type { HttpRequest } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { isCertificateError, isTlsError } from './tls.js';

export type AskErrorCode =
  | 'connection-refused'
  | 'connection-reset'
  | 'request-timeout'
  | 'answer-too-large'
  | 'answer-not-http'
  | 'request-failed'
  | 'certificate-refused'
  | 'tls-failed';

/** Why a request got no answer. */
export class AskError extends LoadgateError {
  override readonly code: AskErrorCode;
  /** The request used an existing connection, and no part of an answer came. */
  readonly onOldConnection: boolean;

  constructor(
    message: string,
    code: AskErrorCode,
    hint: string,
    given: { old?: boolean; cause?: unknown } = {},
  ) {
    super(message, { kind: 'usage', code, hint, cause: given.cause });
    this.code = code;
    this.onOldConnection = given.old ?? false;
  }
}

export function isAskError(error: unknown): error is AskError {
  return error instanceof AskError;
}

export function tooLarge(limit: number): AskError {
  return new AskError(
    `the answer's body is larger than ${limit / 2 ** 20} MiB`,
    'answer-too-large',
    'Measure a request with a smaller answer.',
  );
}

interface Asked {
  readonly request: Pick<HttpRequest, 'method' | 'path'>;
  readonly place: {
    readonly host: string;
    readonly port: number;
    readonly remote?: { readonly origin: string };
  };
  readonly timeoutMs: number;
  readonly timedOut?: boolean;
  readonly old: boolean;
}

function refused({ host, port, remote }: Asked['place'], given: { old: boolean; cause: unknown }): AskError {
  const [message, hint] =
    remote === undefined
      ? [`nothing listens on ${host}, port ${port}`, 'Check the port, and that it listens on 0.0.0.0.']
      : [
          `${remote.origin} refused the connection (${host}, port ${port})`,
          'Check that it runs, and that this machine may reach it.',
        ];
  return new AskError(message, 'connection-refused', hint, given);
}

function untrusted(cause: unknown, code: string, { host, remote }: Asked['place'], old: boolean): AskError {
  const where = remote?.origin ?? host;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (isTlsError(code)) {
    const hint = 'Check that the port speaks TLS, or write http:// in the URL.';
    return new AskError(`${where}: no TLS connection can be made (${code})`, 'tls-failed', hint, {
      old,
      cause,
    });
  }
  return new AskError(
    `${where}: its certificate is not accepted: ${reason} (${code})`,
    'certificate-refused',
    "Check its name and its dates; name the file of your own authority's certificates in NODE_EXTRA_CA_CERTS.",
    { old, cause },
  );
}

/** Turns an error of node:http into a LoadgateError. */
export function toAskError(cause: unknown, { request, place, timeoutMs, timedOut, old }: Asked): AskError {
  if (isAskError(cause)) return cause;
  const title = `${request.method} ${request.path}`;
  if (timedOut) {
    const message = `${title} was not answered within ${timeoutMs} ms`;
    return new AskError(message, 'request-timeout', 'Make the target faster, or allow it more time.', {
      old,
    });
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ECONNREFUSED') {
    return refused(place, { old, cause });
  }
  if (isCertificateError(code) || isTlsError(code)) return untrusted(cause, code, place, old);
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    const message = `${title}: the connection was closed before the answer was complete`;
    return new AskError(message, 'connection-reset', "Look for a crash in the target's log.", { old, cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (code.startsWith('HPE_')) {
    const message = `${title}: the answer is not HTTP (${reason})`;
    return new AskError(
      message,
      'answer-not-http',
      'Check that the port speaks HTTP, not TLS or another protocol.',
      { old, cause },
    );
  }
  return new AskError(`${title} failed: ${reason}`, 'request-failed', 'Check the request and the target.', {
    old,
    cause,
  });
}
