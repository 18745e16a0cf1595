import { expect, it } from 'vitest';
import { unstoredNote } from '../../../../src/action/measure/baseline.js';

it('says that the base column was measured in this run only where there is one', () => {
  const note = (baselineFigures: 'run' | 'stored' | 'none') =>
    unstoredNote('No record of the baseline is stored yet.', { baselineFigures });
  expect(note('run')).toBe(
    'No record of the baseline is stored yet. The base column was measured in this run, beside the candidate.',
  );
  for (const figures of ['none', 'stored'] as const)
    expect(note(figures)).toBe('No record of the baseline is stored yet.');
});
