import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFacts } from '../leaderboard/facts.js';
import type { Facts, SourceFile } from '../leaderboard/types.js';
import type { Config } from '../model/config.js';
import { type LoadgateError, LoadgateErrors, toLoadgateErrors } from '../model/error.js';

/**
 * What the targets' folders say of them, by target name.
 * @param root of the repository, absolute
 * @throws LoadgateErrors `about-invalid`, those of all targets at once
 */
export async function readAllFacts(config: Config, root: string): Promise<ReadonlyMap<string, Facts>> {
  const facts = new Map<string, Facts>();
  const errors: LoadgateError[] = [];
  for (const { name, build } of config.targets) {
    const file = (path: string) => sourceFile(root, join(build?.context ?? '.', path));
    const files = {
      about: await file('about.yml'),
      requirements: await file('requirements.txt'),
      packageJson: await file('package.json'),
    };
    try {
      facts.set(name, readFacts(files, name));
    } catch (error) {
      errors.push(...toLoadgateErrors(error));
    }
  }
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return facts;
}

async function sourceFile(root: string, path: string): Promise<SourceFile | null> {
  try {
    return { path, text: await readFile(join(root, path), 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
