import { defineConfig } from 'vitest/config';

// Real processes and containers on few cores: one test file at a time, so that none takes another's CPU.
const oneFileAtATime = { fileParallelism: false, maxWorkers: 1 };
const minutes = (count: number): number => count * 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // Tests read configurations without waiting.
          setupFiles: ['test/support/json-paths.ts'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          setupFiles: ['test/support/json-paths.ts'],
          testTimeout: minutes(2),
          hookTimeout: minutes(5),
          ...oneFileAtATime,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['test/support/json-paths.ts'],
          // Runs dist/ as GitHub does.
          globalSetup: ['scripts/vitest-build.mjs'],
          testTimeout: minutes(8),
          hookTimeout: minutes(8),
          // Most of it is waiting, and a verdict must be right beside a noisy neighbour, too.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
