/**
 * The inputs of both Actions, one schema each: the text as GitHub hands it over (trimmed, empty where it is not given)
 * → its value.
 */
import * as z from 'zod';
import type { KeepRule } from '../baseline/keep-rule.js';
import { isReleaseName } from '../baseline/release-name.js';
import { inputErrors } from '../config/issues.js';
import { nearest } from '../config/nearest.js';
import { parseDuration } from '../config/units.js';
import { EXPORT_FORMATS, type ExportFormat } from '../export/files.js';
import { isCommentKey } from '../forge/marker.js';
import { type HistoryChoice, historyChoice } from '../history/settings.js';
import { LoadgateErrors } from '../model/error.js';
import { quote, wrong } from '../model/issues.js';
import { MAX_SHARDS } from '../model/limits.js';
import type { DeepReadonly } from '../model/parts.js';
import { parseShard, type Shard } from '../model/shard.js';
import { MAX_SEED } from '../system/random.js';

/** As @actions/core has it: the input's text, trimmed; empty where it is not given. */
export type GetInput = (name: string) => string;

export const text = z.string();

/** null: not given. */
export const optional = text.transform((value) => (value === '' ? null : value));

/** Names that are separated by blanks, commas or lines. */
export const names = text.transform((value) => value.split(/[\s,]+/).filter((name) => name !== ''));

/** One of some words; the first one where nothing is given. */
export const choice = <const T extends string>(choices: readonly [T, ...T[]]) =>
  text.transform((value, issues): T => {
    if (value === '') return choices[0];
    const found = choices.find((one) => one === value);
    if (found !== undefined) return found;
    const meant = nearest(value, choices);
    const suggestion = meant === null ? '' : `, did you mean ${meant}?`;
    const all = choices.join(', ');
    return wrong(issues, `${quote(value)} is none of ${all}${suggestion}`, `Write ${all}.`);
  });

/** Formats for other tools, each once. */
export const exports = names.transform((formats, issues): readonly ExportFormat[] => {
  const known = EXPORT_FORMATS.filter((format) => formats.includes(format));
  const other = formats.find((format) => !(EXPORT_FORMATS as readonly string[]).includes(format));
  if (other === undefined) return known;
  const meant = nearest(other, EXPORT_FORMATS);
  const suggestion = meant === null ? '' : `, did you mean ${meant}?`;
  return wrong(
    issues,
    `${quote(other)} is no format${suggestion}`,
    `Write some of ${EXPORT_FORMATS.join(', ')}.`,
  );
});

/** YAML 1.2's spellings. */
export const flag = (whenEmpty: boolean) =>
  text.transform((value, issues) => {
    if (value === '') return whenEmpty;
    if (/^(true|True|TRUE)$/.test(value)) return true;
    if (/^(false|False|FALSE)$/.test(value)) return false;
    return wrong(issues, `${quote(value)} is neither true nor false`, 'Write true or false.');
  });

/** When a pull request is commented on. */
export const comment = text.transform((value, issues): 'always' | 'on-change' | 'never' => {
  if (value === 'on-change') return value;
  if (/^(true|True|TRUE|)$/.test(value)) return 'always';
  if (/^(false|False|FALSE)$/.test(value)) return 'never';
  return wrong(
    issues,
    `${quote(value)} is none of true, false, on-change`,
    'Write true, false, or on-change.',
  );
});

/** A part of the cells, `plan` for the list of all parts; null: not given. */
export const shard = text.transform((value, issues): Shard | 'plan' | null => {
  if (value === '') return null;
  const found = value === 'plan' ? value : parseShard(value);
  if (found !== null) return found;
  const hint = `Write plan, or a part such as 2/4, of at most ${MAX_SHARDS}.`;
  return wrong(issues, `${quote(value)} is no shard`, hint);
});

/** null: draw one. */
export const seed = text.transform((value, issues) => {
  if (value === '') return null;
  if (/^\d+$/.test(value) && Number(value) <= MAX_SEED) return Number(value);
  const hint = `Write a whole number from 0 to ${MAX_SEED}, as a report shows it.`;
  return wrong(issues, `${quote(value)} is no seed`, hint);
});

/** What git takes as a branch name, and a little less (git-check-ref-format(1)). */
export const branch = text.transform((value, issues) => {
  const name = value === '' ? 'loadgate' : value;
  const plain = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(name);
  if (!plain || /\.\.|\/\/|\/\.|[./]$|\.lock(\/|$)/.test(name)) {
    const hint = 'Write a name such as loadgate, without refs/heads/.';
    return wrong(issues, `${quote(name)} is no branch name`, hint);
  }
  if (name.startsWith('refs/'))
    return wrong(issues, `${quote(name)} is a whole ref`, 'Write the name alone, without refs/heads/.');
  return name;
});

/** The key of the comment. */
export const key = text.transform((value, issues) => {
  const name = value === '' ? 'default' : value;
  if (isCommentKey(name)) return name;
  const hint = 'Use 1 to 64 letters, digits, dots, underscores and dashes.';
  return wrong(issues, `${quote(name)} can't name a comment`, hint);
});

/** File name of a workflow. It becomes a part of an address: the name alone, as GitHub's API takes it. */
export const workflow = text.transform((value, issues) => {
  const file = value === '' ? 'loadgate.yml' : value.replace(/^\.github\/workflows\//, '');
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/.test(file)) return file;
  return wrong(issues, `${quote(value)} is no workflow's file`, 'Write its name, such as loadgate.yml.');
});

const DAY_MS = 24 * 3_600_000;
/** A shorter time would drop what pull requests that are open still compare with. */
const LEAST_DAYS = 7;

/** `90d` or `12w`, `all`, or `thin`, the default. */
export const keep = text.transform((value, issues): KeepRule => {
  if (value === '' || value === 'thin') return { kind: 'thin' };
  if (value === 'all') return { kind: 'all' };
  const [, count = '', unit = ''] = /^(\d{1,5})\s*(d|w)$/i.exec(value) ?? [];
  const days = Number(count) * (unit.toLowerCase() === 'w' ? 7 : 1);
  if (days >= LEAST_DAYS) return { kind: 'age', ms: days * DAY_MS };
  const what = count === '' ? 'is no number of days' : `is less than ${LEAST_DAYS} days`;
  return wrong(issues, `${quote(value)} ${what}`, 'Write thin, all, or days or weeks, such as 90d or 12w.');
});

/** How runs of the default branch judge the history; null: they say nothing of it. */
export const history = text.transform((value, issues): HistoryChoice | null => {
  if (/^(off|false)$/i.test(value)) return null;
  const read = historyChoice.safeParse(value);
  for (const issue of read.error?.issues ?? []) issues.addIssue({ ...issue } as never);
  return read.data ?? null;
});

/** Where the site of `loadgate pages` is, without a slash at its end; null: nowhere. */
export const pagesUrl = text.transform((value, issues) => {
  if (value === '') return null;
  if (/^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*\/?$/.test(value))
    return value.replace(/\/$/, '');
  return wrong(
    issues,
    `${quote(value)} is no address of a site`,
    'Write an address such as https://acme.github.io/shop.',
  );
});

/** The release to compare with: a tag, or `latest`; null: none. */
export const release = text.transform((value, issues) => {
  if (value === '') return null;
  if (isReleaseName(value)) return value;
  const hint = 'Write a tag such as v1.4.0, without refs/tags/, or latest.';
  return wrong(issues, `${quote(value)} can't name a release`, hint);
});

/** How long searches for commits may measure, ms. */
export const bisectBudget = text.transform((value, issues) => {
  const ms = parseDuration(value === '' ? '30m' : value, issues);
  if (ms === z.NEVER || (ms >= LEAST_SEARCH_MS && ms <= MOST_SEARCH_MS)) return ms;
  return wrong(issues, `${quote(value)} is no time for a search`, 'Write 1m to 6h.');
});

const [LEAST_SEARCH_MS, MOST_SEARCH_MS] = [60_000, 6 * 3_600_000];

/** Whether the verdict is reported as a check of the commit, and what it is called (null: the usual name). */
export type CheckInput = { readonly on: false } | { readonly on: true; readonly name: string | null };

/** `true`, `false` or a name. */
export const check = text.transform((value, issues): CheckInput => {
  if (/^(false|False|FALSE|)$/.test(value)) return { on: false };
  if (/^(true|True|TRUE)$/.test(value)) return { on: true, name: null };
  if (/^[\p{L}\p{N}](?:[\p{L}\p{N} ._:/()-]{0,98}[\p{L}\p{N})])?$/u.test(value))
    return { on: true, name: value };
  const hint = 'Write true, false, or a name of up to 100 letters, digits, blanks and . _ : / ( ) -';
  return wrong(issues, `${quote(value)} can't name a check`, hint);
});

/**
 * Reads the inputs of an Action.
 * @param schema member → the schema of an input, or of an object of inputs that are read together. The last step of a
 * path is the name of an input.
 * @throws LoadgateErrors `input-invalid` (usage), one for each input that is wrong
 */
export function parseInputs<S extends z.ZodType>(schema: S, raw: unknown): DeepReadonly<z.output<S>> {
  const { success, data, error } = schema.safeParse(raw);
  if (!success) throw new LoadgateErrors(inputErrors(error.issues, raw, (path) => String(path.at(-1))));
  return data as DeepReadonly<z.output<S>>;
}

/** The texts of these inputs. */
export const textsOf = (getInput: GetInput, inputs: object): Record<string, string> =>
  Object.fromEntries(Object.keys(inputs).map((name) => [name, getInput(name)]));
