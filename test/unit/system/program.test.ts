import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../../src/system/program.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-program-'));
  for (const name of ['program', 'text']) writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, 'program'), 0o755);
  chmodSync(join(folder, 'text'), 0o644);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('findProgram', () => {
  it('finds a program in the folders of PATH, the first one first', () => {
    expect(findProgram('program', ['/nowhere', '', folder, '/bin'].join(delimiter))).toBe(
      join(folder, 'program'),
    );
  });

  it('finds nothing that is not there or can not be run', () => {
    expect(findProgram('no-such-program', folder)).toBeNull();
    expect(findProgram('text', folder)).toBeNull();
    expect(findProgram('program', '')).toBeNull();
  });
});
