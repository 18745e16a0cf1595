import { posix } from 'node:path';
import type { LoadgateError, SourceLocation } from '../../model/error.js';
import { type Mapping, mappingOf, type Path, quote, valueIn } from '../../model/issues.js';
import { repositoryPath } from '../fields.js';
import { type Finding, wholeMessage } from '../issues.js';
import { didYouMean } from '../nearest.js';
import { readYaml, type YamlFile } from '../read-yaml.js';
import { ownServices, type ServiceInput } from '../schema-service.js';
import type { ReadFile } from '../variables.js';
import { locate, type YamlProblem } from '../yaml-tree.js';
import { convertService } from './convert.js';
import { type ErrorAt, missingFile, readDotEnv } from './dot-env.js';
import type { Told } from './told.js';

/** What a configuration takes from a Compose file. */
export interface Composed {
  /** Of each name that is taken: what the file says of it; null: something of it is wrong. */
  readonly services: ReadonlyMap<string, ServiceInput | null>;
  /** Whether it is known which services there are. */
  readonly isRead: boolean;
  readonly locationOf: (name: string) => SourceLocation | null;
  /** About loadgate.yml. */
  readonly findings: readonly Finding[];
  /** About the Compose file. */
  readonly errors: readonly LoadgateError[];
  /** What was left out and changes nothing, each with its place. */
  readonly remarks: readonly string[];
}

/** Without a Compose file. */
const NOTHING: Composed = {
  services: new Map(),
  isRead: true,
  locationOf: () => null,
  findings: [],
  errors: [],
  remarks: [],
};

/**
 * Reads the services that `services.from` names, as far as they are taken: those of `only`, else those that targets need, with
 * all that these depend on. Works on the values as they are written, as references.ts does. No parser of the Compose model
 * for Node.js keeps the places of what it reads, so this is a checked part of it.
 * @param root loadgate.yml as plain values
 */
export function readCompose(root: unknown, read: ReadFile, errorAt: ErrorAt): Composed {
  const services = mappingOf(valueIn(root, ['services']).value);
  if (!('from' in services)) return NOTHING;
  const file = repositoryPath({ description: 'A Compose file.' }).safeParse(services['from']).data;
  const unread = { ...NOTHING, isRead: false };
  if (file === undefined) return unread;
  const text = read(file);
  if (text === null) return { ...unread, findings: [missingFile('from', file)] };
  // Compose reads numbers and booleans as text nearly everywhere.
  const yaml = readYaml(text, () => true);
  const place = (at: number): SourceLocation => ({ file, ...yaml.position(at) });
  if (yaml.root === null)
    return { ...unread, errors: yaml.problems.map((one) => errorAt(noHintOfOurs(one), place(one.at))) };
  return takeServices({ file, yaml, services, root, read, errorAt });
}

interface Source {
  readonly file: string;
  readonly yaml: YamlFile;
  /** `services` of loadgate.yml. */
  readonly services: Mapping;
  readonly root: unknown;
  readonly read: ReadFile;
  readonly errorAt: ErrorAt;
}

function takeServices(source: Source): Composed {
  const { file, yaml, services, root, read, errorAt } = source;
  const errors: LoadgateError[] = [];
  const remarks: string[] = [];
  const placeOf = (path: Path): SourceLocation => ({
    file,
    ...yaml.position(yaml.root === null ? 0 : locate(yaml.root, path, 'key')),
  });
  const told: Told = {
    wrong: (path, message, hint) => {
      const finding: Finding = { path, points: 'key', about: path, message, hint };
      errors.push(errorAt({ kind: 'content', message: wholeMessage(finding), hint, at: 0 }, placeOf(path)));
    },
    remark: (path, message) => {
      const { line, column } = placeOf(path);
      remarks.push(`${file}:${line}:${column}: ${message}`);
    },
  };
  errors.push(...yaml.problems.map((one) => errorAt(one, { file, ...yaml.position(one.at) })));
  const folder = posix.dirname(file);
  const dotEnv = readDotEnv(services, folder, source);
  errors.push(...dotEnv.errors);
  const top = mappingOf(yaml.value);
  const known = mappingOf(top['services']);
  const { names, findings } = namesToTake(root, services, known, file);
  const taken = new Map<string, ServiceInput | null>();
  for (const name of names) {
    const written = mappingOf(known[name]);
    const beside = mappingOf(services[name]);
    taken.set(name, convertService({ name, written, beside, top, folder, dotEnv, read, told }));
  }
  return {
    services: taken,
    isRead: true,
    locationOf: (name) => placeOf(['services', name]),
    findings: [...dotEnv.findings, ...findings],
    errors,
    remarks,
  };
}

function namesToTake(
  root: unknown,
  services: Mapping,
  known: Mapping,
  file: string,
): { readonly names: ReadonlySet<string>; readonly findings: readonly Finding[] } {
  const only = services['only'];
  const findings: Finding[] = [];
  const asked = only === undefined ? neededBy(root, services, known) : names(only);
  for (const [index, name] of asked.entries()) {
    if (only !== undefined && !Object.hasOwn(known, name))
      findings.push(unknownName(name, index, known, file));
  }
  const taken = new Set<string>();
  const visit = (name: string): void => {
    if (taken.has(name) || !Object.hasOwn(known, name)) return;
    taken.add(name);
    // With "only", what else is depended on is told as unknown, unless loadgate.yml says otherwise.
    if (only !== undefined) return;
    const beside = mappingOf(services[name]);
    const needs =
      'needs' in beside ? names(beside['needs']) : dependencies(mappingOf(known[name])['depends_on']);
    for (const next of needs) visit(next);
  };
  for (const name of asked) visit(name);
  return { names: taken, findings };
}

/** What targets and services of loadgate.yml need, and what stands there beside the Compose file. */
function neededBy(root: unknown, services: Mapping, known: Mapping): readonly string[] {
  const targets = Object.values(mappingOf(valueIn(root, ['targets']).value));
  const own = Object.entries(ownServices(services));
  const needed = [...targets, ...own.map(([, value]) => value)].flatMap((one) =>
    names(mappingOf(one)['needs']),
  );
  return [...needed, ...own.map(([name]) => name).filter((name) => Object.hasOwn(known, name))];
}

const dependencies = (value: unknown): readonly string[] =>
  Array.isArray(value) ? names(value) : Object.keys(mappingOf(value));

function unknownName(name: string, index: number, known: Mapping, file: string): Finding {
  const path = ['services', 'only', index];
  const message = `${file} has no service ${quote(name)}${didYouMean(name, Object.keys(known))}`;
  const hint = `Its services: ${Object.keys(known).join(', ') || 'none'}.`;
  return { path, points: 'value', about: path, message, hint };
}

/** An empty Compose file needs no targets. */
const noHintOfOurs = (problem: YamlProblem): YamlProblem =>
  problem.kind === 'content' ? { ...problem, hint: 'It needs "services".' } : problem;

const names = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
