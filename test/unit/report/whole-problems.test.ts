import { describe, expect, it } from 'vitest';
import { withExcerpts } from '../../../src/job/problems.js';
import type { InvalidReason } from '../../../src/model/record.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { cellRecord, compared, makeProblem, recordFor, steady } from './builders.js';
import { caseOf, comment } from './render.js';

const terminal = (one: ReturnType<typeof caseOf>): string =>
  renderTerminal(one.record, one.comparison, one.gate, { colour: false, columns: 120 }).replace(/\s+/g, ' ');

const REASONS = [
  [
    'candidate',
    'wrong-body',
    '1,204 of 9,118 requests: the target answered another body than before the load',
  ],
  ['candidate', 'oom-killed', 'a process of the target was killed: it used up its memory cap'],
  [
    'baseline',
    'target-exited',
    `the baseline had answered rightly, and then failed: ${'it '.repeat(90)}ended`,
  ],
  [
    'candidate',
    'starved',
    '3 of 3 generations were spoilt by the machine; in the last one, others had the CPU',
  ],
] as const;

/** Cells that are invalid, each for one of the reasons, and what a run makes of them. */
function invalidCells(of: (at: number) => (typeof REASONS)[number], count: number) {
  const cells = Array.from({ length: count }, (_, at) =>
    compared('shop', `page-${at}`, 'invalid', { reason: of(at)[2] }),
  );
  const records = cells.map((cell, at) => {
    const [side, code, message] = of(at);
    const invalid: InvalidReason = { side, code, message, log: [] };
    return cellRecord(cell, { state: 'invalid', invalid, generations: [] });
  });
  return { cells, records };
}

describe('four cells that are invalid for four reasons', () => {
  const { cells, records } = invalidCells((at) => REASONS[at % 4] as (typeof REASONS)[number], 4);
  const [first, second] = REASONS;
  const problems = [first, second].map(([, code, message], at) =>
    makeProblem({ code, message: `shop, page-${at}: ${message}` }),
  );
  const one = caseOf(cells, { record: recordFor(cells, { cells: records, problems }) });

  it('are in a table in the terminal, and each reason is told once, whole, with its cell', () => {
    // The headline quotes the first problem.
    const text = terminal(one).replace(/^loadgate: could not measure: .* cell base|^.*? cell verdict/, '');
    for (const [at, [, code, message]] of REASONS.entries()) {
      expect(text.split(message), code).toHaveLength(2);
      expect(text).toContain(`shop, page-${at}: ${message}. [${code}]`);
      expect(text).toContain(`shop · page-${at} invalid ${code}`);
    }
  });

  it('are told whole in the comment', () => {
    const text = comment(one);
    expect(text).toContain(`page-2: ${REASONS[2][2]}.`);
    for (const [, code, message] of REASONS) expect(text, code).toContain(message);
  });
});

describe('many cells that are invalid for one reason', () => {
  it('are one problem, which says how many they are', () => {
    const { cells, records } = invalidCells(() => REASONS[2], 40);
    const text = terminal(caseOf(cells, { record: recordFor(cells, { cells: records }) }));
    expect(text.split(REASONS[2][2])).toHaveLength(2);
    expect(text).toContain(
      'shop, page-0, page-1, page-2, page-3, page-4 and 35 more scenarios: the baseline',
    );
  });
});

describe('990 cells that were not run', () => {
  const idle = Array.from({ length: 990 }, (_, at) => compared('shop', `page-${at}`, 'unchanged'));
  const ran = steady('shop', 'ran', 1000);
  const cells = [...idle, ran];
  const records = [
    ...idle.map((cell) => cellRecord(cell, { state: 'unchanged', generations: [] })),
    cellRecord(ran, { state: 'measured' }),
  ];
  const one = caseOf(cells, { record: recordFor(cells, { cells: records }) });

  it('are one line in a terminal', () => {
    const text = terminal(one);
    expect(text).toContain('990 cells not run: same inputs as the baseline');
    expect(text).toContain('shop · ran');
    expect(text).not.toContain('page-');
  });

  it('are one line in a comment', () => {
    const text = comment(one);
    expect(text).toContain('990 cells not run: same inputs as the baseline.');
    expect(text).not.toContain('page-');
  });

  it('are rows where they are few', () => {
    const few = caseOf([...idle.slice(0, 3), ran], {
      record: recordFor([...idle.slice(0, 3), ran], {
        cells: [...records.slice(0, 3), records[990] as never],
      }),
    });
    expect(terminal(few)).toContain('shop · page-2 — — — — — not run');
  });
});

describe('990 cells that the run did not get to', () => {
  it('are one line in a terminal', () => {
    const cells = Array.from({ length: 990 }, (_, at) => compared('shop', `page-${at}`, 'inconclusive'));
    const records = cells.map((cell) => cellRecord(cell, { state: 'not-measured', generations: [] }));
    const text = terminal(caseOf(cells, { record: recordFor(cells, { cells: records }) }));
    expect(text).toContain('990 cells not measured: the run ended before their first generation');
    expect(text).not.toContain('page-');
  });
});

describe('a single cell, interrupted', () => {
  it('has no others', () => {
    const cell = compared('shop', 'page', 'inconclusive', { metrics: steady('shop', 'page', 1000).metrics });
    const problems = [makeProblem({ kind: 'machine', code: 'cancelled', message: 'The run was cancelled.' })];
    const record = recordFor([cell], { cells: [cellRecord(cell, { state: 'measured' })], problems });
    const one = caseOf([cell], { record });
    for (const text of [terminal(one), comment(one)]) {
      expect(text).toContain('not decided: the runner was too noisy for shop · page');
      expect(text).not.toContain('The others');
    }
  });
});

describe('logs that are longer than a report shows', () => {
  const whole = Array.from({ length: 100 }, (_, at) => (at === 30 ? 'Error: the cause' : `noise ${at}`));

  it('leave an excerpt in the record, and are kept whole once', () => {
    const { cells, records } = invalidCells(() => REASONS[0], 2);
    const logged = records.map((cell) => ({
      ...cell,
      invalid: { ...(cell.invalid as InvalidReason), log: whole },
    }));
    const problems = [makeProblem({ code: 'wrong-body', log: whole }), makeProblem({ log: ['short'] })];
    const kept = new Map<string, readonly string[]>();
    const record = withExcerpts(recordFor(cells, { cells: logged, problems }), (name, lines) =>
      kept.set(name, lines),
    );
    expect([...kept]).toEqual([['shop-page-0-candidate', whole]]);
    for (const { log } of [
      record.problems[0],
      record.cells[0]?.invalid,
      record.cells[1]?.invalid,
    ] as unknown as { log: string[] }[]) {
      expect(log).toContain('Error: the cause');
      expect(log.at(-1)).toBe('noise 99');
      expect(log.length).toBeLessThanOrEqual(20);
    }
    expect(record.problems[1]?.log).toEqual(['short']);
  });
});
