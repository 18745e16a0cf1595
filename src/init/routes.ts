import type { Route } from './facts.js';
import type { SourceText } from './tree.js';

/** Requests that are for machines: measured only where there are no others. */
const MACHINES =
  /^\/(?:(?:health|live|ready|status|ping)(?:z|iness|ness|check)?|metrics|docs|redoc|openapi[^/]*|swagger[^/]*|admin|static|favicon[^/]*|robots\.txt|up)(?:\/|$)/i;

/** `:id`, `{id}`, `<int:id>`, `*`, `$`: not the path itself. */
const PARAMETER = /[:{}<>*()[\]$^\\+]/;

/** What goes on the wire as it is. */
const WIRE = /^\/[\x21-\x7e]*$/;

/** @param method upper case */
export function routeOf(method: string, path: string, source: string): Route {
  const isPlain = WIRE.test(path) && !path.startsWith('//') && !path.includes('#');
  return { method, path, isOpen: method !== 'GET' || !isPlain || PARAMETER.test(path), source };
}

/** Two parts of a path, with one slash between them. */
export const joinPath = (prefix: string, path: string): string =>
  `${prefix.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;

/** `file:line` of a match, and whether that line is a comment. */
export function placeOf({ path, text }: SourceText, at: number): { source: string; isComment: boolean } {
  const before = text.slice(0, at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return { source: `${path}:${before.split('\n').length}`, isComment: /^\s*(?:\/\/|#|\*)/.test(line) };
}

/** Each request once. */
function once(routes: readonly Route[]): readonly Route[] {
  const seen = new Map<string, Route>();
  for (const route of routes) {
    const key = `${route.method} ${route.path}`;
    if (!seen.has(key)) seen.set(key, route);
  }
  return [...seen.values()];
}

export interface Chosen {
  readonly taken: readonly Route[];
  /** Those that could be sent too, and those that take something that only people know. */
  readonly left: readonly Route[];
}

/** The requests that say most about a service: those for people first, in the order of the sources. */
export function choose(routes: readonly Route[], most: number): Chosen {
  const all = once(routes);
  const ready = all.filter(({ isOpen }) => !isOpen);
  const people = ready.filter(({ path }) => !MACHINES.test(path));
  const taken = (people.length > 0 ? people : ready).slice(0, most);
  return { taken, left: all.filter((route) => !taken.includes(route) && !MACHINES.test(route.path)) };
}

/** The request that tells whether the service is ready; null: none is known. */
export const healthRoute = (routes: readonly Route[]): Route | null =>
  routes.find(
    ({ path, isOpen }) =>
      !isOpen && /^\/(?:(?:[\w-]+\/)*)?(?:health|live|ready|ping|up)(?:z|iness|ness|check)?\/?$/i.test(path),
  ) ?? null;
