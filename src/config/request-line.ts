import { type Issues, quote, wrong } from '../model/issues.js';

/**
 * Methods that a scenario may send. No HEAD: the answer has no body to check. No CONNECT or TRACE: they
 * are meant for proxies.
 */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Headers that make up the connection itself; the load generator writes them. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

const MAX_PATH = 8_192;
const HELP = 'write it like GET /healthz';

/** `GET /api/items?page=1` → method (upper case) and path with query. */
export function parseRequestLine(
  text: string,
  issues: Issues,
): { readonly method: string; readonly path: string } {
  const words = text.trim().split(/\s+/);
  const [first = '', second] = words;
  if (first === '') return wrong(issues, `the request is empty: ${HELP}`);
  if (second === undefined && first.startsWith('/')) {
    return wrong(issues, `${quote(text)} has no method: write GET ${first}`);
  }
  const method = parseMethod(first, issues);
  if (second === undefined) return wrong(issues, `${quote(text)} has no path: ${HELP}`);
  if (words.length > 2)
    return wrong(
      issues,
      `${quote(text)} is no request: after the path nothing may follow, and blanks in it are written %20`,
    );
  return { method, path: parsePath(second, issues) };
}

/** A method in upper case. */
function parseMethod(text: string, issues: Issues): string {
  const method = text.toUpperCase();
  if ((METHODS as readonly string[]).includes(method)) return method;
  return wrong(issues, `${quote(text)} is no method that loadgate sends: ${METHODS.join(', ')}`);
}

/** A path with query, as it goes on the wire: printable ASCII without a fragment. */
export function parsePath(text: string, issues: Issues): string {
  if (/^https?:\/\//i.test(text)) {
    return wrong(
      issues,
      `${quote(text)} is a whole address: write the path alone, loadgate knows the target's address`,
    );
  }
  // A captured value may be the whole path.
  if (!text.startsWith('/') && !text.startsWith('{{'))
    return wrong(issues, `${quote(text)} is no path: it starts with /`);
  // `//host/x` is another host's address to many readers of URLs.
  if (text.startsWith('//')) return wrong(issues, `${quote(text)} starts with two slashes: write one`);
  if (text.includes('#'))
    return wrong(issues, `${quote(text)} has a fragment: browsers keep it to themselves, leave it out`);
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return wrong(
      issues,
      `${quote(text)} holds blanks or letters outside ASCII: percent-encode them (a blank is %20)`,
    );
  }
  if (text.length > MAX_PATH)
    return wrong(issues, `the path has ${text.length} characters: ${MAX_PATH} at most`);
  return text;
}

/** Why a request header can't be sent as it is; null: it can. */
export function headerProblem(name: string): string | null {
  if (!OWN_HEADERS.has(name.toLowerCase())) return null;
  return `header ${quote(name)} belongs to the connection: loadgate writes it itself`;
}
