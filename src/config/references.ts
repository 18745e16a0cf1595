import { mappingOf, type Path, quote, valueIn } from '../model/issues.js';
import type { Finding } from './issues.js';
import { didYouMean } from './nearest.js';

/**
 * What names refer to. Works on the values as they are written, so that a wrong name is told beside wrong
 * types elsewhere in the file.
 * @param root the file as plain values
 */
export function findReferences(root: unknown): Finding[] {
  const targets = Object.keys(mappingOf(valueIn(root, ['targets']).value));
  const scenarios = Object.keys(mappingOf(valueIn(root, ['scenarios']).value));
  if (targets.length === 0) return [];
  const parts = partsAlone(root);
  const findings: Finding[] = scenarios.flatMap((scenario) => [
    ...wrongParts(scenario, root),
    ...wrongAlone(scenario, root, parts),
  ]);
  const used = new Set<string>();
  for (const scenario of scenarios) {
    if (parts.has(scenario)) continue;
    const { value } = valueIn(root, ['scenarios', scenario, 'targets']);
    // None means all; where the list itself is wrong, the schema says so, and this has no opinion.
    if (!isNames(value)) for (const target of targets) used.add(target);
    else {
      findings.push(...wrongNames('target', value, targets, ['scenarios', scenario, 'targets']));
      for (const name of value) used.add(name);
    }
  }
  const unused = scenarios.length === 0 ? [] : targets.filter((target) => !used.has(target));
  // An unknown name may well be the one that is missing here.
  return findings.length > 0 ? findings : unused.map(withoutScenario);
}

/** What is wrong with a list of names at a path: one that is there twice, or that nothing has. */
export function wrongNames(
  what: 'target' | 'service',
  names: readonly string[],
  known: readonly string[],
  under: Path,
): Finding[] {
  return names.flatMap((name, index): Finding[] => {
    const path = [...under, index];
    const at = { path, points: 'value', about: path } as const;
    if (names.indexOf(name) < index) {
      return [{ ...at, message: `${what} ${quote(name)} is there twice`, hint: 'Take one of them out.' }];
    }
    if (known.includes(name)) return [];
    const hint =
      known.length === 0
        ? `Write it under "${what}s": docs/services.md shows how.`
        : `Known ${what}s: ${known.join(', ')}.`;
    return [{ ...at, message: `unknown ${what} ${quote(name)}${didYouMean(name, known)}`, hint }];
  });
}

/** The scenarios that are parts of mixes alone, and the first mix that names each. */
export function partsAlone(root: unknown): ReadonlyMap<string, string> {
  const all = Object.entries(mappingOf(valueIn(root, ['scenarios']).value));
  const named = all.flatMap(([mixed, written]) =>
    Object.keys(mappingOf(valueIn(written, ['mix']).value)).map((part) => [part, mixed] as const),
  );
  const isAlone = (part: string): boolean => valueIn(root, ['scenarios', part, 'alone']).value === true;
  return new Map(named.filter(([part]) => !isAlone(part)).toReversed());
}

/** What only a cell has. */
const OF_CELLS = ['connections', 'rate', 'capacity', 'limits', 'timeout', 'targets'];

/** What a scenario says of itself as a cell that it is not, or is in any case. */
function wrongAlone(name: string, root: unknown, parts: ReadonlyMap<string, string>): Finding[] {
  const written = mappingOf(valueIn(root, ['scenarios', name]).value);
  const mixed = parts.get(name);
  const at = (key: string) => {
    const path = ['scenarios', name, key];
    return { path, points: 'key', about: path } as const;
  };
  if (mixed !== undefined) {
    const message = `scenario ${quote(name)} is a part of ${quote(mixed)}, and no cell of its own`;
    const hint = 'Write it beside "mix", or "alone: true" to measure the scenario on its own, too.';
    return OF_CELLS.filter((key) => Object.hasOwn(written, key)).map((key) => ({
      ...at(key),
      message,
      hint,
    }));
  }
  const isNamed = Object.values(mappingOf(valueIn(root, ['scenarios']).value)).some((other) =>
    Object.hasOwn(mappingOf(valueIn(other, ['mix']).value), name),
  );
  if (!Object.hasOwn(written, 'alone') || isNamed) return [];
  return [
    {
      ...at('alone'),
      message: `no "mix" names scenario ${quote(name)}, so that it is a cell in any case`,
      hint: 'Take "alone" out.',
    },
  ];
}

/** What is wrong with the scenarios that a mix names. */
function wrongParts(mixed: string, root: unknown): Finding[] {
  const all = mappingOf(valueIn(root, ['scenarios']).value);
  const parts = Object.keys(mappingOf(valueIn(root, ['scenarios', mixed, 'mix']).value));
  const known = Object.keys(all).filter((name) => name !== mixed);
  const sets = new Map<string, string>();
  return parts.flatMap((part): Finding[] => {
    const path = ['scenarios', mixed, 'mix', part];
    const at = { path, points: 'key', about: path } as const;
    if (!Object.hasOwn(all, part)) {
      const message = `unknown scenario ${quote(part)}${didYouMean(part, known)}`;
      return [{ ...at, message, hint: `Known scenarios: ${known.join(', ')}.` }];
    }
    const isSearched = valueIn(root, ['scenarios', mixed, 'capacity']).value !== undefined;
    const wrong =
      wrongPart(part, mappingOf(all[part])) ??
      (isSearched ? rowsOnce(part, mappingOf(all[part])) : null) ??
      otherRows(part, mappingOf(all[part]), sets);
    return wrong === null ? [] : [{ ...at, ...wrong }];
  });
}

type Wrong = Pick<Finding, 'message' | 'hint'>;

function wrongPart(part: string, written: object): Wrong | null {
  const has = ['steps', 'mix', 'upstream'].find((key) => Object.hasOwn(written, key));
  if (has === undefined) return null;
  return {
    message: `scenario ${quote(part)} has ${quote(has)}: a mix is made of single requests`,
    hint: has === 'upstream' ? 'Write "upstream" beside "mix".' : 'Name scenarios with a "request".',
  };
}

/** A search can't take each row once: nobody knows how many it takes. */
function rowsOnce(part: string, written: object): Wrong | null {
  const data = Object.entries(mappingOf(valueIn(written, ['data']).value));
  const once = data.find(([, set]) => valueIn(set, ['use']).value === 'once');
  if (once === undefined) return null;
  return {
    message: `the data ${quote(once[0])} of scenario ${quote(part)} has "use: once": "capacity" finds out how many rows a search takes`,
    hint: 'Take the rows again: leave "use" out.',
  };
}

/** @param sets the data of the scenarios before it, by name; its own are added */
function otherRows(part: string, written: object, sets: Map<string, string>): Wrong | null {
  const own = Object.entries(mappingOf(valueIn(written, ['data']).value));
  const other = own.find(([name, set]) => (sets.get(name) ?? JSON.stringify(set)) !== JSON.stringify(set));
  for (const [name, set] of own) sets.set(name, JSON.stringify(set));
  if (other === undefined) return null;
  return {
    message: `the data ${quote(other[0])} of scenario ${quote(part)} is another one than that of a scenario before it`,
    hint: 'Give each its own name.',
  };
}

function withoutScenario(target: string): Finding {
  return {
    path: ['targets', target],
    points: 'key',
    about: null,
    message: `target ${quote(target)} has no scenario: every scenario names other targets`,
    hint: 'Add it to the targets of a scenario, or take it out.',
  };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');
}
