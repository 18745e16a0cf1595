import { describe, expect, it } from 'vitest';
import { instructions } from '../../../src/model/dockerfile.js';
import { DOCKERFILE } from '../../support/dockerfile.js';

describe('instructions', () => {
  it('finds each with its line: comments, continuations and here-documents are no instructions', () => {
    expect(instructions(DOCKERFILE).map(({ line, name }) => `${line} ${name}`)).toEqual([
      '2 ARG',
      '3 FROM',
      '5 WORKDIR',
      '7 RUN',
      '12 COPY',
      '13 RUN',
      '14 RUN',
      '18 FROM',
      '19 CMD',
    ]);
  });

  it('joins continued lines', () => {
    expect(instructions(DOCKERFILE)[3]?.text).toBe('echo one && echo two && exit 3');
    expect(instructions('# escape=`\nRUN dir `\n  C:\\app\\\nRUN x')).toEqual([
      { line: 2, name: 'RUN', text: 'dir C:\\app\\' },
      { line: 4, name: 'RUN', text: 'x' },
    ]);
  });

  it('takes what is no Dockerfile without trouble', () => {
    expect(instructions('')).toEqual([]);
    expect(instructions('\\\n\\\n\\')).toEqual([]);
    expect(instructions('RUN <<EOF\nnever closed')[0]).toEqual({ line: 1, name: 'RUN', text: '<<EOF' });
  });
});
