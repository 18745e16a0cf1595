import type { HttpRequest } from '../model/config.js';
import { LoadgateError } from '../model/error.js';

export type AskErrorCode =
  | 'connection-refused'
  | 'connection-reset'
  | 'request-timeout'
  | 'answer-too-large'
  | 'answer-not-http'
  | 'request-failed';

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
  readonly request: HttpRequest;
  readonly address: { readonly host: string; readonly port: number };
  readonly timeoutMs: number;
  readonly timedOut?: boolean;
  readonly old: boolean;
}

/** Turns an error of node:http into a LoadgateError. */
export function toAskError(cause: unknown, { request, address, timeoutMs, timedOut, old }: Asked): AskError {
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
    const message = `nothing listens on ${address.host}, port ${address.port}`;
    return new AskError(message, 'connection-refused', 'Check the port, and that it listens on 0.0.0.0.', {
      old,
      cause,
    });
  }
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
