/** A cookie as later requests send it. */
interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** What can stand in a header: a cookie with anything else is none. */
const PRINTABLE = /^[\t\x20-\x7e]*$/;

/**
 * The cookies of one sequence (RFC 6265). All go back to the one target that set them: Domain and Secure are for clients
 * that know other hosts, and an application that is made for HTTPS sets Secure although it is tested without.
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** @param header a value of Set-Cookie. @param requestPath path of the request that it answers */
  take(header: string, requestPath: string): void {
    const [pair = '', ...attributes] = header.split(';');
    const found = nameAndValue(pair);
    if (found === null || !PRINTABLE.test(header)) return;
    let path = defaultPath(requestPath);
    let isGone = false;
    let hasMaxAge = false;
    for (const attribute of attributes) {
      const [key, value] = nameAndValue(attribute) ?? ['', ''];
      if (key.toLowerCase() === 'path' && value.startsWith('/')) path = value;
      if (key.toLowerCase() === 'max-age') [isGone, hasMaxAge] = [Number(value) <= 0, true];
      // Max-Age wins, wherever it stands.
      if (key.toLowerCase() === 'expires' && !hasMaxAge) isGone = Date.parse(value) <= Date.now();
    }
    const [name, value] = found;
    if (isGone) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }

  /** The value of a cookie; null: there is none of that name. */
  get(name: string): string | null {
    return this.#cookies.get(name)?.value ?? null;
  }

  /** The Cookie header of a request; null: it has none. */
  header(requestPath: string): string | null {
    const path = withoutQuery(requestPath);
    const sent = [...this.#cookies].filter(([, cookie]) => isUnder(path, cookie.path));
    return sent.length === 0 ? null : sent.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }
}

/** The value of a cookie in Set-Cookie headers, the last one of its name; null: there is none. */
export function cookieIn(headers: readonly string[], name: string): string | null {
  for (const header of headers.toReversed()) {
    const [found, value] = nameAndValue(header.split(';')[0] ?? '') ?? [];
    if (found === name && value !== undefined) return value;
  }
  return null;
}

function nameAndValue(pair: string): readonly [string, string] | null {
  const at = pair.indexOf('=');
  const name = pair.slice(0, Math.max(0, at)).trim();
  return name === '' ? null : [name, pair.slice(at + 1).trim()];
}

const withoutQuery = (path: string): string => path.split('?')[0] ?? path;

/** RFC 6265, 5.1.4. */
function defaultPath(requestPath: string): string {
  const path = withoutQuery(requestPath);
  const last = path.lastIndexOf('/');
  return last <= 0 ? '/' : path.slice(0, last);
}

/** RFC 6265, 5.1.4. */
const isUnder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
