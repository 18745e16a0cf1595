import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allowedCores,
  parseCoreList,
  planCores,
  planCoresWith,
  serviceCoresWith,
} from '../../../src/runtime/cores.js';

describe('with an engine on another machine', () => {
  const engine = (cores: number) =>
    ({ kind: 'remote', fingerprint: 'f', cores, memoryBytes: 1, kernel: 'k', arch: 'a' }) as const;

  test('targets and services get cores of that machine, the generator one of ours', () => {
    const plan = planCoresWith(engine(8), [0, 1], 2);
    expect(plan).toEqual({ targetCores: [0, 1], generatorCores: [1] });
    expect(serviceCoresWith(engine(8), [0, 1], plan)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test('a single core of theirs pins no target, one of ours no generator', () => {
    expect(planCoresWith(engine(1), [0, 1, 2], 1)).toEqual({ targetCores: null, generatorCores: [2] });
    expect(planCoresWith(engine(2), [0], 1)).toEqual({ targetCores: [0], generatorCores: null });
    expect(serviceCoresWith(engine(1), [0, 1], { targetCores: null, generatorCores: [1] })).toBeNull();
  });

  test('and without one all are ours', () => {
    expect(planCoresWith(undefined, [0, 1], 1)).toEqual(planCores([0, 1], 1));
  });
});

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
