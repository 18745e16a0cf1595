/** What is known of a request's body without reading its files. */

import type { RequestBody } from './config.js';

/** The files of the repository that a body is made of, each once. */
export function bodyFiles(body: RequestBody | null): readonly string[] {
  if (body === null || typeof body === 'string') return [];
  if ('file' in body) return [body.file];
  const files = body.multipart.flatMap(({ content }) => (typeof content === 'string' ? [] : [content.file]));
  return [...new Set(files)];
}

/** The texts of a body, which may hold placeholders. */
export function bodyTexts(body: RequestBody | null): readonly string[] {
  if (body === null || typeof body === 'string') return body === null ? [] : [body];
  const fields = 'multipart' in body ? body.multipart : [];
  return fields.flatMap(({ content }) => (typeof content === 'string' ? [content] : []));
}

/** A body with other names for its files: what is sent depends on what is in them, and not on where they are. */
export function withFileNames(body: RequestBody | null, nameOf: (file: string) => string | null): unknown {
  if (body === null || typeof body === 'string') return body;
  if ('file' in body) return { file: nameOf(body.file) };
  return {
    multipart: body.multipart.map(({ name, content }) => ({
      name,
      content: typeof content === 'string' ? content : { ...content, file: nameOf(content.file) },
    })),
  };
}

const JSON_TYPE = 'application/json';

/** In JSON, a placeholder stands for a value or for a part of a string: a digit can be either. */
const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

/**
 * Headers with the Content-Type that a body implies: JSON's, where it is a JSON object or list and they name none.
 * @param body UTF-8
 */
export function withContentType(
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array | null,
): Readonly<Record<string, string>> {
  if (body === null || hasHeader(headers, 'content-type')) return headers;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return isJson(text.replaceAll(PLACEHOLDER, '0')) ? { ...headers, 'Content-Type': JSON_TYPE } : headers;
}

/** @param name in lower case */
const hasHeader = (headers: Readonly<Record<string, string>>, name: string): boolean =>
  Object.keys(headers).some((one) => one.toLowerCase() === name);

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
