import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedCores, parseCoreList, planCores } from '../../../src/runtime/cores.js';

describe('planCores', () => {
  test.each([
    [[0, 1], 1, [0], [1]],
    [[0, 1], 2, [0], [1]],
    [[0, 1, 2, 3], 1, [0], [3]],
    [[0, 1, 2, 3], 2, [0, 1], [3]],
    [[0, 1, 2, 3], 1.5, [0, 1], [3]],
    [[0, 1, 2, 3], 0.25, [0], [3]],
    [[0, 1, 2, 3], 64, [0, 1, 2], [3]],
    [[7, 2, 5], 1, [2], [7]],
  ])(
    'of %j under a cap of %d CPUs: targets %j, generator %j',
    (allowed, cpus, targetCores, generatorCores) => {
      expect(planCores(allowed, cpus)).toEqual({ targetCores, generatorCores });
    },
  );

  test.each([[[0]], [[]], [[3, 3]]])('pins nothing where there is nothing to divide: %j', (allowed) => {
    expect(planCores(allowed, 1)).toEqual({ targetCores: null, generatorCores: null });
  });

  test('target and generator never share a core', () => {
    const cores = fc.uniqueArray(fc.nat(127), { minLength: 2 });
    fc.assert(
      fc.property(cores, fc.double({ min: 0.01, max: 128, noNaN: true }), (allowed, cpus) => {
        const { targetCores, generatorCores } = planCores(allowed, cpus);
        const targets = targetCores ?? [];
        expect(targets.length).toBe(Math.min(Math.max(1, Math.ceil(cpus)), allowed.length - 1));
        expect(generatorCores).toEqual([Math.max(...allowed)]);
        expect(targets.every((core) => allowed.includes(core) && !generatorCores?.includes(core))).toBe(true);
      }),
    );
  });
});

test.each([
  ['0-3', [0, 1, 2, 3]],
  ['0,2-3,7\n', [0, 2, 3, 7]],
  ['5', [5]],
  ['', []],
])('parses the core list %j', (list, cores) => {
  expect(parseCoreList(list)).toEqual(cores);
});

test('knows the cores of this machine', () => {
  const cores = allowedCores();
  expect(cores.every((core) => Number.isInteger(core) && core >= 0)).toBe(true);
  if (process.platform === 'linux') expect(cores.length).toBeGreaterThan(0);
});
