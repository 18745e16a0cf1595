import { describe, expect, it } from 'vitest';
import { renderProblem, renderProblemText } from '../../../src/report/problems.js';
import { clause, sentence } from '../../../src/report/prose.js';
import { makeProblem } from './builders.js';

const problem = makeProblem({
  log: ['Step 1/2 : FROM x', '\u001b[31mpull access denied\u001b[0m for x'],
  location: { file: 'loadgate.yml', line: 12, column: 3 },
});

describe('renderProblem', () => {
  it('tells what happened, where, what to do, and the end of the log', () => {
    expect(renderProblem(problem)).toBe(
      [
        '**The image of flask did not build.** (<code>build-failed</code> in <code>loadgate.yml:12:3</code>)',
        'What to do: Read the end of the log below, and build it by hand with the same build arguments.',
        '<details>\n<summary>The last 2 lines of its log</summary>',
        '```\nStep 1/2 : FROM x\npull access denied for x\n```',
        '</details>',
      ].join('\n\n'),
    );
  });

  it('leaves out what there is not', () => {
    expect(renderProblem(makeProblem({ hint: ' ', log: ['', ' '] }))).toBe(
      '**The image of flask did not build.** (<code>build-failed</code>)',
    );
  });
});

describe('renderProblemText', () => {
  it('says the same in a terminal', () => {
    expect(renderProblemText(problem)).toBe(
      [
        'error: The image of flask did not build. [build-failed]',
        '  at loadgate.yml:12:3',
        '  Read the end of the log below, and build it by hand with the same build arguments.',
        '  | Step 1/2 : FROM x',
        '  | pull access denied for x',
      ].join('\n'),
    );
  });

  it('keeps messages of several lines on one, and tells a long one to its end', () => {
    const text = renderProblemText(makeProblem({ message: `found ${'x'.repeat(700)}\nend`, hint: '' }));
    expect(text).toBe(`error: found ${'x'.repeat(700)} end. [build-failed]`);
  });
});

describe('prose', () => {
  it('makes sentences of messages without touching names', () => {
    expect(sentence('the target exited with 1')).toBe('The target exited with 1.');
    expect(sentence('flask, json: it failed')).toBe('flask, json: it failed.');
    expect(sentence('Did you mean "port"?')).toBe('Did you mean "port"?');
    expect(sentence('  ')).toBe('');
  });

  it('makes clauses of sentences without touching names', () => {
    expect(clause('The image of flask did not build.')).toBe('the image of flask did not build');
    expect(clause('Docker does not answer.')).toBe('Docker does not answer');
    expect(clause('Anaconda is no target.')).toBe('Anaconda is no target');
  });
});
