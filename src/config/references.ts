import { quote, valueIn } from '../model/issues.js';
import type { Finding } from './issues.js';
import { nearest } from './nearest.js';

/**
 * What names refer to. Works on the values as they are written, so that a wrong name is told beside wrong
 * types elsewhere in the file.
 * @param root the file as plain values
 */
export function findReferences(root: unknown): Finding[] {
  const targets = Object.keys(mapping(valueIn(root, ['targets']).value));
  const scenarios = Object.keys(mapping(valueIn(root, ['scenarios']).value));
  if (targets.length === 0) return [];
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const scenario of scenarios) {
    const { value } = valueIn(root, ['scenarios', scenario, 'targets']);
    // None means all; where the list itself is wrong, the schema says so, and this has no opinion.
    if (!isNames(value)) for (const target of targets) used.add(target);
    else findings.push(...listed(value, scenario, targets, used));
  }
  const unused = scenarios.length === 0 ? [] : targets.filter((target) => !used.has(target));
  // An unknown name may well be the one that is missing here.
  return findings.length > 0 ? findings : unused.map(withoutScenario);
}

function listed(
  names: readonly string[],
  scenario: string,
  targets: readonly string[],
  used: Set<string>,
): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const path = ['scenarios', scenario, 'targets', index];
    if (seen.has(name)) {
      const message = `target ${quote(name)} is there twice`;
      findings.push({ path, points: 'value', about: path, message, hint: 'Take one of them out.' });
    } else if (!targets.includes(name)) {
      const near = nearest(name, targets);
      const question = near === null ? '' : `; did you mean ${quote(near)}?`;
      const message = `unknown target ${quote(name)}${question}`;
      findings.push({
        path,
        points: 'value',
        about: path,
        message,
        hint: `Known targets: ${targets.join(', ')}.`,
      });
    }
    seen.add(name);
    used.add(name);
  }
  return findings;
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

function mapping(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
