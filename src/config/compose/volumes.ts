import type { Told } from './told.js';

/** Where servers keep their data. A folder that is mounted there holds what they stored, and no file of the repository. */
const DATA =
  /^\/(?:var\/lib\/(?:postgresql|mysql|mariadb|rabbitmq|redis|mongodb|cassandra|clickhouse|memcached)|data|bitnami)(?:\/|$)/;

/**
 * Volumes of a service: those that hold data are left out, since a state is kept without them; files of the repository
 * have to be in the image.
 */
export function volumes(value: unknown, path: readonly PropertyKey[], told: Told): readonly string[] {
  if (!Array.isArray(value)) {
    told.wrong(path, 'expected a list of volumes', 'Write a list.');
    return [];
  }
  return value.flatMap((one: unknown, index) => {
    const { type, source, target } = partsOf(one);
    const here = [...path, index];
    if (type === 'tmpfs') return [target];
    if (type === 'bind' && !DATA.test(target)) {
      const hint = `COPY it in a Dockerfile ("FROM <image>", "COPY <file> ${target}"), and write its folder as "build" of this service in loadgate.yml.`;
      told.wrong(here, `no file of the machine is mounted (${source})`, hint);
    } else told.remark(here, 'the volume is left out: what the service stores is kept by itself');
    return [];
  });
}

interface Volume {
  readonly type: string;
  readonly source: string;
  readonly target: string;
}

/** `source:target:mode`, the target alone, or a mapping. */
function partsOf(written: unknown): Volume {
  if (typeof written === 'object' && written !== null) {
    const { type = 'volume', source = '', target = '' } = written as Record<string, unknown>;
    return { type: String(type), source: String(source), target: String(target) };
  }
  const [source = '', target] = String(written).split(':');
  if (target === undefined) return { type: 'volume', source: '', target: source };
  return { type: /^[./~]/.test(source) ? 'bind' : 'volume', source, target };
}
