/** Text with placeholders in double braces, which stand for other values in each request. */

/** What a placeholder stands for. */
export type Placeholder = { readonly written: string } & (
  | { readonly kind: 'column'; readonly set: string; readonly column: string }
  /** A value that an earlier step captured. */
  | { readonly kind: 'captured'; readonly name: string }
  /** The number of the request. */
  | { readonly kind: 'index' }
  | { readonly kind: 'uuid' }
  /** A whole number; both ends belong to it. */
  | { readonly kind: 'int'; readonly from: number; readonly to: number }
);

/** The pieces of a text, in their order. */
export type Template = readonly (string | Placeholder)[];

/** Names that data and captured values can't have. */
export const RESERVED_NAMES: readonly string[] = ['index', 'random'];

const BRACES = /\{\{([^{}]*)\}\}/g;
const NAME = '[A-Za-z_][A-Za-z0-9_-]*';
const COLUMN = new RegExp(`^(${NAME})\\.(\\S(?:.*\\S)?)$`);
const CAPTURED = new RegExp(`^${NAME}$`);
const INT = /^random\.int\(\s*(-?\d{1,15})\s*,\s*(-?\d{1,15})\s*\)$/;

/** null: it is no placeholder. */
function placeholderOf(written: string, inside: string): Placeholder | null {
  const text = inside.trim();
  if (text === 'index') return { written, kind: 'index' };
  if (text === 'random.uuid') return { written, kind: 'uuid' };
  const [, from, to] = INT.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return Number(from) <= Number(to) ? { written, kind: 'int', from: Number(from), to: Number(to) } : null;
  const [, set, column] = COLUMN.exec(text) ?? [];
  if (set !== undefined && column !== undefined)
    return set === 'random' ? null : { written, kind: 'column', set, column };
  return CAPTURED.test(text) && text !== 'random' ? { written, kind: 'captured', name: text } : null;
}

/** What stands between double braces and is no placeholder, as it is written; null: there is none. */
export function wrongPlaceholder(text: string): string | null {
  for (const [whole, inside = ''] of text.matchAll(BRACES))
    if (placeholderOf(whole, inside) === null) return whole;
  return null;
}

/** Reads a text. What is in double braces and is no placeholder stays as it is. */
export function parseTemplate(text: string): Template {
  const pieces: (string | Placeholder)[] = [];
  let plain = '';
  let end = 0;
  for (const found of text.matchAll(BRACES)) {
    const placeholder = placeholderOf(found[0], found[1] ?? '');
    if (placeholder === null) continue;
    plain += text.slice(end, found.index);
    if (plain !== '') pieces.push(plain);
    plain = '';
    pieces.push(placeholder);
    end = found.index + found[0].length;
  }
  plain += text.slice(end);
  if (plain !== '') pieces.push(plain);
  return pieces;
}

/** The placeholders of a text. */
export const placeholdersOf = (text: string): readonly Placeholder[] =>
  parseTemplate(text).filter((piece): piece is Placeholder => typeof piece !== 'string');

/** Values that are there without any data: a text with one of them differs in each request. */
export const isGenerated = ({ kind }: Placeholder): boolean =>
  kind === 'index' || kind === 'uuid' || kind === 'int';
