import { posix } from 'node:path';
import { type Mapping, mappingOf, type Path } from '../../model/issues.js';
import { findingsOf } from '../issues.js';
import { type ServiceInput, service as serviceSchema } from '../schema-service.js';
import type { DotEnv } from './dot-env.js';
import { readComposeEnv } from './env-file.js';
import { interpolate, type Variables } from './interpolate.js';
import { ignoredBecause, refusedBecause, TAKEN } from './keys.js';
import type { Told } from './told.js';
import { asMapping, buildOf, environmentOf, hostsOf, needsOf, portOf, readyOf } from './values.js';
import { type FileKey, isFileKey, namedFiles, volumes } from './volumes.js';

export interface Conversion {
  readonly name: string;
  /** The service as the Compose file has it, every number as text. */
  readonly written: Mapping;
  /** The keys of loadgate.yml that stand beside it, and win. */
  readonly beside: Mapping;
  /** The whole Compose file: its secrets and configs. */
  readonly top: Mapping;
  /** Folder of the Compose file, relative to the root of the repository. */
  readonly folder: string;
  /** What `${…}` stands for. */
  readonly dotEnv: DotEnv;
  readonly read: (path: string) => string | null;
  readonly told: Told;
}

/** A service of a Compose file as loadgate.yml would have it; null: something in it was told to be wrong. */
export function convertService(given: Conversion): ServiceInput | null {
  const under: Path = ['services', given.name];
  const told = counting(given.told);
  const { raw, from } = gather({ ...given, told });
  if (told.count() > 0) return null;
  const checked = serviceSchema.safeParse(raw);
  if (checked.success) return checked.data;
  for (const { path, message, hint } of findingsOf(checked.error.issues, raw)) {
    const [key = '', ...rest] = path;
    told.wrong([...under, from.get(String(key)) ?? String(key), ...rest], message, hint);
  }
  return null;
}

interface Gathering {
  /** In the words of loadgate.yml, not checked yet. */
  readonly raw: Record<string, unknown>;
  /** The keys of the Compose file that they came from. */
  readonly from: Map<string, string>;
}

function gather(given: Conversion): Gathering {
  const { name, written, beside } = given;
  const raw: Record<string, unknown> = {};
  const from = new Map<string, string>();
  for (const [key, value] of Object.entries(written)) {
    const here = Object.hasOwn(TAKEN, key) ? TAKEN[key] : undefined;
    if (here === undefined) {
      other(key, given, { raw, from });
      continue;
    }
    // An image beside a build is the tag that the build gets.
    const isTag = key === 'image' && 'build' in written;
    if (isTag || wins(here, beside) || (here === 'port' && 'port' in raw)) continue;
    const path = ['services', name, key];
    const filled = filledIn(inOneForm(key, value), path, given) ?? null;
    if (filled === null) continue;
    from.set(here, key);
    Object.assign(raw, taken(key, filled, path, given));
  }
  return { raw, from };
}

/** An environment as a mapping, so that each variable has a name. */
const inOneForm = (key: string, value: unknown): unknown =>
  key === 'environment' ? (asMapping(value) ?? value) : value;

/** What loadgate.yml says beside takes the place of what the Compose file says, whole; variables do one by one. */
function wins(here: string, beside: Mapping): boolean {
  if (here === 'env' || here === 'env-file') return false;
  if (here === 'image' || here === 'build') return 'image' in beside || 'build' in beside;
  return here in beside;
}

function other(key: string, given: Conversion, { raw, from }: Gathering): void {
  const { name, written, told } = given;
  const path = ['services', name, key];
  if (key === 'volumes' || isFileKey(key)) {
    mounts(key, given, { raw, from });
    return;
  }
  const isOtherName = ['container_name', 'hostname'].includes(key) && written[key] !== name;
  const because = isOtherName ? `the service is reached as "${name}" alone` : ignoredBecause(key);
  if (key === 'networks') networks(written[key], path, told);
  else if (because !== undefined) told.remark(path, `"${key}" is left out: ${because}`);
  else {
    const [why, hint] = refusedBecause(key);
    told.wrong(path, `"${key}" is not taken: ${why}`, hint);
  }
}

/** What a service has mounted. `files` of loadgate.yml takes the place of all files. */
function mounts(key: 'volumes' | FileKey, given: Conversion, { raw, from }: Gathering): void {
  const { name, written, beside, folder, told } = given;
  // One that was replaced by a build may have its files inside.
  if ('build' in beside) return;
  const path = ['services', name, key];
  const filled = filledIn(written[key], path, given);
  if (filled === undefined) return;
  // Of files that others take the place of, nothing is told.
  const heard = 'files' in beside ? { ...told, wrong: () => {} } : told;
  const place = { folder, path, told: heard };
  const { tmpfs, files } =
    key === 'volumes'
      ? volumes(filled, place)
      : { tmpfs: [], files: namedFiles(key, filled, mappingOf(given.top[key]), place) };
  if (tmpfs.length > 0 && !('tmpfs' in beside)) raw['tmpfs'] = [...list(raw['tmpfs']), ...tmpfs];
  if (Object.keys(files).length === 0 || 'files' in beside) return;
  from.set('files', key);
  raw['files'] = { ...mappingOf(raw['files']), ...files };
}

/** Services are reached by their own names, and by no other. */
function networks(value: unknown, path: Path, told: Told): void {
  for (const [name, options] of Object.entries(mappingOf(value))) {
    if (!('aliases' in mappingOf(options))) continue;
    const hint = 'Let the target use the name of the service itself.';
    told.wrong([...path, name, 'aliases'], 'a service has no other names', hint);
  }
  told.remark(path, '"networks" is left out: each side has a network of its own');
}

/** One key in the words of loadgate.yml. */
function taken(key: string, value: unknown, path: Path, given: Conversion): Mapping {
  const { folder, dotEnv, told, written, beside } = given;
  switch (key) {
    case 'build':
      return { build: buildOf(value, folder, dotEnv.variables, path, told) };
    case 'environment':
      return { env: withFiles(environmentOf(value, path, { ...given, ...dotEnv }), given) };
    case 'env_file':
      return 'environment' in written ? {} : { env: fromFiles(given) };
    case 'healthcheck':
      return readyOf(value, path, told);
    case 'depends_on':
      return { needs: needsOf(value, path, told) };
    case 'extra_hosts':
      return { 'extra-hosts': hostsOf(value) };
    case 'ports':
    case 'expose':
      return portOf(value);
    case 'tmpfs':
      return 'tmpfs' in beside ? {} : { tmpfs: list(value) };
    default:
      return { [TAKEN[key] ?? key]: value };
  }
}

/** What is no mapping is told by the schema. */
const withFiles = (env: unknown, given: Conversion): unknown =>
  typeof env === 'object' && env !== null ? { ...fromFiles(given), ...env } : env;

/** The variables of `env_file`, which those of `environment` win over; a later file wins. */
function fromFiles(given: Conversion): Variables {
  const files = given.written['env_file'];
  const path = ['services', given.name, 'env_file'];
  const all = list(files).map((one, index) =>
    fromFile(one, Array.isArray(files) ? [...path, index] : path, given),
  );
  return Object.assign({}, ...all);
}

function fromFile(named: unknown, path: Path, { folder, dotEnv, read, told }: Conversion): Variables {
  const { variables } = dotEnv;
  const isMapping = typeof named === 'object' && named !== null;
  const { path: written, required = 'true' } = (isMapping ? named : { path: named }) as Mapping;
  const filled = interpolate(String(written), variables);
  if ('problem' in filled) {
    told.wrong(path, filled.problem, filled.hint);
    return {};
  }
  const file = posix.join(folder, filled.text);
  const text = file === dotEnv.path ? dotEnv.text : read(file);
  if (text === null) {
    if (required !== 'false') {
      const hint =
        file === dotEnv.path
          ? 'Name a file that is committed, such as .env.example, as "env-file" under "services": it is read in its place.'
          : 'Commit it. Or write the whole service in loadgate.yml, with its variables under "env": docs/services.md shows how.';
      told.wrong(path, `there is no file "${file}" in this version of the repository`, hint);
    }
    return {};
  }
  const content = readComposeEnv(text, variables);
  if (!('problem' in content)) return content.variables;
  told.wrong(path, `${file}, line ${content.line}: ${content.problem}`, content.hint);
  return {};
}

/**
 * A value with its variables put in; undefined: one of them has no value, which was told.
 * Of an environment only what loadgate.yml does not say itself is looked at.
 */
function filledIn(value: unknown, path: Path, given: Conversion): unknown {
  const { dotEnv, told, beside } = given;
  if (typeof value === 'string') {
    const filled = interpolate(value, dotEnv.variables);
    if ('text' in filled) return filled.text;
    told.wrong(
      path,
      filled.problem,
      `${filled.hint} Or write the key in loadgate.yml, under "services.${given.name}".`,
    );
    return undefined;
  }
  if (Array.isArray(value)) return value.map((one, index) => filledIn(one, [...path, index], given));
  if (typeof value !== 'object' || value === null) return value;
  const own = path.at(-1) === 'environment' ? beside['env'] : undefined;
  const skipped = typeof own === 'object' && own !== null ? Object.keys(own) : [];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !skipped.includes(key))
      .map(([key, one]) => [key, filledIn(one, [...path, key], given)]),
  );
}

const list = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function counting(told: Told): Told & { count(): number } {
  let count = 0;
  return {
    wrong: (path, message, hint) => {
      count += 1;
      told.wrong(path, message, hint);
    },
    remark: (path, message) => told.remark(path, message),
    count: () => count,
  };
}
