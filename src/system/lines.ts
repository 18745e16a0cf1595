import { StringDecoder } from 'node:string_decoder';

/**
 * Splits a stream of bytes into lines, which end with `\r\n` or `\n`. Two pieces can share the bytes of one character.
 *
 * @returns `write` for each piece, and `end`, which emits a last line without a line end
 */
export function lineSplitter(onLine: (line: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  };
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
