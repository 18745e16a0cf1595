import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveBuild, resolveContext } from '../../../src/runtime/source-paths.js';
import { aBuild, aTarget } from '../../support/targets.js';

let root: string;
let source: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'loadgate-paths-')));
  source = join(root, 'source');
  mkdirSync(join(source, 'app'), { recursive: true });
  mkdirSync(join(root, 'source-of-others'));
  writeFileSync(join(source, 'app', 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(root, 'source-of-others', 'Dockerfile'), 'FROM scratch\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const built = (context: string, dockerfile = `${context}/Dockerfile`) =>
  aTarget({
    build: aBuild(context, { dockerfile }),
    location: { file: 'loadgate.yml', line: 2, column: 3 },
  });

test('a context and a Dockerfile in the checkout', () => {
  expect(resolveBuild(built('app'), source)).toEqual({
    context: join(source, 'app'),
    dockerfile: join(source, 'app', 'Dockerfile'),
    build: built('app').build,
  });
});

test('links that stay inside are followed', () => {
  symlinkSync('app', join(source, 'link'));
  expect(resolveBuild(built('link'), source).context).toBe(join(source, 'app'));
});

test('a checkout that is itself reached by a link', () => {
  symlinkSync('source', join(root, 'alias'));
  expect(resolveBuild(built('app'), join(root, 'alias')).context).toBe(join(source, 'app'));
});

test.each([
  ['a missing folder', built('nope'), 'context-missing', 'nope'],
  ['a file for a folder', built('app/Dockerfile'), 'context-missing', 'app/Dockerfile'],
  ['a missing Dockerfile', built('app', 'app/Dockerfile.prod'), 'dockerfile-missing', 'app/Dockerfile.prod'],
  ['a folder for a Dockerfile', built('.', 'app'), 'dockerfile-missing', 'app'],
  ['no build', aTarget({ build: null }), 'no-build', 'app'],
])('%s', (_, target, code, named) => {
  expect(() => resolveBuild(target, source)).toThrow(
    expect.objectContaining({ code, kind: 'usage', message: expect.stringContaining(named) }),
  );
});

test('what was looked for is at its place in the configuration', () => {
  expect(() => resolveBuild(built('nope'), source)).toThrow(
    expect.objectContaining({ location: { file: 'loadgate.yml', line: 2, column: 3 } }),
  );
});

test('links that leave the checkout are refused, also into a folder whose name begins alike', () => {
  symlinkSync('../source-of-others', join(source, 'out'));
  symlinkSync(root, join(source, 'up'));
  symlinkSync('../../source-of-others/Dockerfile', join(source, 'app', 'Dockerfile.out'));
  for (const target of [built('out'), built('up', 'app/Dockerfile'), built('app', 'app/Dockerfile.out')]) {
    expect(() => resolveBuild(target, source)).toThrow(expect.objectContaining({ code: 'context-outside' }));
  }
});

test('a target without a build is at the root', () => {
  expect(resolveContext(aTarget({ build: null }), source)).toBe(source);
});
