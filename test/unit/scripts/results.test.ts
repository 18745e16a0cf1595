import { expect, test } from 'vitest';
import { countResults } from '../../../scripts/lib/results.mjs';

const file = (status: string, tests: number) => ({
  name: 'a.test.ts',
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
});
const report = { success: true, numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };

test('skipped and todo tests are the skipped ones', () => {
  expect(countResults({ ...report, testResults: [file('passed', 8)] })).toEqual({
    passed: 5,
    failed: 0,
    skipped: 3,
  });
});

test('a file that fails without a test counts as a failed one', () => {
  const testResults = [file('failed', 0), file('failed', 3), file('passed', 5)];
  expect(countResults({ ...report, numFailedTests: 1, testResults }).failed).toBe(2);
});
