/** The size of what `JSON.parse` would make from a text. */
export interface Structure {
  /** Objects, lists, and their values: never too few, and at most one too many for each object and list. */
  readonly values: number;
  /** Levels of nested objects and lists. */
  readonly depth: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Counts the values of a JSON text without parsing it, because a few MiB of `{},{},…` would become hundreds. For text
 * that isn't JSON, the count is arbitrary, and `JSON.parse` refuses it at the first wrong character.
 */
export function structureOf(text: string): Structure {
  let values = 1;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = stringEnd(text, at);
        break;
      case 0x2c: // ,
        values++;
        break;
      case 0x7b: // {
      case 0x5b: // [
        values++;
        depth++;
        if (depth > deepest) deepest = depth;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth--;
    }
  }
  return { values, depth: deepest };
}

/** Offset of the quote that ends a string; the text's length if there is none. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) at++;
  }
  return at;
}
