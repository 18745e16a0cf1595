import { basename } from 'node:path/posix';
import type { BodyFile, FormField, HttpRequest, ScenarioRequest } from '../model/config.js';
import { withContentType } from '../model/request-body.js';

export type Headers = Readonly<Record<string, string>>;

/** A request line has the first two of these. */
interface WrittenRequest {
  readonly method?: string | undefined;
  readonly path: string;
  readonly headers?: Headers | undefined;
  readonly body?: string | undefined;
}

/** A request with text. @param common headers that it has unless it says otherwise, in whatever case */
export function resolveRequest(
  { method, path, headers = {}, body }: WrittenRequest,
  common: Headers = {},
): HttpRequest {
  const own = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const others = Object.entries(common).filter(([name]) => !own.has(name.toLowerCase()));
  return {
    method: method ?? 'GET',
    path,
    headers: withContentType({ ...Object.fromEntries(others), ...headers }, body ?? null),
    body: body ?? null,
  };
}

interface WrittenFile {
  readonly file: string;
  readonly filename?: string | undefined;
  readonly type?: string | undefined;
}

interface WrittenScenarioRequest extends Omit<WrittenRequest, 'body'> {
  readonly body?: string | BodyFile | undefined;
  readonly multipart?: Readonly<Record<string, string | WrittenFile>> | undefined;
}

/** A request whose body may come from files. @param common as `resolveRequest` has it */
export function resolveScenarioRequest(
  { method, path, headers, body, multipart }: WrittenScenarioRequest,
  common: Headers,
): ScenarioRequest {
  if (multipart !== undefined) {
    // That of a form has its boundary, whatever all others have.
    const others = Object.entries(common).filter(([name]) => name.toLowerCase() !== 'content-type');
    const request = resolveRequest({ method, path, headers }, Object.fromEntries(others));
    return { ...request, body: { multipart: Object.entries(multipart).map(resolveField) } };
  }
  if (typeof body !== 'object') return resolveRequest({ method, path, headers, body }, common);
  return { ...resolveRequest({ method, path, headers }, common), body };
}

function resolveField([name, field]: [string, string | WrittenFile]): FormField {
  if (typeof field === 'string') return { name, content: field };
  const { file, filename = basename(file), type = 'application/octet-stream' } = field;
  return { name, content: { file, filename, type } };
}
