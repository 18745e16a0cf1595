import { File } from 'node:buffer';
import { FormDataEncoder } from 'form-data-encoder';
import { canonicalJson, sha256 } from '../model/canonical.js';
import type { BodyFile, FormField, ScenarioRequest } from '../model/config.js';
import { withContentType } from '../model/request-body.js';
import type { Files } from './body-files.js';

/** A body as it is sent. */
export type SentBody = string | Buffer | null;

/** What a request sends besides method and path. */
export interface Composed<Context> {
  /** The body is the same each time. */
  readonly isFixed: boolean;
  /** With those that the body implies. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (context: Context) => SentBody;
}

/** Makes a text of one with placeholders; null: it is the same each time. */
type FillerOf<Context> = (text: string) => ((context: Context) => string) | null;

/**
 * The headers and the body of a request: the same bytes for the check before the load and for the load, on both sides.
 * @param files what the body's files hold
 * @throws TypeError a file was not read
 */
export function composeBody<Context>(
  { headers, body }: Pick<ScenarioRequest, 'headers' | 'body'>,
  files: Files,
  fillerOf: FillerOf<Context>,
): Composed<Context> {
  if (body === null || typeof body === 'string') {
    const fill = body === null ? null : fillerOf(body);
    return { headers, body: fill ?? (() => body), isFixed: fill === null };
  }
  if ('file' in body) {
    const content = contentOf(body, files);
    return { headers: withContentType(headers, content), body: () => content, isFixed: true };
  }
  return composeForm(headers, body.multipart, files, fillerOf);
}

/** A form (RFC 7578). Its boundary follows from what is in it, so that it is the same each time, and in no file by chance. */
function composeForm<Context>(
  headers: ScenarioRequest['headers'],
  fields: readonly FormField[],
  files: Files,
  fillerOf: FillerOf<Context>,
): Composed<Context> {
  const form = new FormData();
  for (const { name, content } of fields) {
    if (typeof content === 'string') form.append(name, content);
    else form.append(name, new File([contentOf(content, files)], content.filename, { type: content.type }));
  }
  const encoder = new FormDataEncoder(form, boundaryOf(fields, files));
  // Three pieces for each field: its head, its content, and the end of a line.
  const pieces = [...encoder.values()].map((piece, at) => {
    const content = fields[Math.floor(at / 3)]?.content;
    if (at % 3 !== 1 || content === undefined) return Buffer.from(piece as Uint8Array);
    if (typeof content !== 'string') return contentOf(content, files);
    const text = Buffer.from(piece as Uint8Array);
    return fillerOf(text.toString('utf8')) ?? text;
  });
  const type = { 'Content-Type': encoder.contentType };
  const fixed = pieces.every((piece) => Buffer.isBuffer(piece)) ? Buffer.concat(pieces as Buffer[]) : null;
  return {
    headers: { ...headers, ...type },
    isFixed: fixed !== null,
    body: (context) =>
      fixed ??
      Buffer.concat(pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece(context))))),
  };
}

function boundaryOf(fields: readonly FormField[], files: Files): string {
  const contents = fields.map(({ content }) =>
    typeof content === 'string' ? null : sha256(contentOf(content, files)),
  );
  return `loadgate-${sha256(canonicalJson([fields, contents])).slice(0, 32)}`;
}

function contentOf({ file }: BodyFile, files: Files): Buffer {
  const content = files.get(file);
  if (content === undefined) throw new TypeError(`${file} was not read`);
  return content;
}
