import { describe, expect, it } from 'vitest';
import { PAGES_WITH_TABLES, withTables } from '../../../scripts/lib/readme-tables.mjs';
import { CELL_VERDICTS } from '../../../src/model/comparison.js';
import { readText, tableRows } from './markdown.js';

const readme = readText('README.md');

describe('README.md', () => {
  it('has the section that errors and warnings point to', () => {
    expect(readme).toMatch(/^## Pull requests from forks$/m);
    for (const source of [
      'src/forge/refusal.ts',
      'src/forge/github.ts',
      'src/action/context.ts',
      'src/action/trusted/main.ts',
    ]) {
      expect(readText(source)).toContain('README, "Pull requests from forks"');
    }
  });

  it('is short enough to be read', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  it('explains verdicts that there are, and leads to the others', () => {
    const rows = tableRows('README.md', ['', 'verdict', 'a cell gets it when', 'the check']);
    const known = CELL_VERDICTS.map((name) => `\`${name}\``);
    expect(rows).toHaveLength(4);
    expect(rows.filter(([, verdict = '']) => !known.includes(verdict))).toEqual([]);
    expect(readme).toContain('(docs/reference.md#verdicts)');
  });
});

describe('docs/reference.md', () => {
  it('explains every verdict of a cell', () => {
    const rows = tableRows('docs/reference.md', ['', 'verdict', 'of a cell', 'the check']);
    const names = CELL_VERDICTS.map((name) => `\`${name}\``);
    expect(names).toHaveLength(7);
    expect(rows.map(([, verdict]) => verdict).sort()).toEqual(names.sort());
  });

  it('puts the verdicts of a run in the order in which the first one counts', () => {
    const [, order = ''] =
      /is the first of (.+?) that\s+any cell has/s.exec(readText('docs/reference.md')) ?? [];
    const inOrder = CELL_VERDICTS.filter((name) => name !== 'unchanged');
    expect([...order.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual(inOrder);
  });
});

describe('the tables of inputs and outputs', () => {
  it.each(Object.entries(PAGES_WITH_TABLES))(
    '%s has those of %s (after a change: npm run readme)',
    (page, action) => {
      expect(readText(page)).toBe(withTables(readText(page), readText(action)));
    },
  );

  const page = '<!-- inputs: x -->\nold\n<!-- /inputs -->\n<!-- outputs: x -->\n<!-- /outputs -->\n';

  it('are made anew between their markers, with one line a row', () => {
    const action =
      'inputs: { a: { description: "Two\\nlines, a | bar", default: "1" } }\noutputs: { b: { description: B } }';
    expect(withTables(page, action)).toBe(
      [
        '<!-- inputs: x -->\n',
        '| input | what it is | default |\n|---|---|---|',
        '| `a` | Two lines, a \\| bar | `1` |\n',
        '<!-- /inputs -->\n<!-- outputs: x -->\n',
        '| output | what it is |\n|---|---|',
        '| `b` | B |\n',
        '<!-- /outputs -->\n',
      ].join('\n'),
    );
  });

  it('are not lost without a word where the markers are', () => {
    expect(() => withTables('no markers', 'inputs: {}\noutputs: {}')).toThrow(/no markers/);
  });
});
