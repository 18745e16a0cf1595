import { isMapping, type Mapping, mappingOf, quote, valueIn } from '../model/issues.js';
import type { Finding } from './issues.js';
import { wrongNames } from './references.js';
import { isServiceName } from './schema-service.js';

/**
 * What services are called, and what needs them. Works on the values as they are written, as references.ts does.
 * @param root the file as plain values
 */
export function findServiceReferences(root: unknown): Finding[] {
  const services = mappingOf(valueIn(root, ['services']).value);
  const targets = mappingOf(valueIn(root, ['targets']).value);
  const names = Object.keys(services);
  return [
    ...names.flatMap((name) => wrongName(name, Object.keys(targets))),
    ...names.flatMap((name) => wrongSource(name, services[name])),
    ...Object.entries(targets).flatMap(([name, value]) =>
      wrongNames('service', needsOf(value), names, ['targets', name, 'needs']),
    ),
    ...Object.entries(services).flatMap(([name, value]) =>
      wrongNames('service', needsOf(value), names, ['services', name, 'needs']),
    ),
    ...circles(services),
  ];
}

function wrongName(name: string, targets: readonly string[]): Finding[] {
  const path = ['services', name];
  const about = ['services'];
  if (!isServiceName(name)) {
    const message = `expected a host name of at most 63 lower-case letters, digits, dashes and underscores, found ${quote(name)}`;
    return [{ path, points: 'key', about, message, hint: 'Rename it: targets reach it by this name.' }];
  }
  if (!targets.includes(name)) return [];
  const message = `service ${quote(name)} has the name of a target`;
  return [{ path, points: 'key', about: null, message, hint: 'Rename one of them.' }];
}

/** Exactly one of an image and a build. */
function wrongSource(name: string, value: unknown): Finding[] {
  if (!isMapping(value)) return [];
  const path = ['services', name];
  const [image, build] = ['image' in value, 'build' in value];
  if (image !== build) return [];
  const message = image
    ? '"image" and "build" are both there: choose one'
    : 'neither "image" nor "build" is there: a service needs an image, or a folder with a Dockerfile';
  const hint = image ? 'Take one of them out.' : 'Write "image: postgres:16", or "build: deploy/db".';
  return [{ path, points: 'key', about: path, message, hint }];
}

/** Each circle once, at the name that closes it. */
function circles(services: Mapping): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    if (done.has(name)) return;
    for (const [index, next] of needsOf(services[name]).entries()) {
      const here = [...way, name];
      if (here.includes(next)) findings.push(circle(here.slice(here.indexOf(next)), next, index));
      else if (Object.hasOwn(services, next)) visit(next, here);
    }
    done.add(name);
  };
  for (const name of Object.keys(services)) visit(name, []);
  return findings;
}

function circle(way: readonly string[], first: string, index: number): Finding {
  const path = ['services', way.at(-1) ?? first, 'needs', index];
  const message =
    way.length === 1
      ? `service ${quote(first)} needs itself`
      : `the services need each other in a circle: ${[...way, first].join(' → ')}`;
  const hint = 'Take one of these needs out: none of them could start first.';
  return { path, points: 'value', about: path, message, hint };
}

/** Where the list itself is wrong, the schema says so, and this has no opinion. */
function needsOf(value: unknown): readonly string[] {
  const needs = isMapping(value) ? value['needs'] : undefined;
  return Array.isArray(needs) && needs.every((name) => typeof name === 'string') ? needs : [];
}
