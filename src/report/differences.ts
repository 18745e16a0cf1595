import type { RunRecord } from '../model/record.js';
import { list, plural } from './format.js';
import type { Prose } from './prose.js';

/** Names that are told one by one. */
const NAMED = 4;

/** What a report says of the sides of a target, beside what became slower. */
export interface DifferenceSentences {
  /** Where the sources are the same: what else made the difference stands first. */
  readonly first: readonly string[];
  /** Where they differ, too. */
  readonly after: readonly string[];
}

const NOTHING: DifferenceSentences = { first: [], after: [] };

/** What differs between both sides of a target, besides its sources: the base image, packages, variables, settings. */
export function differenceSentences(
  { differences = [] }: RunRecord,
  target: string,
  prose: Prose,
): DifferenceSentences {
  const found = differences.find((one) => one.target === target);
  if (found === undefined) return NOTHING;
  const { base } = found;
  const moved =
    base === null
      ? null
      : `its base image moved from ${prose.code(base.baseline)} to ${prose.code(base.candidate)}`;
  if (found.sources > 0) {
    return moved === null ? NOTHING : { first: [], after: [`${capital(moved)}, too.`] };
  }
  const clauses = [
    ...(moved === null ? [] : [moved]),
    ...named('differs', 'differ', found.lists, prose),
    ...named('has another value', 'have other values', found.variables, prose),
    ...named('differs in loadgate.yml', 'differ in loadgate.yml', found.settings, prose),
  ];
  if (clauses.length === 0) return NOTHING;
  return {
    first: [`The sources of ${prose.name(target)} are the same on both sides: ${list(clauses)}.`],
    after: [],
  };
}

function named(one: string, many: string, names: readonly string[], prose: Prose): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMED).map((name) => prose.code(name));
  const more = names.length - shown.length;
  const all = more === 0 ? shown : [...shown, plural(more, 'more', 'more')];
  return [`${list(all)} ${names.length === 1 ? one : many}`];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
