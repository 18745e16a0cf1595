import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../../src/job/differences.js';
import { sha256 } from '../../../src/model/canonical.js';
import { PLAIN_BUILD, type Target } from '../../../src/model/config.js';
import { makeTarget } from '../plan/builders.js';

const DOCKERFILE = 'FROM python:3.12-slim\nCOPY . .\nCMD ["python", "app.py"]\n';
const FILES = {
  'api/app.py': 'print(1)',
  'api/requirements.txt': 'flask==3.1.0',
  'api/Dockerfile': DOCKERFILE,
};

const build = { ...PLAIN_BUILD, context: 'api', dockerfile: 'api/Dockerfile' };

function sideOf(files: Readonly<Record<string, string>>, target: Partial<Target> = {}, variables = {}) {
  const idOf = (path: string): string | null => {
    const text = files[path];
    return text === undefined ? null : sha256(text);
  };
  return {
    side: {
      contentIds: async (paths: readonly string[]) =>
        new Map(paths.map((path) => [path, idOf(path)] as const)),
      readText: async (path: string) => files[path] ?? null,
      listFiles: async (folder: string) =>
        Object.entries(files)
          .map(([path, text]) => ({ path: posix.relative(folder, path), mode: '100644', id: sha256(text) }))
          .filter(({ path }) => !path.startsWith('..')),
    },
    artifact: { target: makeTarget('api', { build, ...target }), variables },
    services: [],
  };
}

const SAME = { target: 'api', sources: 0, lists: [], base: null, variables: [], settings: [] };

describe('what differs between both sides of a target', () => {
  it('is nothing where all is the same', async () => {
    expect(await differenceOf(sideOf(FILES), sideOf(FILES))).toEqual(SAME);
  });

  it('is the base image, and no source, where only its tag moved', async () => {
    const now = { ...FILES, 'api/Dockerfile': DOCKERFILE.replace('3.12', '3.13') };
    expect(await differenceOf(sideOf(now), sideOf(FILES))).toEqual({
      ...SAME,
      lists: ['Dockerfile'],
      base: { baseline: 'python:3.12-slim', candidate: 'python:3.13-slim' },
    });
  });

  it('is a list of packages, which is no source', async () => {
    const now = { ...FILES, 'api/requirements.txt': 'flask==3.2.0' };
    expect(await differenceOf(sideOf(now), sideOf(FILES))).toEqual({ ...SAME, lists: ['requirements.txt'] });
  });

  it('counts sources that changed, came and went', async () => {
    const now = { 'api/app.py': 'print(2)', 'api/new.py': '', 'api/Dockerfile': DOCKERFILE };
    const then = { ...FILES, 'api/gone.py': '' };
    expect(await differenceOf(sideOf(now), sideOf(then))).toEqual({
      ...SAME,
      sources: 3,
      lists: ['requirements.txt'],
    });
  });

  it('leaves out what does not come into the build', async () => {
    const ignore = { 'api/.dockerignore': 'docs\n', 'api/docs/a.md': 'a' };
    const now = { ...FILES, ...ignore, 'api/docs/a.md': 'b' };
    expect(await differenceOf(sideOf(now), sideOf({ ...FILES, ...ignore }))).toEqual(SAME);
  });

  it('has the names of variables, and no value', async () => {
    const now = sideOf(FILES, { env: { TOKEN: 'secret-one', KEPT: 'x' } }, { PYTHON_VERSION: '3.13.1' });
    const then = sideOf(
      FILES,
      { env: { TOKEN: 'secret-two', KEPT: 'x', GONE: '' } },
      { PYTHON_VERSION: '3.12.9' },
    );
    const found = await differenceOf(now, then);
    expect(found).toEqual({ ...SAME, variables: ['GONE', 'PYTHON_VERSION', 'TOKEN'] });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('has keys of the configuration, those of the build among them', async () => {
    const now = sideOf(FILES, {
      command: ['python', 'other.py'],
      workers: 2,
      build: { ...build, args: { MODE: 'debug' } },
    });
    expect(await differenceOf(now, sideOf(FILES))).toEqual({
      ...SAME,
      settings: ['command', 'workers', 'build.args'],
    });
  });

  it('counts a file that is put into the container as a source', async () => {
    const container = { ...makeTarget('api').container, files: { '/etc/app.conf': 'conf/app.conf' } };
    const now = sideOf({ ...FILES, 'conf/app.conf': 'a' }, { container });
    expect(await differenceOf(now, sideOf({ ...FILES, 'conf/app.conf': 'b' }, { container }))).toEqual({
      ...SAME,
      sources: 1,
    });
  });

  it('is another image that runs as it is', async () => {
    const now = sideOf(FILES, { build: null, image: 'acme/api:1.5' });
    expect(await differenceOf(now, sideOf(FILES, { build: null, image: 'acme/api:1.4' }))).toEqual({
      ...SAME,
      base: { baseline: 'acme/api:1.4', candidate: 'acme/api:1.5' },
    });
  });

  it('is what lies in the folder that a process starts in, and no image', async () => {
    const now = sideOf({ 'app.py': 'b', 'api/Dockerfile': 'FROM b' }, { build: null });
    const then = sideOf({ 'app.py': 'a', 'api/Dockerfile': 'FROM a' }, { build: null });
    expect(await differenceOf(now, then, 'process')).toEqual({
      ...SAME,
      sources: 1,
      lists: ['api/Dockerfile'],
    });
    const moved = { ...FILES, 'api/Dockerfile': DOCKERFILE.replace('3.12', '3.13') };
    expect(await differenceOf(sideOf(moved), sideOf(FILES), 'process')).toEqual({
      ...SAME,
      lists: ['Dockerfile'],
    });
    const ignore = { 'api/.dockerignore': 'docs\n', 'api/docs/a.md': 'a' };
    const seen = sideOf({ ...FILES, ...ignore, 'api/docs/a.md': 'b' });
    expect(await differenceOf(seen, sideOf({ ...FILES, ...ignore }), 'process')).toEqual({
      ...SAME,
      sources: 1,
    });
  });

  it('ends its lists, and cuts names, at what a record may hold', async () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`V${at}${'x'.repeat(300)}`, '1']));
    const { variables } = await differenceOf(sideOf(FILES, { env: many }), sideOf(FILES));
    expect(variables).toHaveLength(50);
    expect(Math.max(...variables.map(({ length }) => length))).toBe(255);
  });
});
