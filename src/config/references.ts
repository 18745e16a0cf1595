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
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const scenario of scenarios) {
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
