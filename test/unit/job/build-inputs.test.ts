import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { buildInputs, buildSeesGit } from '../../../src/job/build-inputs.js';
import type { JobSide, SourceFile } from '../../../src/job/types.js';
import type { Target } from '../../../src/model/config.js';

/** A side with these files, path → text. */
function side(files: Readonly<Record<string, string>>): JobSide {
  const below = (folder: string): readonly SourceFile[] =>
    Object.entries(files).flatMap(([path, id]) => {
      const inside =
        folder === '.' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
      return inside === null ? [] : [{ path: inside, mode: '100644', id }];
    });
  const idOf = (path: string): string | null => {
    const found = below(path);
    return (
      files[path] ??
      (found.length === 0 ? null : `tree of ${found.map(({ id, path: at }) => id + at).join()}`)
    );
  };
  return {
    ref: { sha: '1'.repeat(40), label: 'x' },
    contentIds: async (paths) => new Map(paths.map((path) => [path, idOf(path)])),
    readText: async (path) => files[path] ?? null,
    listFiles: async (folder) => (idOf(folder) === null ? null : below(folder)),
    sourceDir: async () => {
      throw new Error('nothing is written to decide this');
    },
    mustHave: async () => {},
  };
}

function target(build: string, command = ''): Target {
  const yaml = `targets:\n  api: { build: ${build}, port: 8080${command} }\nscenarios:\n  a: { request: GET / }\n`;
  const [only] = parseConfig(yaml, 'loadgate.yml').targets;
  if (only === undefined) throw new Error('no target');
  return only;
}

const FILES = { 'README.md': 'r1', 'app.js': 'a1', Dockerfile: 'FROM x' };

async function contextOf(
  files: Readonly<Record<string, string>>,
  of: Target = target('.'),
  process = false,
): Promise<string | undefined> {
  return (await buildInputs(side(files), [of], async () => process))(of)?.context;
}

describe('an image that runs as it is', () => {
  const image: Target = { ...target('.'), build: null, image: 'acme/api:1.4.0' };

  it('has nothing of the repository in it, and is there on every side', async () => {
    const before = await contextOf(FILES, image);
    expect(before).toBeDefined();
    expect(await contextOf({ 'other.js': 'x' }, image)).toBe(before);
  });

  it('depends on the folder where its command runs as a process', async () => {
    const before = await contextOf(FILES, image, true);
    expect(await contextOf({ ...FILES, 'app.js': 'a2' }, image, true)).not.toBe(before);
  });
});

describe('what a .dockerignore leaves out', () => {
  const ignored = { ...FILES, '.dockerignore': 'README.md\n' };

  it('is no input of the build; everything else is', async () => {
    const before = await contextOf(ignored);
    expect(await contextOf({ ...ignored, 'README.md': 'r2' })).toBe(before);
    expect(await contextOf({ ...ignored, 'docs.md': 'new' })).not.toBe(before);
    expect(await contextOf({ ...ignored, 'app.js': 'a2' })).not.toBe(before);
    expect(await contextOf({ ...ignored, '.dockerignore': 'README.md\n#\n' })).not.toBe(before);
  });

  it('is read of each side: a rule that goes lets the file in again', async () => {
    const own = { ...FILES, '.dockerignore': 'README.md\n.dockerignore\n' };
    const before = await contextOf(own);
    expect(await contextOf({ ...own, '.dockerignore': '.dockerignore\nREADME.md\n' })).toBe(before);
    expect(await contextOf({ ...own, '.dockerignore': '.dockerignore\n' })).not.toBe(before);
  });

  it('is told by the file beside the Dockerfile where there is one', async () => {
    const both = { ...ignored, 'Dockerfile.dockerignore': 'app.js\n' };
    const before = await contextOf(both);
    expect(await contextOf({ ...both, 'app.js': 'a2' })).toBe(before);
    expect(await contextOf({ ...both, 'README.md': 'r2' })).not.toBe(before);
    const elsewhere = target('{ context: ., dockerfile: deploy/api.Dockerfile }');
    const files = {
      ...FILES,
      'deploy/api.Dockerfile': 'FROM y',
      'deploy/api.Dockerfile.dockerignore': '*.md',
    };
    const other = await contextOf(files, elsewhere);
    expect(await contextOf({ ...files, 'README.md': 'r2' }, elsewhere)).toBe(other);
  });

  it('is told by the file in the context, relative to it', async () => {
    const files = {
      'api/.dockerignore': 'README.md',
      'api/README.md': 'r1',
      'api/x': '1',
      '.dockerignore': 'x',
    };
    const before = await contextOf(files, target('api'));
    expect(await contextOf({ ...files, 'api/README.md': 'r2' }, target('api'))).toBe(before);
    expect(await contextOf({ ...files, 'api/x': '2' }, target('api'))).not.toBe(before);
  });

  it('counts where the target runs as a process, in the folder itself', async () => {
    const of = target('.', ', command: node app.js');
    const changed = { ...ignored, 'README.md': 'r2' };
    expect(await contextOf(changed, of, true)).not.toBe(await contextOf(ignored, of, true));
    expect(await contextOf(changed, of, false)).toBe(await contextOf(ignored, of, false));
  });

  it('is nothing where Docker refuses the file, or where there is none', async () => {
    const refused = { ...FILES, '.dockerignore': 'README.md\n[\n' };
    expect(await contextOf({ ...refused, 'README.md': 'r2' })).not.toBe(await contextOf(refused));
    expect(await contextOf({ ...FILES, 'README.md': 'r2' })).not.toBe(await contextOf(FILES));
  });

  it('does not hide a changed Dockerfile', async () => {
    const hidden = { ...FILES, '.dockerignore': 'Dockerfile' };
    const of = target('.');
    const dockerfile = async (files: Readonly<Record<string, string>>) =>
      (await buildInputs(side(files), [of], async () => false))(of)?.dockerfile;
    expect(await dockerfile({ ...hidden, Dockerfile: 'FROM y' })).not.toBe(await dockerfile(hidden));
  });
});

describe('a build sees the .git', () => {
  it.each([
    ['of a context that is the root', '.', {}, true],
    ['not of a folder', 'api', { 'api/x': '1' }, false],
    ['not where it is left out', '.', { '.dockerignore': '.git' }, false],
    ['not where everything is left out', '.', { '.dockerignore': '*\n!src' }, false],
    ['where a part of it is brought back', '.', { '.dockerignore': '.git\n!.git/HEAD' }, true],
    [
      'where the file beside the Dockerfile says nothing of it',
      '.',
      { '.dockerignore': '.git', 'Dockerfile.dockerignore': 'x' },
      true,
    ],
  ])('%s', async (_name, build, files, expected) => {
    expect(await buildSeesGit(side({ ...FILES, ...files }), target(build))).toBe(expected);
  });
});
