/** What came out of a part of loadgate after somebody else's text went into it, by where it goes next. */
export interface Sunk {
  /** Markdown that a forge renders. */
  readonly pages?: readonly string[];
  /** For a terminal, as it is printed. */
  readonly terminal?: readonly string[];
  /** Handed to the log of a job or of a terminal as it is: errors, lines of builds. */
  readonly told?: readonly string[];
  /** Anything else: command lines, files, requests. Checked where it was made. */
  readonly other?: readonly string[];
  /** What was found wrong already. */
  readonly faults?: readonly string[];
}

/** A part of loadgate with the fields that the author of a pull request writes. */
export interface Surface {
  readonly name: string;
  readonly fields: readonly string[];
  /** Its pages have the same tags whatever the text is. */
  readonly fixed: boolean;
  /** Fields whose text never comes out, with the reason. */
  readonly silent?: Readonly<Record<string, string>>;
  /** @param text what a field holds */
  pour(text: (field: string) => string): Sunk | Promise<Sunk>;
}

/** A word without any meaning, another one for each field. */
export function tameWord(surface: Surface, field: string): string {
  const at = surface.fields.indexOf(field);
  const letter = (value: number): string => String.fromCharCode('h'.charCodeAt(0) + value);
  return `zq${letter(Math.floor(at / 16))}${letter(at % 16)}`;
}

export const tame =
  (surface: Surface) =>
  (field: string): string =>
    tameWord(surface, field);

export const everywhere = (text: string) => (): string => text;

/** The text in one field, words in all others. */
export const onlyIn =
  (surface: Surface, field: string, text: string) =>
  (asked: string): string =>
    asked === field ? text : tameWord(surface, asked);

/** As a file of UTF-8 holds it: half of a surrogate pair becomes U+FFFD. */
export const asUtf8 = (text: string): string => Buffer.from(text).toString();
