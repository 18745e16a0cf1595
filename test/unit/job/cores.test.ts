import { expect, test } from 'vitest';
import { coresFor } from '../../../src/job/measuring.js';
import { aTarget } from '../../support/targets.js';

const config = { targets: [aTarget()] } as unknown as Parameters<typeof coresFor>[0]['config'];
const deps = { allowedCores: [0, 1, 2] };

test('targets get cores of their own, the generator another one', () => {
  expect(coresFor({ config }, deps, { capsMissing: [] })).toEqual({ targetCores: [0], generatorCores: [2] });
});

test('targets that can not be pinned share the cores, whatever was planned', () => {
  expect(coresFor({ config }, deps, { capsMissing: ['core'] })).toEqual({
    targetCores: null,
    generatorCores: [2],
  });
});
