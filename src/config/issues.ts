import type * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { hintOf, type Issue, type Path, quote, valueIn } from '../model/issues.js';
import { foreignKey } from './compose-keys.js';
import { nearest } from './nearest.js';

/** One thing that is wrong, before anybody knows where it was written. */
export interface Finding {
  readonly path: Path;
  /** `key`: the name itself is wrong, or something is missing in it. */
  readonly points: 'key' | 'value';
  /** What it is about; the start of the whole message. null: the message says so itself. */
  readonly about: Path | null;
  /** What was expected and what was found, without a place. */
  readonly message: string;
  readonly hint: string;
  /** The key that an unknown one was most likely meant to be. */
  readonly meant?: Path;
  /** What `path` names is not there. */
  readonly missing?: boolean;
}

/** `["targets", "flask", "command", 0]` → `targets.flask.command[0]`; `the top level` for none. */
function pathLabel(path: Path): string {
  if (path.length === 0) return 'the top level';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** A finding as one line: `targets.flask.port: expected …, found …`. */
export function wholeMessage({ about, message }: Finding): string {
  return about === null || about.length === 0 ? message : `${pathLabel(about)}: ${message}`;
}

/**
 * The issues about inputs as errors (`input-invalid`).
 * @param root the value that was checked
 * @param nameOf the input that a path in it stands for
 */
export function inputErrors(
  issues: readonly Issue[],
  root: unknown,
  nameOf: (path: Path) => string,
): LoadgateError[] {
  return findingsOf(issues, root).map(
    ({ path, message, hint }) =>
      new LoadgateError(`input "${nameOf(path)}": ${message}`, {
        kind: 'usage',
        code: 'input-invalid',
        hint,
      }),
  );
}

/**
 * zod's issues as findings. The conventions are those of src/model/issues.ts; for `unrecognized_keys`, `message` is the
 * list of the known keys.
 * @param root the value that was checked
 */
export function findingsOf(issues: readonly Issue[], root: unknown, under: Path = []): Finding[] {
  const findings = issues.flatMap((issue) => findingsOfOne(issue, root, [...under, ...issue.path]));
  // `contxt` for `context` is one mistake, not an unknown key and a missing one.
  const meant = new Set(findings.flatMap((finding) => (finding.meant ? [pathLabel(finding.meant)] : [])));
  return findings.filter(({ path, missing }) => missing !== true || !meant.has(pathLabel(path)));
}

function findingsOfOne(issue: Issue, root: unknown, path: Path): Finding[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, issue.message.split(' '), path));
    case 'invalid_key':
      return [wrongName(issue, path)];
    case 'invalid_union':
      return union(issue, root, path);
    case 'custom':
      return [custom(issue, path)];
    default:
      return [unexpected(issue.message, root, path)];
  }
}

function custom(issue: Issue, path: Path): Finding {
  const hint = hintOf(issue) ?? 'Correct this value.';
  return { path, points: 'value', about: path, message: issue.message, hint };
}

function unknownKey(key: string, known: readonly string[], path: Path): Finding {
  const foreign = foreignKey(key);
  if (foreign !== undefined) {
    const { why, hint, here } = foreign;
    const message = `unknown key ${quote(key)} in ${pathLabel(path)}: ${why}`;
    const meant = here !== undefined && known.includes(here) ? { meant: [...path, here] } : {};
    return { path: [...path, key], points: 'key', about: null, message, hint, ...meant };
  }
  const near = nearest(key, known);
  const question = near === null ? '' : `; did you mean ${quote(near)}?`;
  return {
    path: [...path, key],
    points: 'key',
    about: null,
    message: `unknown key ${quote(key)} in ${pathLabel(path)}${question}`,
    hint: `Known keys here: ${known.join(', ')}.`,
    ...(near === null ? {} : { meant: [...path, near] }),
  };
}

function wrongName(issue: z.core.$ZodIssueInvalidKey, path: Path): Finding {
  const [first] = issue.issues;
  const key = quote(String(path.at(-1)));
  const what =
    first === undefined || first.code === 'custom'
      ? (first?.message ?? 'wrong name')
      : `expected ${first.message}`;
  return {
    path,
    points: 'key',
    about: path.slice(0, -1),
    message: `${what}, found ${key}`,
    hint: 'Rename it.',
  };
}

/** Of a short and a long form, the one whose type was written is the one that was meant. */
function union(issue: z.core.$ZodIssueInvalidUnion, root: unknown, path: Path): Finding[] {
  const meant = issue.errors.filter((errors) => !errors.some((error) => isOtherType(error)));
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) return findingsOf(only, root, path);
  return [unexpected(issue.message, root, path)];
}

function isOtherType(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code === 'invalid_type';
}

function unexpected(expected: string, root: unknown, path: Path): Finding {
  const { found, value } = valueIn(root, path);
  if (!found) {
    const key = quote(String(path.at(-1)));
    const message = `${key} is missing: expected ${expected}`;
    return { path, points: 'key', about: path.slice(0, -1), message, hint: `Add ${key}.`, missing: true };
  }
  const message = `expected ${expected}, found ${describe(value)}`;
  return { path, points: 'value', about: path, message, hint: `Write ${expected} here.` };
}

/** A value as a person would name it. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : String(value);
}
