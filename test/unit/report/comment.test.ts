import { describe, expect, it } from 'vitest';
import type { CellComparison } from '../../../src/model/comparison.js';
import { COMMENT_LIMIT, codePoints, SUMMARY_LIMIT } from '../../../src/report/fit.js';
import { cellRecord, compared, makeContext, makeProblem, recordFor, steady } from './builders.js';
import { CASES } from './cases.js';
import type { Case } from './make-case.js';
import { tagNames, textOf, toHtml } from './markdown-reader.js';
import { caseOf, comment, readable, slower, summary, TAGS } from './render.js';

describe('renderComment', () => {
  it.each(Object.keys(CASES))('%s starts with the marker and is made of known tags only', (name) => {
    const one = CASES[name] as Case;
    const text = comment(one);
    expect(text.split('\n')[0]).toBe(one.context.marker);
    expect([...tagNames(toHtml(text))].filter((tag) => !TAGS.has(tag))).toEqual([]);
    expect(codePoints(text)).toBeLessThan(65_536);
  });

  it('puts the cell with the largest effect first and explains it', () => {
    const text = comment(caseOf([slower('a', 'x', 0.95), slower('b', 'x', 0.7), slower('c', 'x', 0.8)]));
    expect(text).toContain('**b · x** answers **30 % fewer requests per second**');
    expect(text.indexOf('| b · x')).toBeLessThan(text.indexOf('| c · x'));
    expect(text.indexOf('| c · x')).toBeLessThan(text.indexOf('| a · x'));
  });

  it('offers comment commands only where they are answered, and only for names that they can carry', () => {
    const cells = [slower('flask', 'json')];
    expect(comment(caseOf(cells))).toContain('/loadgate accept flask/json because');
    expect(comment(caseOf(cells, { context: makeContext({ commands: false }) }))).not.toContain('/loadgate');
    expect(comment(caseOf([slower('flask x', 'json')]))).not.toContain('accept');
  });

  it('does without links where there is no page to link to', () => {
    const context = makeContext({ runUrl: null, repositoryUrl: null });
    const html = toHtml(comment(caseOf([slower('flask', 'json')], { context })));
    expect(tagNames(html).has('a')).toBe(false);
    expect(textOf(html)).toContain('a1b2c3d (pull request 7) against e4f5a6b (main)');
  });

  it('tells three problems in full, the others whole without their logs, and counts what there is no room for', () => {
    const problems = Array.from({ length: 8 }, (_, at) =>
      makeProblem({ message: `Problem ${at} happened.`, log: [`log ${at}`] }),
    );
    const record = recordFor([], { problems });
    const text = comment(caseOf([], { record }));
    expect(text).toContain('could not measure: Problem 0 happened, and 7 more problems');
    expect(text).toContain('**Problem 2 happened.**');
    expect(text).toContain('log 2');
    expect(text).not.toContain('log 3');
    for (let at = 3; at < 8; at++) expect(text.split(`Problem ${at} happened`)).toHaveLength(2);
    const many = Array.from({ length: 400 }, (_, at) => makeProblem({ message: `${at} ${'x'.repeat(500)}` }));
    expect(comment(caseOf([], { record: recordFor([], { problems: many }) }))).toMatch(
      /And 3\d\d more problems: see \[the run log\]\(/,
    );
  });

  it('shows 20 lines of a log that say most, each shortened', () => {
    const log = Array.from({ length: 50 }, (_, at) => `line ${at} ${'x'.repeat(at === 49 ? 1000 : 1)}`);
    const text = comment(caseOf([], { record: recordFor([], { problems: [makeProblem({ log })] }) }));
    expect(text).toContain('… 31 lines left out');
    expect(text).toContain('line 31 x');
    expect(text).not.toContain('line 30 x');
    expect(text).toMatch(/line 49 x{150}x*…/);
  });

  it('shows the log of an invalid cell that no problem explains', () => {
    const message = 'the target exited with 1 under load';
    const cell = compared('flask', 'json', 'invalid', { reason: message });
    const invalid = {
      code: 'target-exited',
      message,
      side: 'candidate',
      log: ['boom'],
    } as const;
    const record = recordFor([], { cells: [cellRecord(cell, { invalid })] });
    const text = comment(caseOf([cell], { record }));
    expect(text).toContain('could not measure: the target exited with 1 under load');
    expect(text).toContain('```\nboom\n```');
  });
});

/** The largest reports take seconds on a busy machine. */
const PATIENCE = { timeout: 120_000 };

describe('the size limit', PATIENCE, () => {
  const many = (count: number): readonly CellComparison[] =>
    Array.from({ length: count }, (_, at) =>
      at % 50 === 7
        ? slower(`service-${at}`, 'checkout', 0.9 - at / 1e5)
        : steady(`service-${at}`, 'checkout', 1000 + at),
    );

  it('keeps every row as long as there is room', () => {
    const text = readable(comment(caseOf(many(300))));
    expect(text).not.toContain('left out');
    expect(text.match(/^\| service-/gm)).toHaveLength(300);
  });

  it('leaves whole rows out, those without change first, and says how many and where they are', () => {
    const cells = many(1200);
    const text = readable(comment(caseOf(cells)));
    expect(codePoints(text)).toBeLessThanOrEqual(65_536);
    expect(codePoints(text)).toBeGreaterThan(64_000);
    const rows = text.match(/^\| service-.* \|$/gm) ?? [];
    const [, leftOut = ''] =
      /([\d,]+) rows left out for want of room: see \[the job summary\]/.exec(text) ?? [];
    expect(rows.length + Number(leftOut.replace(',', ''))).toBe(1200);
    expect(text.match(/🔴 slower/g)).toHaveLength(24);
    expect(text.match(/^\| {1,2}🔴 /gm)).toHaveLength(24);
    expect(
      readable(summary(caseOf(cells))).match(/^\| service-\d+ · checkout .* (no change|🔴 slower) *\|$/gm),
    ).toHaveLength(1200);
  });

  it('leaves out changed rows, the smallest changes first, where even those are too many', () => {
    const cells = Array.from({ length: 2000 }, (_, at) =>
      slower(`service-${at}`, 'checkout', 0.9 - at / 1e5),
    );
    const text = comment(caseOf(cells));
    expect(codePoints(text)).toBeLessThanOrEqual(65_536);
    expect(text).toContain('service-1999 · checkout');
    expect(text).not.toContain('service-0 · checkout');
    expect(text).toContain('2,000 rows left out for want of room');
    expect(text).toContain('All 2,000 cells: 2,000 slower');
  });

  it('holds for the longest texts that a record may carry', () => {
    const long = '|@<'.repeat(900);
    const log = Array.from({ length: 40 }, () => '@`<'.repeat(166));
    const problems = Array.from({ length: 1000 }, () => makeProblem({ message: long, hint: long, log }));
    const cells = Array.from({ length: 40 }, (_, at) =>
      compared(`t${at}${long}`, long, 'invalid', { reason: `${at}${long}` }),
    );
    const record = recordFor(cells, {
      problems,
      candidate: { sha: 'a'.repeat(64), label: long },
      timing: Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}${long}`, 1000 + at])),
    });
    const one = caseOf(cells, {
      record,
      context: makeContext({ notes: Array.from({ length: 50 }, () => long) }),
    });
    expect(codePoints(comment(one))).toBeLessThanOrEqual(COMMENT_LIMIT.max);
    expect(SUMMARY_LIMIT.measure(summary(one))).toBeLessThanOrEqual(SUMMARY_LIMIT.max);
  });

  it('counts as GitHub does: code points for a comment, bytes for a summary', () => {
    expect(codePoints('a🔴é')).toBe(3);
    expect(SUMMARY_LIMIT.measure('a🔴é')).toBe(7);
  });

  it('holds for the job summary, whose details go first', () => {
    const cells = many(1500);
    const text = readable(summary(caseOf(cells)));
    const bytes = SUMMARY_LIMIT.measure(summary(caseOf(cells)));
    expect(bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(text).toMatch(/[\d,]+ rows of details left out for want of room: they are in the record\./);
    expect(text.match(/^\| service-\d+ · checkout .* (no change|🔴 slower) *\|$/gm)).toHaveLength(1500);
  });
});
