import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileStore } from '../../../src/baseline/file-store.js';
import { folderReleases } from '../../../src/baseline/releases.js';
import { readAllFacts } from '../../../src/cli/leaderboard-facts.js';
import { loadConfig } from '../../../src/job/load-config.js';
import type { Config, Target } from '../../../src/model/config.js';
import { toLoadgateErrors } from '../../../src/model/error.js';
import { readRecordFile } from '../../../src/record/read-file.js';
import { resolveBuild } from '../../../src/runtime/source-paths.js';
import { readInside } from '../../../src/system/read-inside.js';
import { CORPUS } from '../../support/corpus.js';
import { aBuild } from '../../support/targets.js';

const SECRET = 'targets: { planted-secret: { build: ., port: 80 } }';
const MAX = 1024 * 1024;
const HAS_DEVICES = process.platform === 'linux';

let folder = '';
let checkout = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-links-'));
  checkout = join(folder, 'checkout');
  mkdirSync(join(checkout, 'in'), { recursive: true });
  writeFileSync(join(folder, 'secret.yml'), SECRET);
  writeFileSync(join(checkout, 'in', 'real.yml'), 'inside');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a name in a checkout may be instead of a file. */
const TRICKS: Readonly<Record<string, (path: string) => void>> = {
  'a link to a file outside': (path) => symlinkSync(join(folder, 'secret.yml'), path),
  'a relative link to a file outside': (path) => symlinkSync('../secret.yml', path),
  'a link to the environment of this process': (path) => symlinkSync('/proc/self/environ', path),
  'a link to a device without end': (path) => symlinkSync('/dev/zero', path),
  'a pipe without a writer': (path) => void execFileSync('mkfifo', [path]),
  'a link to nothing': (path) => symlinkSync('nowhere', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a folder': (path) => void mkdirSync(path),
  'a file that is too large': (path) => writeFileSync(path, 'x'.repeat(MAX + 1)),
};

describe.skipIf(!HAS_DEVICES)('a name in a checkout that is', () => {
  it.each(Object.entries(TRICKS))('%s is never read', async (_what, make) => {
    const path = join(checkout, 'loadgate.yml');
    make(path);
    try {
      expect(await readInside(checkout, 'loadgate.yml', MAX)).toBeNull();
      await expect(readRecordFile(path, MAX)).rejects.toMatchObject({ code: 'record-file' });
      const error = await loadConfig({ root: checkout, file: null, settings: {} as never }).catch(
        (one: unknown) => one,
      );
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('planted-secret');
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });

  it.each(Object.entries(TRICKS))('%s is no about.yml', async (_what, make) => {
    const path = join(checkout, 'about.yml');
    make(path);
    const config = { targets: [{ name: 'app', build: null }] } as unknown as Config;
    try {
      const error = await readAllFacts(config, checkout).catch((one: unknown) => one);
      expect(toLoadgateErrors(error)).toMatchObject([{ code: 'about-invalid', kind: 'usage' }]);
      expect(String(error)).not.toContain('planted-secret');
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });

  it('a link that stays inside is followed', async () => {
    const path = join(checkout, 'link.yml');
    symlinkSync('in/real.yml', path);
    expect(await readInside(checkout, 'link.yml', MAX)).toBe('inside');
    rmSync(path);
  });

  it('a folder above is not reached through a linked folder either', async () => {
    symlinkSync('..', join(checkout, 'up'));
    expect(await readInside(checkout, 'up/secret.yml', MAX)).toBeNull();
    const target = {
      name: 'app',
      build: aBuild('up', { dockerfile: 'up/secret.yml' }),
      location: null,
    } as unknown as Target;
    expect(() => resolveBuild(target, checkout)).toThrow(
      expect.objectContaining({ code: 'context-outside' }),
    );
    rmSync(join(checkout, 'up'));
  });

  it('a stored baseline that is a device is refused, not read for ever', async () => {
    const sha = 'a'.repeat(40);
    mkdirSync(join(checkout, 'records'));
    symlinkSync('/dev/zero', join(checkout, 'records', `${sha}.json`));
    await expect(fileStore(join(checkout, 'records')).get(sha)).rejects.toMatchObject({
      code: 'baseline-corrupt',
    });
    mkdirSync(join(checkout, 'releases'));
    symlinkSync('/dev/zero', join(checkout, 'releases', 'v1.json'));
    await expect(folderReleases(checkout).get('v1')).rejects.toMatchObject({ code: 'baseline-corrupt' });
  });
});

it('no name of the corpus leads out of a checkout', async () => {
  for (const { text } of CORPUS) {
    const read = await readInside(checkout, text, MAX);
    expect(read === null || read === 'inside').toBe(true);
    expect(await readInside(checkout, join('in', '..', '..', text), MAX)).toBeNull();
  }
});
