/** Text with `{{set.column}}` in it, which stands for the value of a column in the row of a request. */

/** One value of a row. */
export interface Placeholder {
  /** Name of the data, as the scenario gives it. */
  readonly set: string;
  readonly column: string;
}

/** The pieces of a text, in their order. */
export type Template = readonly (string | Placeholder)[];

const BRACES = /\{\{([^{}]*)\}\}/g;
const INSIDE = /^\s*([A-Za-z_][A-Za-z0-9_-]*)\.(\S(?:.*\S)?)\s*$/;

/** What stands between double braces and is not `set.column`, as it is written; null: there is none. */
export function wrongPlaceholder(text: string): string | null {
  for (const [whole, inside = ''] of text.matchAll(BRACES)) if (!INSIDE.test(inside)) return whole;
  return null;
}

/** Reads a text. What is in double braces and is not `set.column` stays as it is. */
export function parseTemplate(text: string): Template {
  const pieces: (string | Placeholder)[] = [];
  let plain = '';
  let end = 0;
  for (const found of text.matchAll(BRACES)) {
    const [, set, column] = INSIDE.exec(found[1] ?? '') ?? [];
    if (set === undefined || column === undefined) continue;
    plain += text.slice(end, found.index);
    if (plain !== '') pieces.push(plain);
    plain = '';
    pieces.push({ set, column });
    end = found.index + found[0].length;
  }
  plain += text.slice(end);
  if (plain !== '') pieces.push(plain);
  return pieces;
}

/** The placeholders of a text. */
export const placeholdersOf = (text: string): readonly Placeholder[] =>
  parseTemplate(text).filter((piece): piece is Placeholder => typeof piece !== 'string');
