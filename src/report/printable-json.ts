/** What acts in a terminal, turns text around or hides it, and more marks than any script stacks on a letter. */
const ACTING =
  /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?<=\p{M}{4})\p{M}/gu;

/**
 * JSON with an indentation of two, to be printed or opened: the same value, but characters that act are written as
 * `\u202e`. `JSON.stringify` does so with those below U+0020 alone, and U+009B begins a terminal's command as well.
 * @param replacer as `JSON.stringify` takes it
 */
export function printableJson(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return JSON.stringify(value, replacer, 2).replace(ACTING, escaped);
}

/** As {@link printableJson}, on one line. */
export const printableJsonLine = (value: unknown): string => JSON.stringify(value).replace(ACTING, escaped);

/** By code units: JSON has no other way. */
const escaped = (character: string): string =>
  character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
