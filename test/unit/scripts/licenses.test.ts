import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundledPackages, isAllowed, licenseText } from '../../../scripts/lib/licenses.mjs';

/** What esbuild says of one bundle: path → its bytes in it. */
const metafile = (inputs: Record<string, number>): Metafile => ({
  inputs: {},
  outputs: {
    'dist/x.js': {
      bytes: 0,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
      ),
    },
  },
});

describe('bundledPackages', () => {
  test('names each folder once, scoped and nested ones too, and none that left no byte', () => {
    const found = bundledPackages([
      metafile({
        'src/cli/main.ts': 10,
        'node_modules/b/index.js': 1,
        'node_modules/b/lib/x.js': 1,
        'node_modules/@s/c/index.js': 1,
        'node_modules/gone/index.js': 0,
      }),
      metafile({ 'node_modules/b/node_modules/a/i.js': 1 }),
    ]);
    expect(found).toEqual(['node_modules/@s/c', 'node_modules/b', 'node_modules/b/node_modules/a']);
  });
});

describe('isAllowed', () => {
  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN x', false],
    [undefined, false],
  ])('%s: %s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });
});

describe('licenseText', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'loadgate-licenses-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function install(name: string, license: string | undefined, files: Record<string, string>): void {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  }
  const textOf = (...names: string[]): string =>
    licenseText(root, [metafile(Object.fromEntries(names.map((name) => [`node_modules/${name}/i.js`, 1])))]);

  test('holds name, version, licence and every licence file, and one text once', () => {
    install('a', 'MIT', { 'LICENSE.md': 'Same text\r\n', NOTICE: 'Notice of a', 'README.md': 'no licence' });
    install('b', 'ISC', { license: 'Text of b' });
    install('c', 'ISC', { LICENSE: 'Text of b  \n' });
    const text = textOf('a', 'b', 'c');
    expect(text).toContain('a 1.2.3 (MIT)\n\nSame text\n\nNotice of a\n');
    expect(text).toContain('b 1.2.3 (ISC)\nc 1.2.3 (ISC)\n\nText of b\n');
    expect(text).not.toContain('no licence');
  });

  test('takes the common text of Apache-2.0 where a package ships none', () => {
    install('a', 'Apache-2.0', {});
    expect(textOf('a')).toMatch(/^a 1\.2\.3 \(Apache-2\.0\)\n\n +Apache License\n +Version 2\.0/m);
  });

  test('fails with all that have no text, and all whose licence is not allowed', () => {
    install('a', 'MIT', {});
    install('b', 'GPL-3.0-only', { LICENSE: 'x' });
    install('c', undefined, { LICENSE: 'x' });
    install('d', 'MIT', { LICENSE: 'x' });
    const wrong = (): string => textOf('a', 'b', 'c', 'd');
    expect(wrong).toThrow('a 1.2.3 is bundled, and has no licence text');
    expect(wrong).toThrow('b 1.2.3 is bundled, and its licence "GPL-3.0-only" is not an allowed one');
    expect(wrong).toThrow('c 1.2.3');
    expect(wrong).not.toThrow('d 1.2.3');
  });
});
