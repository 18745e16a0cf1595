import type { TargetDifference } from '../model/differences.js';
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
  const moved = movedClause(found, prose);
  const packages = packagesClause(found, prose);
  if (found.sources > 0) {
    const after = [
      ...(moved === null ? [] : [`${capital(moved)}, too.`]),
      ...(packages.length === 0 ? [] : [`Installed packages differ, too: ${list(packages)}.`]),
    ];
    return { first: [], after };
  }
  const clauses = [
    ...(moved === null ? [] : [moved]),
    ...packages,
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

function movedClause({ base, layers }: TargetDifference, prose: Prose): string | null {
  if (base === null) return null;
  const moved = `its base image moved from ${prose.code(base.baseline)} to ${prose.code(base.candidate)}`;
  if (layers === undefined) return moved;
  const { same, candidate } = layers;
  return `${moved} (${same === 0 ? 'none' : same} of its ${plural(candidate, 'layer')} ${same > 1 ? 'are' : 'is'} as before)`;
}

/** `pip flask went from 3.1.2 to 3.1.3, and 4 other packages differ`: what the images say of themselves. */
function packagesClause({ packages }: TargetDifference, prose: Prose): readonly string[] {
  if (packages === undefined) return [];
  const shown = packages.some.slice(0, NAMED).map(({ name, baseline, candidate }) => {
    if (baseline === null) return `${prose.code(name)} ${prose.code(candidate ?? '')} is new`;
    if (candidate === null) return `${prose.code(name)} is gone`;
    return `${prose.code(name)} went from ${prose.code(baseline)} to ${prose.code(candidate)}`;
  });
  const more = packages.total - shown.length;
  const rest = more > 0 ? [`${plural(more, 'other package differs', 'other packages differ')}`] : [];
  return [...shown, ...rest];
}

function named(one: string, many: string, names: readonly string[], prose: Prose): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMED).map((name) => prose.code(name));
  const more = names.length - shown.length;
  const all = more === 0 ? shown : [...shown, plural(more, 'more', 'more')];
  return [`${list(all)} ${names.length === 1 ? one : many}`];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
