import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/commands/command.js';
import { MAX_COMMANDS, MAX_COMMENT, MAX_LINE, parseCommands } from '../../../src/commands/parse.js';
import { MAX_ASKED } from '../../../src/model/limits.js';

const commandsIn = (text: string): (Command | null)[] => parseCommands(text).map(({ command }) => command);
const problemOf = (line: string): string => {
  const [only, ...more] = parseCommands(line);
  expect(more).toEqual([]);
  expect(only?.command).toBeNull();
  return only?.problem ?? '';
};
const RUN: Command = { kind: 'run', targets: [] };
const accepting = (reason: string, until: string | null = null): Command => ({
  kind: 'accept',
  target: 'flask',
  scenario: 'json',
  reason,
  until,
});

describe('a command', () => {
  it.each<[string, Command]>([
    ['/loadgate', { kind: 'help' }],
    ['/loadgate help', { kind: 'help' }],
    ['/loadgate baseline', { kind: 'baseline' }],
    ['/loadgate bisect', { kind: 'bisect', range: null, name: null }],
    ['/loadgate bisect flask/json', { kind: 'bisect', range: null, name: 'flask/json' }],
    ['/loadgate bisect v1.4.0..', { kind: 'bisect', range: { good: 'v1.4.0', bad: 'HEAD' }, name: null }],
    [
      '/loadgate Bisect v1.4.0..release/2 flask',
      { kind: 'bisect', range: { good: 'v1.4.0', bad: 'release/2' }, name: 'flask' },
    ],
    ['/loadgate run', RUN],
    ['/loadgate RUN  ', RUN],
    ['/loadgate run flask, api/json flask', { kind: 'run', targets: ['flask', 'api/json'] }],
    ['/loadgate accept flask/json because it checks more', accepting('it checks more')],
    [
      '/loadgate accept flask/json because it checks `more` until 2026-12-24',
      accepting('it checks `more`', '2026-12-24'),
    ],
    [
      '/loadgate accept flask/json Because slow until warm until 2026-12-24',
      accepting('slow until warm', '2026-12-24'),
    ],
    ['/loadgate\taccept  flask/json  because\tx', accepting('x')],
    ...[
      'x (until 2027-01-01)',
      'x [until 2027-01-01]',
      'x until: 2027-01-01',
      'x, until 2027-01-01.',
      'x; until=2027-01-01',
      'x **until** 2027-01-01',
      'x *until 2027-01-01*',
      'x until\u00a02027-01-01',
      'x - until (2027-01-01)',
      'x (UNTIL: 2027-01-01).',
      'x until `2027-01-01`',
    ].map((tail): [string, Command] => [
      `/loadgate accept flask/json because ${tail}`,
      accepting('x', '2027-01-01'),
    ]),
    [
      '/loadgate accept flask/json because of what 2026-10-01 brought (see #7)',
      accepting('of what 2026-10-01 brought (see #7)'),
    ],
  ])('%j is read', (line, command) => {
    expect(commandsIn(line)).toEqual([command]);
  });

  it('stands at the start of a line, whatever is said around it', () => {
    const text = 'Thanks!\r\n/loadgate run\r\n\r\nand then\n\n/loadgate baseline\n';
    expect(commandsIn(text)).toEqual([RUN, { kind: 'baseline' }]);
  });

  it.each([
    'see /loadgate run',
    ' /loadgate run',
    '/loadgates run',
    '`/loadgate run`',
    '> /loadgate run',
    '> he said\n/loadgate run',
    '```\n/loadgate run\n```',
    '~~~~\n/loadgate run\n~~~',
    '    /loadgate run',
    '- list\n\n      /loadgate run',
    '<!--\n/loadgate run\n-->',
    '<pre>\n/loadgate run\n</pre>',
    'text `code\n/loadgate run\n` more',
    'text <b title="\n/loadgate run\n"> more',
    `${'x'.repeat(MAX_COMMENT)}\n/loadgate run`,
    // Folded away, or inside of another element.
    '<details>\n\n/loadgate run\n\n</details>',
    '<details><summary>x</summary>\n\n/loadgate run',
    'see <details>\n\n/loadgate run\n\n</details>',
    '<details>\n\n<!-- </details> -->\n\n/loadgate run\n',
    '<details>\n\n<a title="</details>">x</a>\n\n/loadgate run\n',
    '<details>\n\n<details>\n\n</details>\n\n/loadgate run\n',
    '<DETAILS open>\n\ntext\n/loadgate run\n</DETAILS>',
    '<div>\n\n/loadgate run\n\n</div>',
    // Not shown where it stands.
    '[x]: /url "\n/loadgate run\n"',
    '[x]:\n/loadgate\n"run"',
    '[\n/loadgate run\n]: /url',
    '[^1]: text\n/loadgate run',
    '[^1]:\n    /loadgate run',
    'see[^1]\n\n[^1]: a\n\n    b\n/loadgate run',
    '![\n/loadgate run\n](/x.png)',
    '[x](/y "\n/loadgate run\n")',
  ])('is none in %j', (text) => {
    expect(commandsIn(text)).toEqual([]);
  });

  it.each([
    '<details>\n\nlong\n\n</details>\n\n/loadgate run',
    '<details>\n\n<details>\n\n</details>\n</details>\n\n/loadgate run',
    'one<br>\n/loadgate run',
    '<img src="x">\n\n/loadgate run',
    '<p align="center">hello\n\n/loadgate run',
    '<!-- <details> -->\n\n/loadgate run',
    '[x]: /url\n\n/loadgate run',
    'see[^1]\n\n[^1]: note\n\n/loadgate run',
    'see [x](/y) and ![z](/z)\n/loadgate run',
    '[not closed\n/loadgate run',
  ])('is one in %j', (text) => {
    expect(commandsIn(text)).toEqual([RUN]);
  });

  it('is read in a moment, also between brackets that nobody typed', () => {
    expect(commandsIn(`/loadgate run\n${'x]'.repeat(4000)}`)).toEqual([]);
  });

  it('after a quote that has ended is one', () => {
    expect(commandsIn('> /loadgate help\n\n/loadgate run\n```\n/loadgate help\n```\n')).toEqual([RUN]);
  });
});

describe('a command that is wrong says what would be right', () => {
  it.each([
    ['/loadgate rnu', 'Did you mean /loadgate run?'],
    ['/loadgate acept flask/json because x', 'Did you mean /loadgate accept?'],
    ['/loadgate deploy', 'There are: /loadgate run, /loadgate accept'],
    ['/loadgate baseline now', 'takes nothing after it'],
    ['/loadgate run a/b/c', '"a/b/c" is no name'],
    ['/loadgate run $(reboot)', '"$(reboot)" is no name'],
    ['/loadgate run ../x', '"../x" is no name'],
    ['/loadgate accept', 'does not say what to accept'],
    ['/loadgate accept flask because x', '"flask" is no cell'],
    ['/loadgate accept flask/json', 'does not say why'],
    ['/loadgate accept flask/json becuse x', '"becuse" was read'],
    ['/loadgate accept flask/json because', 'no reason'],
    ['/loadgate accept flask/json because until 2026-12-24', 'no reason'],
    ['/loadgate accept flask/json because x until tomorrow', 'YYYY-MM-DD'],
    ['/loadgate accept flask/json because x until 2026-02-30', 'no day 2026-02-30'],
    ['/loadgate accept flask/json because x until 24.12.2026', 'YYYY-MM-DD'],
    ['/loadgate accept flask/json because x until 2026-12-24 (see #5)', 'ends with no date'],
    ['/loadgate accept flask/json because x (until tomorrow)', 'YYYY-MM-DD'],
    ['/loadgate accept flask/json because x until: ', 'YYYY-MM-DD'],
    ['/loadgate accept flask/json because (until 2026-12-24)', 'no reason'],
    ['/loadgate accept flask/json because x till 2026-12-24', 'ends with a date'],
    ['/loadgate accept flask/json because x (2026-12-24)', 'ends with a date'],
    ['/loadgate accept flask/json because x until2026-12-24', 'ends with a date'],
    ['/loadgate accept flask/json because x untill 2026-12-24.', 'ends with a date'],
    ['/loadgate accept flask/json because we wait until it is fixed', 'without "until"'],
    [`/loadgate accept flask/json because ${'x'.repeat(301)}`, 'longer than 300'],
    [`/loadgate run ${'x'.repeat(MAX_LINE)}`, 'longer than 1000'],
    [`/loadgate run ${Array.from({ length: MAX_ASKED + 1 }, (_, i) => `t${i}`).join(' ')}`, 'At most 20'],
  ])('%j', (line, expected) => {
    expect(problemOf(line)).toContain(expected);
  });

  it('and of too many, the first ones are read', () => {
    const lines = parseCommands('/loadgate run\n'.repeat(MAX_COMMANDS + 3));
    expect(lines.filter(({ command }) => command !== null)).toHaveLength(MAX_COMMANDS);
    expect(lines.at(-1)?.problem).toContain('At most 5');
  });
});

describe('any comment', { timeout: 60_000 }, () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/loadgate', '/loadgate run', '/loadgate accept a/b because', ' until 2026-12-24', 'until', '\n', '\r\n', '> ', '```',
      '~~~', '<!--', '-->', '`', '- ', '    ', '<pre>', '\u2028', '\u0000', '\ud800', '/', 'because', '2026-13-01', '__proto__',
    ), // biome-ignore format: a list
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const comment = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('is read without an error, and what comes out is within its bounds', () => {
    fc.assert(
      fc.property(comment, (text) => {
        const lines = parseCommands(text);
        expect(lines.length).toBeLessThanOrEqual(MAX_COMMANDS + 1);
        for (const { command, problem, text: line } of lines) {
          expect(line).toMatch(/^\/loadgate/);
          expect(line).not.toMatch(/[\r\n]/);
          expect((command === null) !== (problem === null)).toBe(true);
          if (command?.kind === 'accept') expect(command.reason.length).toBeLessThanOrEqual(300);
        }
      }),
      { seed: 20_260_102, numRuns: 2_000 },
    );
  });

  it('in a fence, in a quote or in an HTML comment says nothing', () => {
    fc.assert(
      fc.property(comment, (text) => {
        const inside = text.replace(/[`~]/g, '').replaceAll('-->', '');
        expect(parseCommands(`\`\`\`\n${inside}\n\`\`\``)).toEqual([]);
        expect(
          parseCommands(
            text
              .split(/\r\n?|\n/)
              .map((line) => `> ${line}`)
              .join('\n'),
          ),
        ).toEqual([]);
        expect(parseCommands(`<!--\n${inside}\n-->`)).toEqual([]);
      }),
      { seed: 20_260_102, numRuns: 500 },
    );
  });
});
