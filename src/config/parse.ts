import type { Node } from 'yaml';
import type { Config } from '../model/config.js';
import { LoadgateError, LoadgateErrors, type SourceLocation } from '../model/error.js';
import type { Path } from '../model/issues.js';
import { type Finding, findingsOf, wholeMessage } from './issues.js';
import { readYaml } from './read-yaml.js';
import { findReferences } from './references.js';
import { resolveConfig } from './resolve.js';
import { configSchema } from './schema.js';
import { locate, type YamlProblem } from './yaml-tree.js';

/** More would bury the first ones. */
const MAX_ERRORS = 100;

/** Mappings of names to text: numbers in them stay as they are written. */
const TEXT_PATHS = [
  /^targets\/[^/]+\/(?:env|build\/args|ready\/headers)\/[^/]+$/,
  /^scenarios\/[^/]+\/(?:request|expect)\/headers\/[^/]+$/,
];

function isText(path: Path): boolean {
  const whole = path.join('/');
  return TEXT_PATHS.some((pattern) => pattern.test(whole));
}

/**
 * Reads a configuration file.
 * @param text the YAML
 * @param file its path relative to the repository's root, for messages
 * @throws LoadgateErrors with everything that is wrong, in the order of the file: `config-syntax` for
 * broken YAML, `config-invalid` for all else
 */
export function parseConfig(text: string, file: string): Config {
  const yaml = readYaml(text, isText);
  const { root, value } = yaml;
  const place = (at: number): SourceLocation => ({ file, ...yaml.position(at) });
  const problems = yaml.problems.map((problem) => toError(problem, place));
  if (root === null) throw new LoadgateErrors(tidy(problems));
  const checked = configSchema.safeParse(value);
  const findings = [
    ...(checked.success ? [] : findingsOf(checked.error.issues, value)),
    ...findReferences(value),
  ];
  const errors = [...problems, ...findings.map((finding) => toError(atPlace(finding, root), place))];
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(tidy(errors));
  return resolveConfig(checked.data, file, (section, name) => place(locate(root, [section, name], 'key')));
}

function atPlace(finding: Finding, root: Node): YamlProblem {
  const { path, points, hint } = finding;
  return { kind: 'content', message: wholeMessage(finding), hint, at: locate(root, path, points) };
}

function toError(
  { kind, message, hint, at }: YamlProblem,
  place: (at: number) => SourceLocation,
): LoadgateError {
  const location = place(at);
  return new LoadgateError(`${location.file}:${location.line}:${location.column}: ${message}`, {
    kind: 'usage',
    code: kind === 'syntax' ? 'config-syntax' : 'config-invalid',
    hint,
    location,
  });
}

/** In the order of the file, each once, and not thousands of them. */
function tidy(errors: readonly LoadgateError[]): LoadgateError[] {
  const once = [...new Map(errors.map((error) => [error.message, error])).values()];
  const sorted = once.sort((a, b) => order(a.location) - order(b.location));
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
function order(location: SourceLocation | undefined): number {
  return location === undefined ? Number.POSITIVE_INFINITY : location.line * 2 ** 21 + location.column;
}
