import { describe, expect, it } from 'vitest';
import type { TargetPlan } from '../../../src/measure/deps.js';
import { mixFor } from '../../../src/measure/rounds.js';
import { isSettled } from '../../../src/measure/warm-up.js';

describe('A service is warm', () => {
  it('when two pieces cost as much as the two before them', () => {
    expect(isSettled([230, 170, 150, 149, 151, 148])).toBe(true);
  });

  it.each([
    ['before there are four pieces', [150, 150, 150]],
    ['while each piece costs less than the one before', [230, 210, 195, 180]],
    ['while one of the last pieces has a burst', [150, 150, 150, 230]],
    ['while one before them had a burst', [150, 230, 150, 150]],
    ['where nothing is known of its cost', [0, 0, 0, 0]],
  ])('but not %s', (_, costs) => {
    expect(isSettled(costs)).toBe(false);
  });

  it('is told by the latest pieces alone', () => {
    expect(isSettled([400, 100, 150, 150, 150, 150])).toBe(true);
    expect(isSettled([150, 150, 150, 150, 300, 150])).toBe(false);
  });
});

describe('Duets of a generation', () => {
  const mix = { duets: 1, solos: 1, probes: 1, atSaturation: 'reduce' } as const;
  const services = { candidate: [], baseline: [] };
  const plan = (more: Partial<TargetPlan>): TargetPlan =>
    ({ baseline: { image: 'baseline' }, ...more }) as unknown as TargetPlan;

  it('are more where the target has services, and nothing else is', () => {
    expect(mixFor(plan({ services }), mix)).toEqual({ ...mix, duets: 4 });
  });

  it('are as before without services, or without a baseline', () => {
    expect(mixFor(plan({}), mix)).toEqual(mix);
    expect(mixFor(plan({ services, baseline: null }), mix)).toEqual(mix);
  });
});
