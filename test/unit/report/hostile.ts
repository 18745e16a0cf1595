import fc from 'fast-check';
import { CORPUS } from '../../support/corpus.js';

/** What joins two of them, and what may make one of two. */
const GLUE = [
  '\n', '\r\n', '\r', '\t', ' ', '  ', '\u00a0', '\u2028', '\u0085', '\u200b', '\u200d', '\u202e', '\ud800', '\udc00', '|', '\\', '\\|', '`', '```', '~~~', '*', '**', '_', '~~',
  '<', '>', '&', '#', '@', '::', ':', '[', ']', '(', ')', '!', '.', ',', '"', "'", '=', '$', '{', '}', '# ', '> ', '- ', '1. ', '%0A', 'word', 'json', 'é', '日本語', '🔴',
]; // biome-ignore format: a list
const TOKENS = [...GLUE, ...CORPUS.map(({ text }) => text).filter((text) => text.length <= 80)];

/** Text as somebody would write who wants a report to say or do something else. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...TOKENS) },
      { weight: 2, arbitrary: fc.constantFrom(...GLUE) },
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));

/** Each failure must be found again, and no run be another one than the last. */
export const RUNS = { seed: 20_260_102, numRuns: Number(process.env['LOADGATE_FUZZ_RUNS'] ?? 300) };
