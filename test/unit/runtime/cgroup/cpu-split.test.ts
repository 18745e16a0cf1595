import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCpuSplit } from '../../../../src/runtime/cgroup/cpu-split.js';

test('each gain is divided by the ticks that fell into it', () => {
  const split = createCpuSplit();
  expect(split(10_000_000, 4_000_000, 4_000_000)).toEqual({ userUs: 5_000, systemUs: 5_000 });
  // 30 ms more, of whose 28 ms of ticks a seventh is system time.
  expect(split(40_000_000, 28_000_000, 8_000_000)).toEqual({
    userUs: expect.closeTo(5_000 + (30_000 * 24) / 28, 6),
    systemUs: expect.closeTo(5_000 + (30_000 * 4) / 28, 6),
  });
});

test('without a tick the shares so far are used, and user time where there were none yet', () => {
  const split = createCpuSplit();
  expect(split(1_000_000, 0, 0)).toEqual({ userUs: 1_000, systemUs: 0 });
  split(5_000_000, 3_000_000, 1_000_000);
  const before = split(5_000_000, 3_000_000, 1_000_000);
  const after = split(6_000_000, 3_000_000, 1_000_000);
  expect(after.userUs - before.userUs).toBeCloseTo(750, 6);
  expect(after.systemUs - before.systemUs).toBeCloseTo(250, 6);
});

test('the sum is the exact total, and nothing ever falls', () => {
  const gain = fc.record({ total: fc.nat(1e9), user: fc.nat(1e9), system: fc.nat(1e9) });
  fc.assert(
    fc.property(fc.array(gain, { minLength: 1 }), (gains) => {
      const split = createCpuSplit();
      const sum = { total: 0, user: 0, system: 0 };
      let last = { userUs: 0, systemUs: 0 };
      for (const each of gains) {
        sum.total += each.total;
        sum.user += each.user;
        sum.system += each.system;
        const now = split(sum.total, sum.user, sum.system);
        expect(now.userUs).toBeGreaterThanOrEqual(last.userUs);
        expect(now.systemUs).toBeGreaterThanOrEqual(last.systemUs);
        expect(now.userUs + now.systemUs).toBeCloseTo(sum.total / 1000, 3);
        last = now;
      }
    }),
  );
});
