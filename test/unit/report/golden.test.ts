import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderComment } from '../../../src/report/comment.js';
import { renderSummary } from '../../../src/report/summary.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { CASES } from './cases.js';

/** Golden files are read by people: `LOADGATE_UPDATE_GOLDEN=1 npx vitest run test/unit/report` rewrites them. */
const update = process.env['LOADGATE_UPDATE_GOLDEN'] === '1';

function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`golden/${name}`, import.meta.url));
  if (update) writeFileSync(path, `${text}\n`);
  expect(existsSync(path), `golden/${name} is missing`).toBe(true);
  expect(`${text}\n`).toBe(readFileSync(path, 'utf8'));
}

describe.each(Object.entries(CASES))('%s', (name, { record, comparison, gate, context }) => {
  it('comment', () => {
    expectGolden(`${name}.comment.md`, renderComment(record, comparison, gate, context));
  });

  it('terminal', () => {
    expectGolden(
      `${name}.terminal.txt`,
      renderTerminal(record, comparison, gate, { colour: false, columns: 120 }),
    );
  });
});

describe.each(['mixture', 'names-functions', 'build-failed', 'first-figures', 'carries-fewer-connections'])(
  '%s',
  (name) => {
    it('job summary', () => {
      const one = CASES[name];
      if (one === undefined) throw new Error(`no case ${name}`);
      expectGolden(`${name}.summary.md`, renderSummary(one.record, one.comparison, one.gate, one.context));
    });
  },
);
