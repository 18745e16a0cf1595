import { isAllowed, parseAllowedHost } from '../model/hosts.js';
import { isMapping, type Mapping, mappingOf, type Path, quote, valueIn } from '../model/issues.js';
import type { Finding } from './issues.js';
import { partsAlone } from './references.js';
import { formatRate, parseRate } from './units.js';

/**
 * The most that a scenario may send to somebody else's machine: enough to see its tail (1,000 requests in a round), and
 * far from what would be an attack if it met the wrong one.
 */
const MAX_URL_RATE = 1_000;
const MAX_URL_CONNECTIONS = 500;

/**
 * What holds for targets that somebody else runs, and hangs on more than one place of the file: their hosts are listed,
 * and whatever is sent to them has a rate. Works on the values as they are written, as references.ts does.
 * @param root the file as plain values
 */
export function findUrlReferences(root: unknown): Finding[] {
  const targets = Object.entries(mappingOf(valueIn(root, ['targets']).value)).filter(
    ([, target]) => isMapping(target) && target['url'] !== undefined,
  );
  const parts = partsAlone(root);
  const scenarios = Object.entries(mappingOf(valueIn(root, ['scenarios']).value)).filter(
    ([name]) => !parts.has(name),
  );
  return [
    ...targets.flatMap(([name, target]) => unlistedHosts(name, mappingOf(target), allowedIn(root))),
    ...scenarios.flatMap(([name, scenario]) => {
      const first = targets.find(([target]) => isSentTo(mappingOf(scenario), target));
      return first === undefined ? [] : wrongScenario(name, mappingOf(scenario), first[0]);
    }),
  ];
}

/** Entries that can't be read are for the schema to tell. */
function allowedIn(root: unknown): readonly string[] {
  const { value } = valueIn(root, ['allow-hosts']);
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((entry) => typeof entry === 'string' && parseAllowedHost(entry) !== null) as string[];
}

function unlistedHosts(name: string, { url }: Mapping, allowed: readonly string[]): Finding[] {
  const places: [Path, unknown][] = isMapping(url)
    ? Object.entries(url).map(([side, text]) => [['targets', name, 'url', side], text])
    : [[['targets', name, 'url'], url]];
  return places.flatMap(([path, text]): Finding[] => {
    if (typeof text !== 'string' || !URL.canParse(text) || isAllowed(text, allowed)) return [];
    const { host } = new URL(text);
    const message = `the host ${quote(host)} is not in "allow-hosts"`;
    const hint = `If you may send load there, write "allow-hosts: [${host}]" at the top level.`;
    return [{ path, points: 'value', about: path, message, hint }];
  });
}

const isSentTo = ({ targets }: Mapping, target: string): boolean =>
  !Array.isArray(targets) || targets.includes(target);

/** @param target one with a URL that the scenario is sent to */
function wrongScenario(name: string, scenario: Mapping, target: string): Finding[] {
  const path = ['scenarios', name];
  const at = (key: string) => ({ path: [...path, key], points: 'value', about: [...path, key] }) as const;
  const somebody = `target ${quote(target)} has a "url": somebody else runs it`;
  const findings: Finding[] = [];
  if (scenario['capacity'] !== undefined) {
    const message = `${somebody}, and a search for its limit goes beyond what it carries`;
    findings.push({ ...at('capacity'), message, hint: 'Take it out, or name other "targets".' });
  }
  if (scenario['rate'] === undefined) {
    const message = `"rate" is missing: ${somebody}`;
    const hint = `Say how much may be sent there, such as "rate: 50/s", or name other "targets".`;
    findings.push({ path, points: 'key', about: path, message, hint });
  } else if (rateOf(scenario['rate']) > MAX_URL_RATE) {
    const message = `at most ${formatRate(MAX_URL_RATE)}: ${somebody}`;
    findings.push({ ...at('rate'), message, hint: 'Lower it, or send it to other "targets".' });
  }
  if (Number(scenario['connections'] ?? 0) > MAX_URL_CONNECTIONS) {
    const message = `at most ${MAX_URL_CONNECTIONS}: ${somebody}`;
    findings.push({ ...at('connections'), message, hint: 'Lower it, or send it to other "targets".' });
  }
  if ((scenario['upstream'] ?? false) !== false) {
    const message = `${somebody}, and it can't reach loadgate's upstream`;
    findings.push({ ...at('upstream'), message, hint: 'Take it out, or name other "targets".' });
  }
  return findings;
}

/** 0 where it can't be read, which is for the schema to tell. */
function rateOf(written: unknown): number {
  if (typeof written !== 'string') return 0;
  const issues = { issues: [], addIssue: () => {} };
  const rate: unknown = parseRate(written, issues);
  return typeof rate === 'number' ? rate : 0;
}
