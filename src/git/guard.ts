import type { ConfigPair } from './environment.js';

/** One line of `git config --list --show-scope`. */
export interface ConfigEntry {
  /** `system`, `global`, and `command` belong to the machine and the user. */
  readonly scope: string;
  /** Section and variable in lower case; subsection as written. */
  readonly key: string;
  readonly value: string;
}

/** Reads the output of `git config --list --show-scope --null`. */
export function parseConfigList(output: string): readonly ConfigEntry[] {
  const fields = output.split('\0');
  const entries: ConfigEntry[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const line = fields[index + 1] as string;
    const end = line.indexOf('\n');
    // A variable without a value (`[a] b`) means true.
    const [key, value] = end === -1 ? [line, 'true'] : [line.slice(0, end), line.slice(end + 1)];
    entries.push({ scope: fields[index] as string, key, value });
  }
  return entries;
}

/** git-lfs as `git lfs install --local` sets it up (actions/checkout with `lfs: true`). loadgate's PATH finds it. */
const GIT_LFS = /^git-lfs (?:clean -- %f|smudge(?: --skip)? -- %f|filter-process(?: --skip)?)$/;

/**
 * Configuration that switches off every program that a repository's own configuration could make loadgate's
 * commands start. The configuration of the machine and the user stays.
 *
 * loadgate's commands never start pagers, editors, external diff and textconv, merge drivers, signing, aliases,
 * and submodule commands, so this doesn't list them. Hooks, the file system monitor, and askpass are off for
 * every command, and `ext::` and other helper transports aren't allowed (environment.ts).
 */
export function guardConfig(entries: readonly ConfigEntry[]): readonly ConfigPair[] {
  const foreign = foreignTo(entries);
  return [
    ...foreign.flatMap(switchOff),
    ...configuredHooks(entries),
    ...sshCommand(entries, foreign),
    ...credentialHelpers(entries, foreign),
  ];
}

/**
 * Settings of a repository that start a program and can't be switched off, because git takes the first value that
 * it finds, and not the last. A CI runner doesn't need them.
 */
export function refusedKeys(entries: readonly ConfigEntry[]): readonly string[] {
  return foreignTo(entries).flatMap(({ key }) =>
    /^remote\..*\.(?:upload|receive)pack$/s.test(key) ? [key] : [],
  );
}

const foreignTo = (entries: readonly ConfigEntry[]): readonly ConfigEntry[] =>
  entries.filter(({ scope }) => scope === 'local' || scope === 'worktree');

/** Filters that are switched off. Files with such a filter would differ from the checkout's. */
export const filtersOff = (entries: readonly ConfigEntry[]): ReadonlySet<string> =>
  new Set(foreignTo(entries).flatMap((entry) => foreignFilter(entry) ?? []));

/** The name of a filter that must not run; null: another setting, or one of Git LFS. */
function foreignFilter({ key, value }: ConfigEntry): string | null {
  const [, name] = /^filter\.(.*)\.(?:clean|smudge|process)$/s.exec(key) ?? [];
  return name === undefined || GIT_LFS.test(value) ? null : name;
}

function switchOff(entry: ConfigEntry): readonly ConfigPair[] {
  const { key } = entry;
  const filter = foreignFilter(entry);
  if (filter !== null) {
    return [
      [key, ''],
      [`filter.${filter}.required`, 'false'],
    ];
  }
  if (/^lfs\.(?:customtransfer|extension)\.|^lfs\.standalonetransferagent$/s.test(key)) return [[key, '']];
  if (key === 'core.alternaterefscommand') return [[key, 'true']];
  return [];
}

/** Newer git also has hooks in its configuration, which `core.hooksPath` doesn't affect. */
function configuredHooks(entries: readonly ConfigEntry[]): readonly ConfigPair[] {
  const names = entries.flatMap(({ key }) => /^(hook\..*)\.[^.]+$/s.exec(key)?.[1] ?? []);
  return [...new Set(names)].map((name) => [`${name}.enabled`, 'false']);
}

function sshCommand(entries: readonly ConfigEntry[], foreign: readonly ConfigEntry[]): readonly ConfigPair[] {
  const key = 'core.sshcommand';
  if (!foreign.some((entry) => entry.key === key)) return [];
  const own = entries.findLast((entry) => entry.key === key && !foreign.includes(entry));
  return [[key, own?.value ?? 'ssh']];
}

/** Git can empty the list of helpers only as a whole, so this restores those of the machine and the user. */
function credentialHelpers(
  entries: readonly ConfigEntry[],
  foreign: readonly ConfigEntry[],
): readonly ConfigPair[] {
  const isHelper = ({ key }: ConfigEntry): boolean => /^credential\.(?:.*\.)?helper$/s.test(key);
  const named = foreign.filter(isHelper);
  if (named.length === 0) return [];
  const own = entries.filter((entry) => isHelper(entry) && !foreign.includes(entry));
  return [
    ...named.map(({ key }): ConfigPair => [key, '']),
    ...own.map(({ key, value }): ConfigPair => [key, value]),
  ];
}
