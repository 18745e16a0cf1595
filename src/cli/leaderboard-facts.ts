import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFacts } from '../leaderboard/facts.js';
import type { Facts, SourceFile } from '../leaderboard/types.js';
import type { Config } from '../model/config.js';
import { LoadgateError, LoadgateErrors, toLoadgateErrors } from '../model/error.js';
import { readInside } from '../system/read-inside.js';

const MAX_BYTES = 1024 * 1024;

/**
 * What the targets' folders say of them, by target name.
 * @param root of the repository, absolute
 * @throws LoadgateErrors `about-invalid`, those of all targets at once
 */
export async function readAllFacts(config: Config, root: string): Promise<ReadonlyMap<string, Facts>> {
  const facts = new Map<string, Facts>();
  const errors: LoadgateError[] = [];
  for (const { name, build, env } of config.targets) {
    const file = (path: string) => sourceFile(root, join(build?.context ?? '.', path));
    try {
      const files = {
        about: await file('about.yml'),
        requirements: await file('requirements.txt'),
        packageJson: await file('package.json'),
      };
      facts.set(name, readFacts(files, name, env));
    } catch (error) {
      errors.push(...toLoadgateErrors(error));
    }
  }
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return facts;
}

async function sourceFile(root: string, path: string): Promise<SourceFile | null> {
  const text = await readInside(root, path, MAX_BYTES);
  if (text !== null) return { path, text };
  if (!(await isThere(join(root, path)))) return null;
  throw new LoadgateError(
    `${path} can't be read: it is no plain file of this repository, or larger than 1 MiB.`,
    {
      kind: 'usage',
      code: 'about-invalid',
      hint: 'Replace a link that leads out of the repository by the file.',
    },
  );
}

/** A link that leads nowhere is there. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
