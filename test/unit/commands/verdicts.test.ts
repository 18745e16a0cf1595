import { describe, expect, it } from 'vitest';
import { stateLine } from '../../../src/commands/state.js';
import { readVerdicts, verdictsLine } from '../../../src/commands/verdicts.js';
import type { CellComparison } from '../../../src/model/comparison.js';
import { compared, makeComparison, makeProblem, recordFor, sampled } from '../report/builders.js';

const HEAD = 'd'.repeat(40);
const PULL = { headSha: HEAD, baseRef: 'release/-->1' };
const slower = compared('flask', 'json', 'regression', {
  metrics: [sampled('throughput', 4812, 0.938, { verdict: 'regression' })],
});
const invalid = compared('flask', 'upload', 'invalid', {
  invalid: { code: 'generator-saturated', side: 'candidate' },
});
const ALL = [
  slower,
  compared('flask', 'text', 'no-change'),
  invalid,
  ...(['improvement', 'inconclusive', 'new', 'unchanged'] as const).map((verdict) =>
    compared('starlette', verdict, verdict),
  ),
];

function lines(cells: readonly CellComparison[], changes: Parameters<typeof recordFor>[1] = {}) {
  const record = recordFor(cells, changes);
  const comparison = makeComparison(cells, { problems: record.problems });
  return {
    record,
    state: stateLine(record.candidate.sha, comparison),
    verdicts: verdictsLine(PULL, record, comparison),
  };
}
const comment = (...hidden: readonly string[]) =>
  ['<!-- loadgate:comment key=default -->', ...hidden, '### 🔴 loadgate: 1 of 7'].join('\n');

describe('what the comment remembers of all cells', () => {
  it('is read again: every verdict, whose fault it was, and the figures of what got worse', () => {
    const { record, state, verdicts } = lines(ALL);
    const read = readVerdicts(comment(state, verdicts));
    expect(verdicts.indexOf('-->')).toBe(verdicts.length - 3);
    expect(read).toMatchObject({ head: HEAD, base: PULL.baseRef, sha: record.candidate.sha });
    expect(read?.cells.map(({ target, scenario, verdict }) => [target, scenario, verdict])).toEqual(
      ALL.map(({ target, scenario, verdict }) => [target, scenario, verdict]),
    );
    expect(read?.cells[0]?.effects).toMatchObject([{ metric: 'throughput', ratio: 0.938, worse: true }]);
    expect(read?.cells[2]?.invalid).toEqual({ code: 'generator-saturated', side: 'candidate' });
  });

  it('stands in the second line where nothing got worse', () => {
    const { state, verdicts } = lines(ALL.slice(1));
    expect(state).toBe('');
    expect(readVerdicts(comment(verdicts))?.cells).toHaveLength(6);
  });

  it('is nothing where the verdicts of the cells are not all that decided the gate', () => {
    expect(lines(ALL, { problems: [makeProblem()] }).verdicts).toBe('');
    expect(lines(ALL, { baselineFigures: 'stored' }).verdicts).toBe('');
    const record = recordFor(ALL);
    expect(verdictsLine(PULL, record, makeComparison(ALL, { advisory: true }))).toBe('');
    expect(lines([compared('flask', 'json', 'regression')]).verdicts).toBe('');
    expect(lines([compared('flask', 'json', 'invalid')]).verdicts).toBe('');
    expect(lines([]).verdicts).toBe('');
  });

  it('is nothing where there are more cells than there is room for', () => {
    const many = Array.from({ length: 600 }, (_, at) => compared(`target-${at}`, 'a-scenario', 'no-change'));
    expect(lines(many).verdicts).toBe('');
    expect(lines(many.slice(0, 300)).verdicts).not.toBe('');
  });

  it('is not taken from further below, from a comment without figures of what got worse, or from another shape', () => {
    const { state, verdicts } = lines(ALL);
    expect(readVerdicts(comment(state, '', verdicts))).toBeNull();
    expect(readVerdicts(comment('', verdicts))).toBeNull();
    expect(readVerdicts(comment(verdicts))).toBeNull();
    expect(readVerdicts(comment(state, verdicts.replace('"v":1', '"v":2')))).toBeNull();
    expect(readVerdicts(comment(state, verdicts.replace('flask/text', 'flask/text/x')))).toBeNull();
    expect(readVerdicts('')).toBeNull();
  });
});
