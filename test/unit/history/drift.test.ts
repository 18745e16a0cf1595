import { describe, expect, it } from 'vitest';
import { type Drawing, distances, fiveSteps, foundWithin, judgeDrawn } from '../../support/histories.js';

/** The s.d. of a generation is that of A/A runs (docs/internals/precision.md): 1.4 to 2.1 %. bench/drift.ts has more of it. */
const HISTORIES = 200;
const drawing = (changes: Partial<Drawing> & Pick<Drawing, 'seed'>): Drawing => ({
  records: 60,
  steps: new Map(),
  sd: 0.015,
  generations: 24,
  basis: 'fixed',
  ...changes,
});
const seeds = Array.from({ length: HISTORIES }, (_, at) => at + 1);

describe('five changes of −1 % in 60 records beside one release', () => {
  it('are a drift of −5 % in steps that are within 2 commits, if each record has 24 generations', () => {
    const cells = seeds.slice(0, 50).map((seed) => {
      const steps = fiveSteps(seed);
      return { steps, cell: judgeDrawn(drawing({ seed, steps })) };
    });
    for (const { cell } of cells) {
      const [drift] = cell.drifts;
      expect(drift).toMatchObject({ pin: { name: 'v1.4.0' }, isShown: true, isWorse: true });
      expect(drift?.interval.low).toBeLessThan(0.956);
      expect(drift?.interval.high).toBeGreaterThan(0.946);
    }
    const found = cells.reduce((sum, { cell, steps }) => sum + foundWithin(cell, steps, 2), 0);
    expect(found).toBeGreaterThanOrEqual(0.95 * 5 * cells.length);
    const beside = cells.flatMap(({ cell, steps }) =>
      distances(cell, steps).filter((distance) => distance > 2),
    );
    expect(beside.length).toBeLessThanOrEqual(0.05 * 5 * cells.length);
  });

  it('are a drift with 7 generations and more noise, too, and about two fifths of the steps are found', () => {
    const cells = seeds.slice(0, 50).map((seed) => {
      const steps = fiveSteps(seed);
      return { steps, cell: judgeDrawn(drawing({ seed, steps, sd: 0.02, generations: 7 })) };
    });
    for (const { cell } of cells) expect(cell.drifts[0]).toMatchObject({ isShown: true, isWorse: true });
    const found = cells.reduce((sum, { cell, steps }) => sum + foundWithin(cell, steps, 2), 0);
    expect(found).toBeGreaterThan(0.25 * 5 * cells.length);
  });

  it('are too little for records that ran beside the one before each', () => {
    const shown = seeds.slice(0, 50).filter((seed) => {
      const cell = judgeDrawn(drawing({ seed, steps: fiveSteps(seed), basis: 'previous', generations: 7 }));
      return cell.drifts.some(({ isShown }) => isShown);
    });
    expect(shown.length).toBeLessThan(10);
  });
});

it('records beside the one before each show a drift where their noise is small against it', () => {
  const cell = judgeDrawn(
    drawing({ seed: 3, steps: fiveSteps(3, 0.03), sd: 0.0076, basis: 'previous', generations: 12 }),
  );
  expect(cell.series.basis).toBe('previous');
  expect(foundWithin(cell, fiveSteps(3), 0)).toBe(5);
  expect(cell.drifts[0]).toMatchObject({ isShown: true, isWorse: true });
  expect(cell.drifts[0]?.ratio).toBeCloseTo(0.97 ** 5, 1);
});

describe.each([
  ['fixed', 0.015, 7],
  ['fixed', 0.02, 4],
  ['reference', 0.02, 1],
  ['previous', 0.02, 7],
] as const)('200 histories without a change, %s, s.d. %f, %i generations', (basis, sd, generations) => {
  it('raise at most 2 alarms', () => {
    const alarms = seeds.filter((seed) => {
      const cell = judgeDrawn(drawing({ seed: 1_000_000 + seed, basis, sd, generations }));
      return cell.steps.length > 0 || cell.drifts.some(({ isShown }) => isShown);
    });
    expect(alarms.length).toBeLessThanOrEqual(0.01 * HISTORIES);
  });
});

describe('a change of machine', () => {
  const machineOf = (place: number): string => (place < 30 ? 'one' : 'two');
  const machineLog = (machine: string): number => (machine === 'two' ? -0.08 : 0);

  it('is shown, and a step that coincides with it is none of the code', () => {
    const cell = judgeDrawn(drawing({ seed: 5, basis: 'reference', machineOf, machineLog }));
    expect(cell.machines).toHaveLength(1);
    expect(cell.steps.map(({ cause }) => cause)).toEqual(['machine']);
    expect(cell.drifts.every(({ isShown }) => !isShown)).toBe(true);
  });

  it('hides no step of the code that the same machines show', () => {
    const steps = new Map([[30, Math.log(0.92)]]);
    const mixed = (place: number): string => (place % 3 === 0 ? 'two' : 'one');
    const cell = judgeDrawn(drawing({ seed: 5, steps, basis: 'reference', machineOf: mixed }));
    expect(cell.steps.map(({ cause }) => cause)).toEqual(['code']);
    expect(cell.machines.length).toBeGreaterThan(10);
  });
});
