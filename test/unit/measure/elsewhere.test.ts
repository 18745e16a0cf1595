import { expect, it } from 'vitest';
import type { MeasureDeps, TargetPlan } from '../../../src/measure/deps.js';
import { elsewhere } from '../../../src/measure/elsewhere.js';
import { aTarget } from '../../support/targets.js';

const MIX = { duets: 1, solos: 1, probes: 1, atSaturation: 'end' } as const;
const deps = { targetCores: [0], sharesCore: true, rounds: MIX } as unknown as MeasureDeps;
const url = { candidate: 'https://a.example.com', baseline: null };
const planOf = (target: TargetPlan['target'], isPair: boolean): TargetPlan =>
  ({ target, baseline: isPair ? {} : null }) as TargetPlan;

it('sends no more than the rate to a URL, and reads nothing of cores for it', () => {
  const at = aTarget({ build: null, url });
  expect(elsewhere(planOf(at, false), deps)).toEqual({
    targetCores: null,
    sharesCore: false,
    rounds: { duets: 0, solos: 1, probes: 0, atSaturation: 'end' },
  });
  expect(elsewhere(planOf(at, true), deps).rounds).toEqual({
    ...{ duets: 1, solos: 0, probes: 0 },
    atSaturation: 'end',
  });
});

it('leaves everything as it is for a target of our own', () => {
  expect(elsewhere(planOf(aTarget(), true), deps)).toBe(deps);
});
