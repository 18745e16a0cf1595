import { describe, expect, it } from 'vitest';
import { nextDuet, nextPass, type Table } from '../../../src/rank/next.js';
import { rankRatios } from '../../../src/rank/ratios.js';

const COST = { fixedMs: 3_000, scenarioMs: 2_000 };
const values = (centre: number, sd = 0.01): number[] => [centre - sd, centre + sd, centre, centre + sd / 2];

function table(
  scenario: string,
  ratios: Readonly<Record<string, readonly number[]>>,
  more: Partial<Table> = {},
): Table {
  const duets = Object.entries(ratios).map(([target, all]) => ({ target, beside: 'ref', values: all }));
  return {
    scenario,
    reference: 'ref',
    targets: ['ref', ...Object.keys(ratios)],
    bySolo: new Set(),
    ranking: rankRatios('ref', duets, 'high'),
    generations: (a, b) => (b === 'ref' ? (ratios[a]?.length ?? 0) : (ratios[b]?.length ?? 0)),
    ...more,
  };
}

describe('the first passes', () => {
  it('have each target beside the reference, in the scenarios in which it has too few generations', () => {
    const tables = [table('text', { a: [0.1], b: [0.2, 0.3] }), table('json', { a: [0.1] })];
    expect(nextPass(tables, 2)).toEqual([{ target: 'a', beside: 'ref', scenarios: ['text', 'json'] }]);
    expect(nextPass(tables, 3).map(({ target, scenarios }) => [target, scenarios])).toEqual([
      ['a', ['text', 'json']],
      ['b', ['text']],
    ]);
    expect(nextPass(tables, 1)).toEqual([]);
  });
});

describe('the next duet', () => {
  const far = { a: values(1), b: values(0.5), c: values(-0.5) };

  it('is none where all is told', () => {
    expect(nextDuet([table('text', far)], COST, 24)).toBeNull();
  });

  it('is of the two that lie close, where these can be told apart by it', () => {
    const next = nextDuet([table('text', { ...far, d: values(0.515) })], COST, 24);
    expect([next?.target, next?.beside].sort()).toEqual(['b', 'd']);
  });

  it('has all scenarios in which they lie close, and no other', () => {
    const tables = [
      table('text', { ...far, d: values(0.515) }),
      table('json', { ...far, d: values(0.485) }),
      table('call', { ...far, d: values(0.1) }),
    ];
    expect(nextDuet(tables, COST, 24)?.scenarios.toSorted()).toEqual(['json', 'text']);
  });

  it('is the pair that is nearest to being told, of several', () => {
    const tables = [table('text', { ...far, d: values(0.515), e: values(-0.501) })];
    const next = nextDuet(tables, COST, 24);
    expect([next?.target, next?.beside].sort()).toEqual(['b', 'd']);
  });

  it('is of a target and the reference where only these can be compared', () => {
    const one = table('text', { ...far, d: values(0.52, 0.05) }, { bySolo: new Set(['d']) });
    expect(nextDuet([one], COST, 24)).toMatchObject({ beside: 'ref' });
  });

  it('is none of those that have had their generations', () => {
    const full = table('text', { ...far, d: values(0.515) }, { generations: () => 24 });
    expect(nextDuet([full], COST, 24)).toBeNull();
    expect(nextDuet([full], COST, 25)).not.toBeNull();
  });
});
