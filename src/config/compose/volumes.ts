import { posix } from 'node:path';
import { isMapping, type Mapping, mappingOf } from '../../model/issues.js';
import type { Told } from './told.js';

/** Where servers keep their data. A folder that is mounted there holds what they stored, and no file of the repository. */
const DATA =
  /^\/(?:var\/lib\/(?:postgresql|mysql|mariadb|rabbitmq|redis|mongodb|cassandra|clickhouse|memcached)|data|bitnami)(?:\/|$)/;

/** What a service has mounted, in the words of loadgate.yml. */
export interface Mounted {
  readonly tmpfs: readonly string[];
  /** Paths in the container → files and folders of the repository. */
  readonly files: Readonly<Record<string, string>>;
}

/** Where something is mounted. */
interface Place {
  /** Of the Compose file. */
  readonly folder: string;
  readonly path: readonly PropertyKey[];
  readonly told: Told;
}

/**
 * Volumes of a service: those that hold data are left out, since a state is kept without them; files of the repository
 * are copied.
 */
export function volumes(value: unknown, { path, folder, told }: Place): Mounted {
  const tmpfs: string[] = [];
  const files: Record<string, string> = {};
  if (!Array.isArray(value)) {
    told.wrong(path, 'expected a list of volumes', 'Write a list.');
    return { tmpfs, files };
  }
  for (const [index, one] of value.entries()) {
    const { type, source, target } = partsOf(one);
    const here = [...path, index];
    const inside = posix.join(folder, source);
    if (type === 'tmpfs') tmpfs.push(target);
    else if (type !== 'bind' || DATA.test(target))
      told.remark(here, 'the volume is left out: what the service stores is kept by itself');
    else if (/^[/~]/.test(source) || inside.startsWith('..')) {
      const hint =
        'Only files of the repository are copied. Write "files: {}" under this service in loadgate.yml to leave all out.';
      told.wrong(here, `no file of the machine is mounted (${source})`, hint);
    } else files[posix.join('/', target)] = inside;
  }
  return { tmpfs, files };
}

interface Volume {
  readonly type: string;
  readonly source: string;
  readonly target: string;
}

/** `source:target:mode`, the target alone, or a mapping. */
function partsOf(written: unknown): Volume {
  if (isMapping(written)) {
    const { type = 'volume', source = '', target = '' } = written;
    return { type: String(type), source: String(source), target: String(target) };
  }
  const [source = '', target] = String(written).split(':');
  if (target === undefined) return { type: 'volume', source: '', target: source };
  return { type: /^[./~]/.test(source) ? 'bind' : 'volume', source, target };
}

/** Where Compose mounts what a service names under one of these keys without a target. */
const FOLDERS = { secrets: '/run/secrets', configs: '/' } as const;
export type FileKey = keyof typeof FOLDERS;
export const isFileKey = (key: string): key is FileKey => Object.hasOwn(FOLDERS, key);

/**
 * Secrets and configs of a service that are files of the repository.
 * @param known those of the whole Compose file, by name
 */
export function namedFiles(
  key: FileKey,
  value: unknown,
  known: Mapping,
  { folder, path, told }: Place,
): Mounted['files'] {
  const files: Record<string, string> = {};
  for (const [index, one] of (Array.isArray(value) ? value : [value]).entries()) {
    const { source, target } = isMapping(one) ? one : { source: one, target: undefined };
    const name = String(source);
    const { file } = mappingOf(known[name]);
    if (typeof file === 'string')
      files[posix.resolve(FOLDERS[key], String(target ?? name))] = posix.join(folder, file);
    else {
      const hint = `Commit a file for tests, and write it as "files" under this service in loadgate.yml: it is read in the place of "${key}".`;
      told.wrong([...path, index], `${name} is no file of the repository`, hint);
    }
  }
  return files;
}
