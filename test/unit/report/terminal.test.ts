import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/report/terminal.js';
import { displayWidth } from '../../../src/report/width.js';
import { BROKEN_P99, steady } from './builders.js';
import { CASES } from './cases.js';
import { make } from './make-case.js';

const names = Object.keys(CASES);

function render(name: string, colour: boolean, columns: number): string {
  const one = CASES[name];
  if (one === undefined) throw new Error(`no case ${name}`);
  return renderTerminal(one.record, one.comparison, one.gate, { colour, columns });
}

describe('renderTerminal', () => {
  it.each(names)('%s: prints nothing that a terminal acts on, but its own colours', (name) => {
    expect(render(name, false, 100)).not.toMatch(/(?!\n)\p{Cc}|\u00a0|[\u202a-\u202e\u2066-\u2069]/u);
    const coloured = render(name, true, 100);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
    expect(coloured.replace(/\u001b\[(?:0|1|2|31|32|33|1;3[123])m/g, '')).toBe(render(name, false, 100));
    expect(stripVTControlCharacters(coloured)).toBe(render(name, false, 100));
  });

  it.each([60, 80, 100, 140])('keeps the table and its words within %d columns', (columns) => {
    for (const name of ['mixture', 'no-change', 'undecided', 'processes-without-caps']) {
      const [, ...parts] = render(name, false, columns).split('\n\n');
      // The last part is one line of facts, which a terminal may wrap.
      for (const line of parts.slice(0, -1).join('\n').split('\n')) {
        expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('colours bad news red and good news green, and nothing that is only advisory', () => {
    const red =
      '\u001b[1;31mloadgate: 1 of 24 cells got slower: flask · json −6.2 %, CPU/req 208 → 221 µs (user)';
    const green = '\u001b[1;32mloadgate: 1 of 24 cells got faster: starlette · upstream-single +94 %,';
    expect(render('regression', true, 120)).toContain(red);
    expect(render('improvement', true, 120)).toContain(green);
    expect(render('build-failed', true, 120)).toContain('\u001b[1;33mloadgate: could not measure');
    expect(render('advisory', true, 120)).not.toMatch(/31m|32m/);
  });

  it('folds cells without a change where they are many, and never one that changed or whose limit is not kept', () => {
    const many = Array.from({ length: 60 }, (_, at) => steady(`service-${at}`, 'json', 2000));
    const [slower] =
      CASES['regression']?.comparison.cells.filter(({ verdict }) => verdict === 'regression') ?? [];
    if (slower === undefined) throw new Error('nothing is slower');
    const limited = {
      ...steady('limited', 'json', 2000),
      limits: [{ ...BROKEN_P99, verdict: 'undecided' as const }],
    };
    const { record, comparison, gate } = make([...many, slower, limited]);
    const text = renderTerminal(record, comparison, gate, { colour: false, columns: 120 });
    expect(text).toContain('60 cells without change');
    expect(text).not.toContain('service-7');
    expect(text).toContain(`${slower.target} · ${slower.scenario}`);
    expect(text).toContain('limited · json');
    const few = make(many.slice(0, 40));
    expect(renderTerminal(few.record, few.comparison, few.gate, { colour: false, columns: 120 })).toContain(
      'service-7',
    );
  });

  it('puts what changed first, and tells only some of many undecided cells', () => {
    const open = Array.from({ length: 60 }, (_, at) => ({
      ...steady(`service-${at}`, 'json', 2000),
      verdict: 'inconclusive' as const,
    }));
    const [slower] =
      CASES['regression']?.comparison.cells.filter(({ verdict }) => verdict === 'regression') ?? [];
    if (slower === undefined) throw new Error('nothing is slower');
    const { record, comparison, gate } = make([...open, slower]);
    const text = renderTerminal(record, comparison, gate, { colour: false, columns: 120 });
    expect(text).toContain('20 more cells undecided');
    expect(text.match(/^service-\d+/gm)).toHaveLength(40);
    const place = (name: string): number => text.search(new RegExp(`^${name} `, 'm'));
    expect(place(slower.target)).toBeGreaterThan(0);
    expect(place(slower.target)).toBeLessThan(place('service-0'));
  });

  it('tells why the check fails where the verdict does not say so', () => {
    expect(render('undecided-fails', false, 120)).toMatch(
      /The check fails: 1 of 24 cells could not be decided/,
    );
    expect(render('regression', false, 120)).not.toContain('The check');
  });
});
