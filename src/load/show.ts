/** Foreign text in messages: short, on one line, and with nothing in it that a terminal or a reader can't see. */

/** Characters that are shown of a text. */
const SHOWN = 120;

// JSON.stringify escapes C0 alone. These are DEL and C1, and what changes direction, joins, or takes no room.
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function quote(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text in quotes, its control characters escaped, cut where it is long. */
export function showText(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN + 2));
  if (characters.length <= SHOWN && characters.join('').length === text.length) return quote(text);
  return `${quote(characters.slice(0, SHOWN).join(''))}… (${text.length} characters)`;
}

/** Two texts, each cut to the part around the first place where they differ. */
export function showAround(first: string, second: string): readonly [string, string] {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const start = Math.max(0, at - SHOWN / 2);
  if (start === 0) return [showText(first), showText(second)];
  const cut = (text: string): string => `…${showText(text.slice(start))}`;
  return [`${cut(first)} from character ${start + 1} on`, cut(second)];
}

/** A JSON value; `nothing` for what is not there. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return showText(value);
  const json = JSON.stringify(value);
  return json.length <= SHOWN
    ? json.replace(INVISIBLE, '\ufffd')
    : `${json.slice(0, SHOWN).replace(INVISIBLE, '\ufffd')}…`;
}
