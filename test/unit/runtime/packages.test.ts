import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/job/packages.js';
import { createPackageReader } from '../../../src/runtime/packages.js';

function packagesIn(files: Readonly<Record<string, string>>): Record<string, string> {
  const reader = createPackageReader();
  for (const [path, text] of Object.entries(files)) reader.fileAt(path)?.take(text);
  return Object.fromEntries(reader.packages());
}

describe('the packages of an image', () => {
  it('are those of its package managers, wherever these keep them', () => {
    expect(
      packagesIn({
        'usr/local/lib/python3.13/site-packages/Flask_SQLAlchemy-3.1.1.dist-info/METADATA': '',
        'opt/venv/lib/python3.13/site-packages/flask-3.1.3.dist-info/METADATA': '',
        'opt/venv/lib/python3.13/site-packages/flask-3.1.3.dist-info/RECORD': '',
        'app/node_modules/fastify/package.json': '{"name":"other","version":"5.6.1"}',
        'app/node_modules/@hapi/hapi/package.json': '{"version":"21.4.4"}',
        'app/node_modules/a/node_modules/fastify/package.json': '{"version":"4.0.0"}',
        'app/node_modules/fastify/lib/package.json': '{"version":"0.0.0"}',
        'usr/local/lib/node_modules/npm/node_modules/semver/package.json': '{"version":"7.0.0"}',
        'var/lib/dpkg/status':
          'Package: libc6\nStatus: ok\nVersion: 2.36-9\n\nPackage: zlib1g\nVersion: 1.3\n',
        'var/lib/dpkg/status.d/base': 'Package: base-files\nVersion: 12.4\n',
        'lib/apk/db/installed': 'C:Q1\nP:musl\nV:1.2.5-r0\n\n',
      }),
    ).toEqual({
      'pip flask-sqlalchemy': '3.1.1',
      'pip flask': '3.1.3',
      'npm fastify': '4.0.0, 5.6.1',
      'npm @hapi/hapi': '21.4.4',
      'apt libc6': '2.36-9',
      'apt zlib1g': '1.3',
      'apt base-files': '12.4',
      'apk musl': '1.2.5-r0',
    });
  });

  it('are left out where a file is not what its name says, or names are endless', () => {
    const long = 'x'.repeat(200);
    expect(
      packagesIn({
        'node_modules/a/package.json': '{',
        'node_modules/b/package.json': 'null',
        'node_modules/c/package.json': '{"version":{"x":1}}',
        'node_modules/d/package.json': JSON.stringify({ version: long }),
        [`x/${long}-1.dist-info/METADATA`]: '',
        'var/lib/dpkg/status': 'Version: 1\n\nPackage: only\n\n',
      }),
    ).toEqual({});
  });

  it('are at most so many, whatever an image holds', () => {
    const stanzas = Array.from({ length: 30_000 }, (_, at) => `Package: p${at}\nVersion: 1\n\n`).join('');
    expect(Object.keys(packagesIn({ 'var/lib/dpkg/status': stanzas }))).toHaveLength(20_000);
  });
});

describe('what differs between two images', () => {
  it("is told with the service's own packages before the system's", () => {
    const before = new Map([
      ['apt libc6', '1'],
      ['npm gone', '1'],
      ['pip flask', '3.1.2'],
      ['pip same', '1'],
    ]);
    const now = new Map([
      ['apt libc6', '2'],
      ['npm new', '1'],
      ['pip flask', '3.1.3'],
      ['pip same', '1'],
    ]);
    expect(changesOf(before, now)).toEqual([
      { name: 'pip flask', baseline: '3.1.2', candidate: '3.1.3' },
      { name: 'npm gone', baseline: '1', candidate: null },
      { name: 'npm new', baseline: null, candidate: '1' },
      { name: 'apt libc6', baseline: '1', candidate: '2' },
    ]);
    expect(changesOf(before, before)).toEqual([]);
  });
});
