import { describe, expect, it } from 'vitest';
import { judge, NOTHING_ELSE, type Outcome } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { junitXml } from '../../../src/export/junit.js';
import type { CellRecord } from '../../../src/model/record.js';
import { renderCheck } from '../../../src/report/check.js';
import { renderComment } from '../../../src/report/comment.js';
import { toOutputs } from '../../../src/report/outputs.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { makeCell, makeGenerations, makeLatency, makeRecord, makeRound } from '../../support/records.js';
import { makeContext } from './builders.js';
import { readable } from './render.js';

/** Duets alone: 40 ms at one URL, 20 ms at the other. */
const AT_URLS: CellRecord = makeCell({
  target: 'stage',
  url: { candidate: 'https://stage.example.com', baseline: 'https://www.example.com:8443' },
  generations: makeGenerations({}, { screen: 4, confirm: 5 }).map((generation, at) => {
    const side = (ms: number) => ({
      ...generation.candidate,
      duet: [makeRound({ rps: 50, latencyUs: makeLatency((ms + at / 10) * 1000), failures: failing(at) })],
      ...{ solo: [], probe: [], peakMemoryBytes: null },
    });
    return { ...generation, candidate: side(40), baseline: side(20) };
  }),
});
function failing(at: number) {
  const none = { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 };
  return at === 0 ? { ...none, reset: 2 } : none;
}
const WRONG: CellRecord = makeCell({
  target: 'stage',
  state: 'invalid',
  url: { candidate: 'https://stage.example.com', baseline: null },
  invalid: { side: 'candidate', code: 'certificate-refused', message: 'https://stage: expired', log: [] },
  generations: [],
});

const outcomeOf = (...cells: CellRecord[]): Outcome =>
  judge(makeRecord({ cells }), {
    ...NOTHING_ELSE,
    ...{ gate: DEFAULT_GATE, measure: DEFAULT_MEASURE, isElsewhere: ({ target }) => target === 'stage' },
  });
const comment = ({ record, comparison, gate }: Outcome): string =>
  readable(renderComment(record, comparison, gate, makeContext())).replaceAll('\u200b', '');
const rowsOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('| stage'));

describe('cells at URLs', () => {
  it('stand in a table of their own, with latency, answers, and errors of both sides', () => {
    const text = comment(outcomeOf(makeCell(), AT_URLS));
    expect(text).toContain('**At URLs.** Somebody else runs these, so they are advisory');
    const [base, now, ...more] = rowsOf(text).map((row) => row.split('|').map((cell) => cell.trim()));
    expect(more).toEqual([]);
    expect(base?.slice(1, 4)).toEqual(['stage · json', 'https://www.example.com:8443', '20.4 ms']);
    expect(now?.slice(1, 4)).toEqual(['stage · json', 'https://stage.example.com', '40.4 ms']);
    expect(now?.[7]).toBe('2');
    expect(now?.[8]).toBe('+97 %');
    expect(now?.at(-2)).toBe('slower (p50)');
  });

  it('leave headline, check, and outputs to the others', () => {
    const { record, comparison, gate } = outcomeOf(makeCell(), AT_URLS, { ...WRONG, scenario: 'text' });
    const alone = outcomeOf(makeCell());
    const check = renderCheck(record, comparison, gate, makeContext());
    expect(check.conclusion).toBe('success');
    expect(check.title).toBe(renderCheck(alone.record, alone.comparison, alone.gate, makeContext()).title);
    expect(toOutputs(record, comparison, gate)).toMatchObject({ passed: true, regressions: 0, invalid: 0 });
    expect(check.title).not.toContain('🔴');
  });

  it('are neutral where there is nothing else', () => {
    for (const cell of [AT_URLS, WRONG]) {
      const { record, comparison, gate } = outcomeOf(cell);
      const check = renderCheck(record, comparison, gate, makeContext());
      expect(check.conclusion).toBe('neutral');
      expect(check.title).toContain('⚪ 1 cell at a URL, which is advisory, and no other');
    }
  });

  it('say why there are no figures', () => {
    const text = comment(outcomeOf(makeCell(), WRONG));
    expect(rowsOf(text).join()).toContain('invalid: https://stage: expired.');
    expect(text).toContain('<code>certificate-refused</code>');
  });

  it('are in the terminal, and fail no test of JUnit', () => {
    const outcome = outcomeOf(makeCell(), AT_URLS, { ...WRONG, scenario: 'text' });
    const { record, comparison, gate } = outcome;
    const text = renderTerminal(record, comparison, gate, { colour: false, columns: 140 });
    expect(text).toContain('At URLs (advisory: somebody else runs these)');
    expect(text).toMatch(/stage · json +https:\/\/stage\.example\.com +40\.4 ms/);
    const xml = junitXml(outcome);
    expect(xml).toContain('failures="0"');
    expect(xml).toContain('errors="0"');
    expect(xml.match(/advisory: somebody else runs it/g)).toHaveLength(2);
  });

  it('show nothing of a target that acts on Markdown', () => {
    const message = '![x](http://evil) <b>bold</b>';
    const text = comment(
      outcomeOf(makeCell(), {
        ...WRONG,
        invalid: { side: 'candidate', code: 'redirected', message, log: [] },
      }),
    );
    expect(text).toContain('bold');
    expect(text).not.toContain('![x](http://evil)');
    expect(text).not.toContain('<b>');
  });
});
