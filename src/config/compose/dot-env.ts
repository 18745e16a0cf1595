import { posix } from 'node:path';
import type { LoadgateError, SourceLocation } from '../../model/error.js';
import { type Mapping, quote } from '../../model/issues.js';
import { repositoryPath } from '../fields.js';
import type { Finding } from '../issues.js';
import type { ReadFile } from '../variables.js';
import type { YamlProblem } from '../yaml-tree.js';
import { readComposeEnv } from './env-file.js';
import type { Variables } from './interpolate.js';

/** An error with a place in a file. */
export type ErrorAt = (problem: YamlProblem, location: SourceLocation) => LoadgateError;

/** The file of variables that Compose looks for, and what takes its place. */
export interface DotEnv {
  /** The path that Compose looks at. */
  readonly path: string;
  /** What is read for it; null: nothing is there. */
  readonly text: string | null;
  /** Without what is wrong with it, which was told. */
  readonly variables: Variables;
}

/**
 * The `.env` beside the Compose file, or what `services.env-file` names. No variables where there is none.
 * @param services as loadgate.yml has them
 * @param folder of the Compose file
 */
export function readDotEnv(
  services: Mapping,
  folder: string,
  { read, errorAt }: { readonly read: ReadFile; readonly errorAt: ErrorAt },
): DotEnv & { readonly findings: readonly Finding[]; readonly errors: readonly LoadgateError[] } {
  const path = posix.join(folder, '.env');
  const named = repositoryPath({ description: '' }).safeParse(services['env-file']).data;
  const file = named ?? path;
  const text = read(file);
  const nothing = { path, text, variables: {}, findings: [], errors: [] };
  if (text === null)
    return { ...nothing, findings: named === undefined ? [] : [missingFile('env-file', named)] };
  const content = readComposeEnv(text, {});
  if (!('problem' in content)) return { ...nothing, variables: content.variables };
  const { line, problem, hint } = content;
  const error = errorAt({ kind: 'content', message: problem, hint, at: 0 }, { file, line, column: 1 });
  return { ...nothing, errors: [error] };
}

/** About a key of `services` that names a file. */
export function missingFile(key: 'from' | 'env-file', file: string): Finding {
  const path = ['services', key];
  const message = `there is no file ${quote(file)} in this version of the repository`;
  return { path, points: 'value', about: path, message, hint: 'Commit it, or correct the path.' };
}
