/** Plain values that remember where in the file they were written. */
import type { Path } from '../model/issues.js';

/** Offsets into the text. A value under a merge key or an alias points to where it is written. */
export interface Located {
  readonly value: unknown;
  /** Where the value starts. */
  readonly at: number;
  /** Where the key that leads to it starts; null: it has none (the whole file, an item of a list). */
  readonly keyAt: number | null;
  readonly children: ReadonlyMap<string, Located>;
}

/**
 * The place of a path; where the path ends early (a missing key), the place of what it should be in.
 * @param prefer `key`: the name itself, where it is the name that is wrong.
 * @returns an offset into the text
 */
export function locate(root: Located, path: Path, prefer: 'key' | 'value'): number {
  let here = root;
  let whole = true;
  for (const step of path) {
    const next = here.children.get(String(step));
    whole = next !== undefined;
    if (next === undefined) break;
    here = next;
  }
  // Something that is missing has no place: the name of what it is missing in is the best one.
  return (prefer === 'key' || !whole ? here.keyAt : null) ?? here.at;
}

/** `["targets", "flask", "command", 0]` → `targets.flask.command[0]`; `the top level` for none. */
export function pathLabel(path: Path): string {
  if (path.length === 0) return 'the top level';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
