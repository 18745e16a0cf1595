import fc from 'fast-check';

const TOKENS = [
  '@octocat', '@team/all', 'a@b.example', '#1', 'GH-12', 'acme/shop#3', 'a1b2c3d', 'deadbeef0123456789',
  'http://evil.example', 'https://x.example/a_b', 'www.evil.example', 'mailto:a@b.example', 'xmpp:a@b.c',
  '<script>', '</details>', '<img src=x onerror=alert(1)>', '<!--', '-->', '<b>', '</summary>', '&lt;', '&#64;',
  '[x](http://evil.example)', '![i](x)', '[^1]', '[ref]', '[ ]', '**', '__', '_', '*', '~~', '`', '```', '~~~',
  '|', '\\', '\\|', '\n', '\r\n', '\r', '\t', '\u2028', '\u0085', ' ', '  ', '\u00a0',
  '# ', '> ', '- ', '+ ', '1. ', '1) ', '===', '---', ':-:', '::', ':tada:', '$x$', '$$', '{', '}',
  '\u001b[31m', '\u001b]8;;http://evil.example\u0007', '\u0000', '\u0007', '\u009b1m', '\u200b', '\u200d',
  '\u202e', '\u2066', '\ufeff', '\u00ad', '\u3164', '\ud800', '\udc00', '\u{e0041}', 'e\u0301\u0301\u0301\u0301\u0301\u0301',
  'é', '日本語', '🔴', 'word', 'flask', 'json', '.', ',', '(', ')', '!', '"', "'", '=', '::warning::', '%0A',
]; // biome-ignore format: a list

/** Text as somebody would write who wants a report to say or do something else. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...TOKENS) },
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));

/** Each failure must be found again, and no run be another one than the last. */
export const RUNS = { seed: 20_260_102, numRuns: Number(process.env['LOADGATE_FUZZ_RUNS'] ?? 300) };
