const MAX_NAME = 63;

/**
 * A readable name for a request: `GET /` → `root`, `GET /api/items?page=2` → `api-items-page-2`,
 * `POST /api/items` → `post-api-items`. Unique among those that are taken, by a number at its end.
 */
export function scenarioName(method: string, path: string, taken: ReadonlySet<string>): string {
  const words = path
    .replaceAll(/%[0-9a-f]{2}/gi, '-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const verb = method === 'GET' ? [] : [method];
  const slug = [...verb, ...(words.length === 0 ? ['root'] : words)].join('-').toLowerCase();
  const name = clip(slug, '');
  for (let number = 2; ; number++) {
    const candidate = number === 2 && !isTaken(name, taken) ? name : clip(slug, `-${number}`);
    if (!isTaken(candidate, taken)) return candidate;
  }
}

/** `constructor` and its like are no names (src/config/fields.ts). */
function isTaken(name: string, taken: ReadonlySet<string>): boolean {
  return taken.has(name) || name in Object.prototype;
}

function clip(slug: string, end: string): string {
  return slug.slice(0, MAX_NAME - end.length).replace(/-+$/, '') + end;
}
