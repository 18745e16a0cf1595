import { expect, test } from 'vitest';
import { findForbidden } from '../../../scripts/lib/tracked.mjs';

const forbidden = { paths: ['/somewhere/checkout/', '/me/'], hosts: ['registry.example'] };
const find = (text: string, path = 'a.txt'): string[] => findForbidden(path, text, forbidden);

test.each([
  ['in /somewhere/checkout/src', '/somewhere/checkout/'],
  ['x=/me/.cache/y', '/me/'],
  // In two pieces, so that this file is not found itself.
  [`"/ho${'me'}/anna/x"`, `/ho${'me'}/anna/`],
  [`/Us${'ers'}/anna/x`, `/Us${'ers'}/anna/`],
])('a path of a machine: %s', (text, path) => {
  expect(find(`first\n${text}\n`)).toEqual([`a.txt:2: a path of a machine: ${path}`]);
});

test('a registry: its host, an option that chooses one, a lock file that names one', () => {
  expect(find('see https://registry.example/x')).toEqual(["a.txt:1: a registry's host: registry.example"]);
  expect(find(`regis${'try'} = x`, '.npmrc')).toEqual(['.npmrc:1: a registry is chosen']);
  expect(find(`--extra-${'index'}-url https://x`, 'requirements.txt')).toHaveLength(1);
  const resolved = '      "resolved": "https://x/y.tgz",';
  expect(find(resolved, 'package-lock.json')).toEqual([
    'package-lock.json:1: the lock file names a registry',
  ]);
  expect(find(resolved, 'test/other.json')).toEqual([]);
});

test('everything else is fine', () => {
  const text = [
    '/home/runner/work/a/b',
    '$HOME/x',
    'a/home/b/c',
    'the registry of targets',
    'https://example.org',
  ];
  expect(find(text.join('\n'))).toEqual([]);
});
