import { describe, expect, it } from 'vitest';
import { LoadgateError, LoadgateErrors, toLoadgateErrors } from '../../../src/model/error.js';

const known = new LoadgateError('no', { kind: 'usage', code: 'no-command', hint: 'Do.' });
const withCode = (code: string): Error => Object.assign(new Error(`${code}: write`), { code });

describe('toLoadgateErrors', () => {
  it('leaves ours as they are', () => {
    expect(toLoadgateErrors(known)).toEqual([known]);
    expect(toLoadgateErrors(new LoadgateErrors([known, known]))).toEqual([known, known]);
  });

  it.each(['ENOSPC', 'EDQUOT'])('knows a full disk by %s, whatever file it was', (code) => {
    expect(toLoadgateErrors(withCode(code))).toMatchObject([
      { code: 'disk-full', kind: 'machine', message: expect.stringContaining(code) },
    ]);
  });

  it.each([withCode('EACCES'), new TypeError('x is not a function'), 'text', undefined])(
    'calls anything else unexpected: %s',
    (thrown) => {
      expect(toLoadgateErrors(thrown)).toMatchObject([{ code: 'unexpected', kind: 'machine' }]);
    },
  );
});
