/** How much `JSON.parse` would make of a text. */
export interface Structure {
  /** Objects, lists and what is in them: never too few, and at most one too many for each object and list. */
  readonly values: number;
  /** Objects and lists inside each other. */
  readonly depth: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Counts what a JSON text is made of without making it: a few MiB of `{},{},…` would become hundreds. Of what is
 * no JSON it counts something; `JSON.parse` refuses that at the first wrong character.
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

/** Offset of the quote that ends a string; the text's length where none does. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) at++;
  }
  return at;
}
