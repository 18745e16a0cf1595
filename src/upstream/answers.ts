import type { CallHead } from './request-reader.js';

const REASONS = {
  200: 'OK',
  400: 'Bad Request',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
} as const;

/** The answer to nearly every call, made once. */
const OK = encode(200, 'ok', null);

export function encodeFor(call: CallHead, status: keyof typeof REASONS, body: string): Buffer {
  const plain = call.keepAlive && !call.isHttp10 && call.method !== 'HEAD';
  if (plain && status === 200) return OK;
  const bytes = encode(status, body, plain ? null : call.keepAlive);
  return call.method === 'HEAD' ? bytes.subarray(0, bytes.length - body.length) : bytes;
}

/** @param keepAlive what Connection says; null: nothing, HTTP/1.1 keeps connections open */
export function encode(status: keyof typeof REASONS, body: string, keepAlive: boolean | null): Buffer {
  const connection = keepAlive === null ? '' : `Connection: ${keepAlive ? 'keep-alive' : 'close'}\r\n`;
  return Buffer.from(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${body.length}\r\n${connection}\r\n${body}`,
    'latin1',
  );
}
