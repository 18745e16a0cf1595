import { describe, expect, it } from 'vitest';
import { countVerdicts, gateResult, runVerdict } from '../../../src/compare/overall.js';
import { DEFAULT_GATE } from '../../../src/config/defaults.js';
import type { CellComparison, CellVerdict, Comparison } from '../../../src/model/comparison.js';
import type { Gate } from '../../../src/model/config.js';
import type { Problem } from '../../../src/model/record.js';

function cell(verdict: CellVerdict, invalid?: CellComparison['invalid']): CellComparison {
  return {
    target: 'flask',
    scenario: 'json',
    verdict,
    decidedBy: null,
    reason: verdict === 'invalid' ? { code: 'recorded', text: 'it was killed' } : null,
    metrics: [],
    baselineRps: null,
    candidateRps: null,
    ...(invalid === undefined ? {} : { invalid }),
  };
}

function comparison(cells: CellComparison[], problems: Problem[] = [], advisory = false): Comparison {
  const counts = countVerdicts(cells);
  return { cells, counts, verdict: runVerdict(counts, problems), advisory };
}

const problem = (kind: Problem['kind'], code = 'build-failed'): Problem => ({
  kind,
  code,
  message: `${code} happened.`,
  hint: 'Mend it.',
  log: [],
  location: null,
});

const killed = cell('invalid', { code: 'oom-killed', side: 'candidate' });

describe("the run's verdict", () => {
  it.each<[Comparison['verdict'], CellVerdict[]]>([
    ['regression', ['improvement', 'invalid', 'regression', 'inconclusive']],
    ['invalid', ['improvement', 'invalid', 'inconclusive']],
    ['inconclusive', ['improvement', 'inconclusive', 'no-change']],
    ['improvement', ['improvement', 'no-change', 'new']],
    ['no-change', ['no-change', 'new', 'unchanged']],
    ['new', ['new', 'unchanged']],
    ['nothing-to-measure', ['unchanged', 'unchanged']],
    ['nothing-to-measure', []],
  ])('is %s for %j', (expected, verdicts) => {
    expect(comparison(verdicts.map((verdict) => cell(verdict))).verdict).toBe(expected);
  });

  it('is invalid where a problem left no cell to judge', () => {
    expect(comparison([], [problem('usage')]).verdict).toBe('invalid');
  });
});

function gate(
  cells: CellComparison[],
  problems: Problem[] = [],
  settings: Partial<Gate> = {},
  advisory = false,
) {
  return gateResult(comparison(cells, problems, advisory), { ...DEFAULT_GATE, ...settings }, problems);
}

describe('the exit code', () => {
  it('is 0 where nothing got worse', () => {
    for (const verdict of ['improvement', 'no-change', 'new', 'unchanged', 'inconclusive'] as const) {
      expect(gate([cell(verdict)])).toMatchObject({ exitCode: 0, passed: true });
    }
  });

  it('is 1 for a regression, also beside errors', () => {
    expect(gate([cell('regression'), cell('no-change')])).toEqual({
      exitCode: 1,
      passed: false,
      reason: '1 of 2 cells got slower or needs more.',
    });
    expect(gate([cell('regression'), killed], [problem('usage'), problem('machine')]).exitCode).toBe(1);
  });

  it('is 2 for a problem of the configuration or the target, also beside one of the machine', () => {
    expect(gate([], [problem('usage')])).toMatchObject({ exitCode: 2, reason: 'build-failed happened.' });
    expect(gate([cell('no-change')], [problem('machine'), problem('usage')]).exitCode).toBe(2);
  });

  it('is 3 for a problem of the machine', () => {
    expect(gate([cell('no-change')], [problem('machine', 'engine-unreachable')]).exitCode).toBe(3);
  });

  it('is 2 for a cell that its candidate made invalid, 3 for one that the machine made invalid', () => {
    expect(gate([killed])).toMatchObject({
      exitCode: 2,
      reason: 'flask · json could not be measured: it was killed',
    });
    for (const code of ['generator-saturated', 'impossible-figures']) {
      expect(gate([cell('invalid', { code, side: 'candidate' })]).exitCode).toBe(3);
    }
    expect(gate([cell('invalid')]).exitCode).toBe(3);
  });

  it("takes a problem's kind for invalid cells of its code", () => {
    const saturated = cell('invalid', { code: 'generator-saturated', side: 'candidate' });
    expect(gate([saturated], [problem('usage', 'generator-saturated')]).exitCode).toBe(2);
  });

  it('does not fail a pull request for a baseline that is invalid', () => {
    const repaired = cell('invalid', { code: 'oom-killed', side: 'baseline' });
    expect(gate([repaired])).toMatchObject({ exitCode: 0, passed: true });
    expect(gate([repaired], [], { onInconclusive: 'fail' }).exitCode).toBe(1);
  });

  it('is 1 for an undecided cell where the gate asks for a decision', () => {
    expect(gate([cell('inconclusive')], [], { onInconclusive: 'fail' })).toMatchObject({
      exitCode: 1,
      reason: '1 of 1 cell could not be decided, and the gate asks for a decision.',
    });
    for (const onInconclusive of ['pass', 'warn'] as const) {
      expect(gate([cell('inconclusive')], [], { onInconclusive }).exitCode).toBe(0);
    }
  });

  it('never fails on verdicts that are advisory, only on errors', () => {
    const advisory = (cells: CellComparison[], problems: Problem[] = []) =>
      gate(cells, problems, { onInconclusive: 'fail' }, true);
    expect(advisory([cell('regression')])).toMatchObject({ exitCode: 0, passed: true });
    expect(advisory([cell('regression')]).reason).toContain('told, not judged');
    expect(advisory([cell('inconclusive')]).exitCode).toBe(0);
    expect(advisory([cell('regression')], [problem('usage')]).exitCode).toBe(2);
    expect(advisory([cell('regression')], [problem('machine')]).exitCode).toBe(3);
  });

  it('says in a sentence why it passes', () => {
    expect(gate([cell('no-change'), cell('improvement')]).reason).toBe('No regression in 2 cells.');
    expect(gate([cell('no-change'), cell('inconclusive')]).reason).toBe(
      'No regression found; 1 of 2 cells could not be decided.',
    );
    expect(gate([cell('unchanged')]).reason).toBe('Nothing to measure: no inputs changed.');
  });
});
