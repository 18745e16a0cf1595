import { describe, expect, it } from 'vitest';
import { failedLine } from '../../../src/report/dockerfile.js';
import { DOCKERFILE } from '../../support/dockerfile.js';

// Logs as Docker 20.10 (classic builder) and BuildKit write them.
describe('failedLine', () => {
  it('reads the last step of the classic builder', () => {
    const log = ['Step 3/9 : WORKDIR /app', ' ---> 1', 'Step 5/9 : COPY . .', 'COPY failed: no such file'];
    expect(failedLine(log, DOCKERFILE)).toBe(12);
  });

  it('reads the failed command where the step is not in the log any more', () => {
    const command = '/bin/sh -c echo one &&     echo two     && exit 3';
    expect(failedLine(['two', `The command '${command}' returned a non-zero code: 3`], DOCKERFILE)).toBe(7);
  });

  it('reads the step of an instruction in exec form', () => {
    const log = ['Step 2/2 : RUN ["false"]', "The command 'false' returned a non-zero code: 1"];
    expect(failedLine(log, 'FROM x\nRUN ["false"]')).toBe(2);
    expect(failedLine(log.slice(1), 'FROM x\nRUN ["false"]')).toBeNull();
  });

  it('reads parse errors of both builders', () => {
    const classic = 'Error response from daemon: dockerfile parse error line 2: unknown instruction: RUNN';
    const buildKit = 'ERROR: failed to solve: dockerfile parse error on line 4: unknown instruction: RUNN';
    expect(failedLine([classic], DOCKERFILE)).toBe(2);
    expect(failedLine([buildKit], DOCKERFILE)).toBe(4);
  });

  it('reads the place, the command and the step that BuildKit names', () => {
    const run = 'RUN --mount=type=cache,target=/root/.cache pip install --no-cache-dir -r requirements.txt';
    const log = [
      `#9 [build 4/5] ${run}`,
      '------',
      ` > [build 4/5] ${run}:`,
      '0.512 ERROR: No matching distribution found',
      '------',
      'Dockerfile:13',
      '--------------------',
      `  13 | >>> ${run}`,
      '--------------------',
      'ERROR: failed to solve: process "/bin/sh -c pip install --no-cache-dir -r requirements.txt" did not complete successfully: exit code: 1',
    ];
    expect(failedLine(log, DOCKERFILE)).toBe(13);
    expect(failedLine(log.slice(-1), DOCKERFILE)).toBe(13);
    expect(failedLine(log.slice(2, 4), DOCKERFILE)).toBe(13);
  });

  it('finds the instruction by its text where steps are counted otherwise', () => {
    expect(failedLine(['Step 2/3 : COPY . .'], DOCKERFILE)).toBe(12);
  });

  it('says nothing where the log does not tell, or tells of a line that is not there', () => {
    expect(failedLine([], DOCKERFILE)).toBeNull();
    expect(failedLine(['Dockerfile:99'], DOCKERFILE)).toBeNull();
    expect(failedLine(['error: exit 1', 'Step 4/9 : RUN something else entirely'], DOCKERFILE)).toBeNull();
  });
});
