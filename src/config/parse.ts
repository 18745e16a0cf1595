import type { Node } from 'yaml';
import type { Config } from '../model/config.js';
import { LoadgateError, LoadgateErrors, type SourceLocation } from '../model/error.js';
import type { Path } from '../model/issues.js';
import { withJsonPaths } from '../model/json-path.js';
import { composedEnv, locationIn, mergeServices, withComposed } from './compose/merge.js';
import { readCompose } from './compose/read.js';
import { type Finding, findingsOf, wholeMessage } from './issues.js';
import { readYaml } from './read-yaml.js';
import { findReferences } from './references.js';
import { resolveConfig } from './resolve.js';
import { configSchema } from './schema.js';
import { findServiceReferences } from './service-references.js';
import { findUrlReferences } from './url-references.js';
import { type ReadFile, readVariables } from './variables.js';
import { locate, type YamlProblem } from './yaml-tree.js';

/** More would bury the first ones. */
const MAX_ERRORS = 100;

/** Text that may look like a number stays as it is written. */
const TEXT_PATHS = [
  /^(?:targets|services)\/[^/]+\/(?:balancer\/)?(?:env|build\/args|ready\/headers|ready\/expect\/headers|extra-hosts)\/[^/]+$/,
  /^(?:targets|services)\/[^/]+\/(?:balancer\/)?user$/,
  /^scenarios\/[^/]+\/(?:steps\/\d+\/)?(?:request|expect)\/headers\/[^/]+$/,
  /^scenarios\/[^/]+\/(?:steps\/\d+\/)?request\/multipart\/[^/]+$/,
  /^headers\/[^/]+$/,
];

function isText(path: Path): boolean {
  const whole = path.join('/');
  return TEXT_PATHS.some((pattern) => pattern.test(whole));
}

/**
 * Reads a configuration file.
 * @param text the YAML
 * @param file its path relative to the repository's root, for messages
 * @param read another file of the same version of the repository, relative to its root; null: there is none
 * @throws LoadgateErrors with everything that is wrong, in the order of the file: `config-syntax` for
 * broken YAML, `config-invalid` for all else. A JSONPath in it wants `loadJsonPaths` before; `readConfig` does that
 */
export function parseConfig(text: string, file: string, read: ReadFile = () => null): Config {
  const yaml = readYaml(text, isText);
  const { root, value } = yaml;
  const place = (at: number): SourceLocation => ({ file, ...yaml.position(at) });
  const problems = yaml.problems.map((problem) => toError(problem, place));
  if (root === null) throw new LoadgateErrors(tidy(problems, file));
  const checked = configSchema.safeParse(value);
  const variables = readVariables(value, read);
  const composed = readCompose(value, read, errorAt);
  const findings = [
    ...(checked.success ? [] : findingsOf(checked.error.issues, value)),
    ...findReferences(value),
    ...findUrlReferences(value),
    // Without the Compose file nobody knows which names there are.
    ...(composed.isRead ? findServiceReferences(withComposed(value, composed)) : []),
    ...variables.findings,
    ...composed.findings,
  ];
  const errors = [
    ...problems,
    ...findings.map((finding) => toError(atPlace(finding, root), place)),
    ...variables.errors,
    ...composed.errors,
  ];
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(tidy(errors, file));
  const services = mergeServices(checked.data.services ?? {}, composed);
  const config = resolveConfig({ ...checked.data, services }, file, {
    locations: (section, name) =>
      (section === 'services' ? locationIn(value, composed, name) : null) ??
      place(locate(root, [section, name], 'key')),
    envOf: (section, name) => ({
      ...(section === 'services' ? composedEnv(composed, name) : {}),
      ...variables.of(section, name),
    }),
  });
  return composed.remarks.length === 0 ? config : { ...config, remarks: composed.remarks };
}

/**
 * Reads a configuration file and the files that it names.
 * @param read another file of the same version of the repository, relative to its root; null: there is none
 * @throws LoadgateErrors, as `parseConfig`; what `read` throws
 */
export async function readConfig(
  text: string,
  file: string,
  read: (path: string) => Promise<string | null>,
): Promise<Config> {
  const known = new Map<string, string | null>();
  for (;;) {
    const asked = new Set<string>();
    const parse = (): Config =>
      parseConfig(text, file, (path) => {
        if (!known.has(path)) asked.add(path);
        return known.get(path) ?? null;
      });
    const outcome = await attempt(() => withJsonPaths(parse));
    // A file may name others, so that it is read again until all of them are known.
    if (asked.size === 0) return outcome();
    for (const path of asked) known.set(path, await read(path));
  }
}

/** Runs a function, and gives one that returns or throws what came of it. */
async function attempt<T>(run: () => Promise<T>): Promise<() => T> {
  try {
    const value = await run();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function atPlace(finding: Finding, root: Node): YamlProblem {
  const { path, points, hint } = finding;
  return { kind: 'content', message: wholeMessage(finding), hint, at: locate(root, path, points) };
}

const toError = (problem: YamlProblem, place: (at: number) => SourceLocation): LoadgateError =>
  errorAt(problem, place(problem.at));

function errorAt({ kind, message, hint }: YamlProblem, location: SourceLocation): LoadgateError {
  return new LoadgateError(`${location.file}:${location.line}:${location.column}: ${message}`, {
    kind: 'usage',
    code: kind === 'syntax' ? 'config-syntax' : 'config-invalid',
    hint,
    location,
  });
}

/** In the order of the file, then those of other files; each once, and not thousands of them. */
function tidy(errors: readonly LoadgateError[], file: string): LoadgateError[] {
  const once = [...new Map(errors.map((error) => [error.message, error])).values()];
  const sorted = once.sort((a, b) => order(a.location, file) - order(b.location, file));
  if (sorted.length <= MAX_ERRORS) return sorted;
  const [next] = sorted.slice(MAX_ERRORS);
  const from = next?.message.match(/^.*?:\d+:\d+: /)?.[0] ?? '';
  const rest = new LoadgateError(`${from}and ${sorted.length - MAX_ERRORS} more errors from here on`, {
    kind: 'usage',
    code: 'config-invalid',
    hint: 'Correct the first ones and run again.',
    ...(next?.location === undefined ? {} : { location: next.location }),
  });
  return [...sorted.slice(0, MAX_ERRORS), rest];
}

/** Lines of up to a million characters, so that a file of 1 MiB keeps its order. */
function order(location: SourceLocation | undefined, file: string): number {
  if (location === undefined || location.file !== file) return Number.MAX_SAFE_INTEGER;
  return location.line * 2 ** 21 + location.column;
}
