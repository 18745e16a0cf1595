import { LoadgateError } from '../model/error.js';
import { mappingOf, quote, valueIn } from '../model/issues.js';
import { readEnvFile } from './env-file.js';
import { repositoryPath } from './fields.js';
import type { Finding } from './issues.js';

/** A file of the version of the repository that the configuration is of; null: there is none. */
export type ReadFile = (path: string) => string | null;

type Section = 'targets' | 'services';
type Variables = Readonly<Record<string, string>>;

/** The variables of the files that targets and services name, and what is wrong with them. */
export interface NamedVariables {
  readonly of: (section: string, name: string) => Variables;
  readonly findings: readonly Finding[];
  /** Inside of these files. */
  readonly errors: readonly LoadgateError[];
}

const SECTIONS: readonly Section[] = ['targets', 'services'];

/**
 * Reads each `env-file`. Works on the values as they are written, as references.ts does.
 * @param root the configuration as plain values
 */
export function readVariables(root: unknown, read: ReadFile): NamedVariables {
  const found = new Map<string, Record<string, string>>();
  const findings: Finding[] = [];
  const errors: LoadgateError[] = [];
  for (const { section, name, path, file } of namedFiles(root)) {
    const text = read(file);
    const content = text === null ? null : readEnvFile(text);
    if (content === null) findings.push(missing(path, file));
    else if ('problem' in content) errors.push(wrongLine(file, content));
    else found.set(`${section}/${name}`, { ...found.get(`${section}/${name}`), ...content.variables });
  }
  return { of: (section, name) => found.get(`${section}/${name}`) ?? {}, findings, errors };
}

interface NamedFile {
  readonly section: Section;
  readonly name: string;
  readonly path: readonly PropertyKey[];
  readonly file: string;
}

/** In the order in which they count: a later one wins. */
function namedFiles(root: unknown): NamedFile[] {
  return SECTIONS.flatMap((section) => {
    return Object.keys(mappingOf(valueIn(root, [section]).value)).flatMap((name) => {
      const path = [section, name, 'env-file'];
      const { value: written } = valueIn(root, path);
      if (!Array.isArray(written)) return named({ section, name }, path, written);
      return written.flatMap((one, index) => named({ section, name }, [...path, index], one));
    });
  });
}

const onePath = repositoryPath({ description: 'A file of variables.' });

/** None where what is written is no path: the schema says so. */
function named(
  owner: Pick<NamedFile, 'section' | 'name'>,
  path: readonly PropertyKey[],
  written: unknown,
): NamedFile[] {
  const { data } = onePath.safeParse(written);
  return data === undefined ? [] : [{ ...owner, path, file: data }];
}

const missing = (path: readonly PropertyKey[], file: string): Finding => ({
  path,
  points: 'value',
  about: path,
  message: `there is no file ${quote(file)} in this version of the repository`,
  hint: 'Commit it, correct the path, or write the variables under "env".',
});

const wrongLine = (
  file: string,
  { line, problem, hint }: { line: number; problem: string; hint: string },
): LoadgateError =>
  new LoadgateError(`${file}:${line}:1: ${problem}`, {
    kind: 'usage',
    code: 'config-invalid',
    hint,
    location: { file, line, column: 1 },
  });
