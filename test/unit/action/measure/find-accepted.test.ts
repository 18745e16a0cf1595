import { describe, expect, it } from 'vitest';
import { mergedSince, pullRequestOf } from '../../../../src/action/measure/find-accepted.js';
import { applyAccepted } from '../../../../src/compare/acceptance-rule.js';
import { forgetsNothing } from '../../../../src/compare/judge.js';
import { compared, makeComparison, makeGate, recordFor, sampled } from '../../report/builders.js';

describe('what was accepted counts on the default branch', () => {
  const history = ['e', 'd', 'c', 'b', 'a'];
  const merged: Readonly<Record<number, string | null>> = { 9: null, 8: 'e', 7: 'c', 6: 'b', 5: 'elsewhere' };
  const mergedAs = async (number: number) => merged[number] ?? null;

  it('for pull requests that were merged after the baseline', async () => {
    expect(await mergedSince([9, 8, 7, 6, 5], history, 'b', mergedAs)).toEqual([8, 7]);
    expect(await mergedSince([9, 8, 7, 6, 5], history, 'e', mergedAs)).toEqual([]);
  });

  it('for all that are in the history, where it does not reach the baseline', async () => {
    expect(await mergedSince([9, 8, 7, 6, 5], history, 'z', mergedAs)).toEqual([8, 7, 6]);
    expect(await mergedSince([9, 8, 7, 6, 5], history, null, mergedAs)).toEqual([8, 7, 6]);
  });

  it('and asks the forge for the newest thirty only', async () => {
    const asked: number[] = [];
    const many = Array.from({ length: 100 }, (_, i) => 100 - i);
    await mergedSince(many, history, null, async (number) => {
      asked.push(number);
      return null;
    });
    expect(asked).toEqual(many.slice(0, 30));
  });
});

describe('the pull request of a run', () => {
  const queued = (headRef: string) =>
    pullRequestOf({ kind: 'merge_group', headSha: 'a', baseSha: 'b', baseRef: 'main', headRef });

  it("is the event's, and in a merge queue the one that GitHub named the branch after", () => {
    const pull = { headSha: 'a', baseSha: 'b', baseRef: 'main', headRef: 'x', mergedAs: null, fork: true };
    expect(pullRequestOf({ kind: 'pull_request', number: 7, ...pull })).toBe(7);
    const sha = 'c'.repeat(40);
    expect(queued(`gh-readonly-queue/main/pr-7-${sha}`)).toBe(7);
    expect(queued(`gh-readonly-queue/release/1.x/pr-12-${sha}`)).toBe(12);
    for (const other of [
      `gh-readonly-queue/main/pr-7`,
      `x/pr-7-${sha}`,
      `gh-readonly-queue/main/pr-0-${sha}`,
    ]) {
      expect(queued(other)).toBeNull();
    }
    expect(pullRequestOf({ kind: 'schedule' })).toBeNull();
  });
});

describe('forgetsNothing', () => {
  const accepted = { state: 'holds', metric: null, by: 'olga', reason: 'x', until: null } as const;
  const outcome = (...cells: Parameters<typeof makeComparison>[0]) => ({
    record: recordFor(cells),
    comparison: makeComparison(cells),
    gate: makeGate(0),
  });

  it('needs a regression, and every one of them accepted', () => {
    const yes = compared('a', 'b', 'regression', { accepted });
    const no = compared('a', 'c', 'regression', { accepted: { ...accepted, state: 'grown' } });
    expect(forgetsNothing(outcome(yes))).toBe(true);
    expect(forgetsNothing(outcome(yes, no))).toBe(false);
    expect(forgetsNothing(outcome(compared('a', 'c', 'regression')))).toBe(false);
    expect(forgetsNothing(outcome(compared('a', 'c', 'no-change')))).toBe(false);
  });

  it('takes a limit that is broken for no loss: the next run sees it by itself', () => {
    const limits = [
      {
        limit: 'p99',
        bound: 1,
        figure: 2,
        baseline: null,
        interval: { low: 1.5, high: 2.5 },
        generations: 4,
        verdict: 'broken',
      },
    ] as const;
    const over = compared('a', 'b', 'regression', { decidedBy: null, limits });
    expect(forgetsNothing(outcome(over))).toBe(true);
    const slower = compared('a', 'c', 'regression', {
      limits,
      metrics: [sampled('throughput', 100, 0.9, { verdict: 'regression' })],
    });
    expect(forgetsNothing(outcome(over, slower))).toBe(false);
  });

  it('leaves a comparison alone of which nothing was accepted', () => {
    const { comparison } = outcome(compared('a', 'c', 'regression'));
    expect(applyAccepted(comparison, [], 0)).toBe(comparison);
  });
});
