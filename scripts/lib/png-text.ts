/** Text inside a PNG (https://www.w3.org/TR/png-3/#11iTXt): what a picture shows, so that a test can read it. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/**
 * The picture with a text of this keyword in it. One that it has already stays.
 * @throws Error where the bytes are no PNG
 */
export function withPngText(png: Buffer, keyword: string, text: string): Buffer {
  const [header, ...rest] = chunksOf(png);
  if (header?.type !== 'IHDR') throw new Error('a PNG starts with IHDR');
  // Keyword, then four empty fields: not compressed, no method, no language, no translated keyword.
  const data = Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(5), Buffer.from(text)]);
  return Buffer.concat([SIGNATURE, ...[header, { type: 'iTXt', data }, ...rest].map(bytesOf)]);
}

/** The same picture in fewer bytes: what draws it packs it in a hurry. */
export function packed(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const pixels = inflateSync(
    Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []))),
  );
  const at = chunks.findIndex(({ type }) => type === 'IDAT');
  const others = chunks.filter(({ type }) => type !== 'IDAT');
  const data = deflateSync(pixels, { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, ...others.toSpliced(at, 0, { type: 'IDAT', data }).map(bytesOf)]);
}

/** The text of a keyword; null: the picture has none. */
export function pngText(png: Buffer, keyword: string): string | null {
  const start = Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(5)]);
  const found = chunksOf(png).find(
    ({ type, data }) => type === 'iTXt' && data.subarray(0, start.length).equals(start),
  );
  return found === undefined ? null : found.data.subarray(start.length).toString('utf8');
}

function chunksOf(png: Buffer): readonly Chunk[] {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('this is no PNG');
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data });
    at += length + 12;
  }
  return chunks;
}

function bytesOf({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
