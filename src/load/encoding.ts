import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

type Decode = (body: Buffer, limit: { readonly maxOutputLength: number }) => Buffer;

/** Content codings that are undone (RFC 9110, 8.4.1; br: RFC 7932). */
const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  identity: (body) => body,
};

/**
 * A body without its content codings.
 * @param encoding the Content-Encoding header; absent: it has none
 * @param maxBytes of what is in it
 * @returns null: it is not what the header says, it is larger, or a coding is not known
 */
export function decoded(body: Buffer, encoding: string | undefined, maxBytes: number): Buffer | null {
  // An answer without a body keeps the header that it would have with one.
  if (body.length === 0) return body;
  const codings = (encoding ?? '').split(',').map((coding) => coding.trim().toLowerCase());
  let content = body;
  // The last one was applied last.
  for (const coding of codings.filter((one) => one !== '').toReversed()) {
    const decode = DECODERS[coding];
    const inner = decode === undefined ? null : attempt(() => decode(content, { maxOutputLength: maxBytes }));
    if (inner === null) return null;
    content = inner;
  }
  return content;
}

function attempt(decode: () => Buffer): Buffer | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
