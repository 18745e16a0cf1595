import { posix } from 'node:path';
import { isMapping, type Mapping, type Path } from '../../model/issues.js';
import type { Variables } from './interpolate.js';
import type { Told } from './told.js';

/** `[A=1, B]` and `{ A: 1, B: }` as a mapping; null: no value is written. */
export function asMapping(value: unknown, separators = /=/): Record<string, unknown> | null {
  if (isMapping(value)) return { ...value };
  if (!Array.isArray(value)) return null;
  return Object.fromEntries(
    value.map(String).map((line): [string, unknown] => {
      const at = line.search(separators);
      return at === -1 ? [line, null] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

/** A variable without a value has that of the .env file. */
export function environmentOf(
  value: unknown,
  path: Path,
  { variables, told, beside }: { variables: Variables; told: Told; beside: Mapping },
): unknown {
  const all = asMapping(value);
  if (all === null) return value;
  const own = isMapping(beside['env']) ? beside['env'] : {};
  for (const [name, written] of Object.entries(all)) {
    if (written !== null) continue;
    delete all[name];
    if (Object.hasOwn(variables, name)) all[name] = variables[name];
    else if (!Object.hasOwn(own, name)) {
      const hint = `Write it under "env" of the service in loadgate.yml: nothing is taken from the environment of the job.`;
      told.wrong(path, `the variable ${name} has no value`, hint);
    }
  }
  return all;
}

/** Keys of `build` that decide no image, or say nothing that is measured. */
const BUILD_IGNORED = [
  'cache_from',
  'cache_to',
  'labels',
  'no_cache',
  'pull',
  'tags',
  'shm_size',
  'isolation',
];

/** Paths are relative to the folder of the Compose file there, and the Dockerfile to the context. */
export function buildOf(
  value: unknown,
  folder: string,
  variables: Variables,
  path: Path,
  told: Told,
): unknown {
  const inFolder = (text: unknown): string => {
    // An address and an absolute path are told as such.
    const written = String(text);
    return /^[a-z][a-z0-9+.-]*:\/\/|^git@|^[/~]/i.test(written) ? written : posix.join(folder, written);
  };
  if (!isMapping(value)) return { context: inFolder(value) };
  const { context = '.', dockerfile, args, target, network, ...rest } = value;
  for (const key of Object.keys(rest)) {
    if (BUILD_IGNORED.includes(key)) told.remark([...path, key], `"${key}" of the build is left out`);
    else {
      const hint =
        'Write the build in loadgate.yml, as "build" of this service: docs/configuration.md has its keys.';
      told.wrong([...path, key], `"${key}" of the build is not taken`, hint);
    }
  }
  return {
    context: inFolder(context),
    ...(dockerfile === undefined ? {} : { dockerfile: posix.join(inFolder(context), String(dockerfile)) }),
    ...(args === undefined
      ? {}
      : { args: environmentOf(args, [...path, 'args'], { variables, told, beside: {} }) }),
    ...(target === undefined ? {} : { target }),
    ...(network === undefined ? {} : { network }),
  };
}

export function hostsOf(value: unknown): unknown {
  const all = asMapping(value, /[=:]/);
  if (all === null) return value;
  return Object.fromEntries(
    Object.entries(all).map(([host, address]) => [host, String(address).replace(/^\[(.*)\]$/, '$1')]),
  );
}

/** The first port in the container; of several, the one that the file names first. */
export function portOf(value: unknown): { readonly port?: unknown } {
  const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  const written = isMapping(first) ? first['target'] : first;
  const [inside = ''] = String(written).split(':').slice(-1);
  const [, port] = /^(\d+)(?:-\d+)?(?:\/\w+)?$/.exec(inside) ?? [];
  return { port: port === undefined ? String(written) : Number(port) };
}

export function readyOf(value: unknown, path: Path, told: Told): { readonly ready?: unknown } {
  if (!isMapping(value)) return { ready: value };
  const { test, disable } = value;
  const isOff = disable === 'true' || (Array.isArray(test) && test[0] === 'NONE') || test === 'NONE';
  if (isOff) {
    told.remark(path, '"healthcheck" is off: the service is ready when its port answers');
    return {};
  }
  // Without a test it only changes how often that of the image is run.
  if (test === undefined) return {};
  if (!Array.isArray(test)) return { ready: { run: ['/bin/sh', '-c', String(test)] } };
  const [kind, ...words] = test as readonly unknown[];
  if (kind === 'CMD') return { ready: { run: words } };
  if (kind === 'CMD-SHELL') return { ready: { run: ['/bin/sh', '-c', words.join(' ')] } };
  const hint = 'Start the list with CMD or CMD-SHELL.';
  told.wrong([...path, 'test'], 'the test starts with neither CMD nor CMD-SHELL', hint);
  return {};
}

export function needsOf(value: unknown, path: Path, told: Told): unknown {
  if (!isMapping(value)) return value;
  return Object.entries(value).flatMap(([name, options]) => {
    const { condition, required } = isMapping(options) ? options : {};
    if (condition !== 'service_completed_successfully') return required === 'false' ? [] : [name];
    const hint = `Write what ${name} does as "prepare" of the target or as "seed" of the service in loadgate.yml, with "needs" there in the place of "depends_on".`;
    told.wrong([...path, name], `${name} runs to its end before others start`, hint);
    return [];
  });
}
