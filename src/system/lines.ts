import { StringDecoder } from 'node:string_decoder';

/**
 * Cuts a stream of bytes into lines; `\r\n` and `\n` end a line. Bytes of one character may come in two pieces.
 *
 * @returns `write` for each piece, and `end`, which gives out a last line without an end.
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
