import type { EngineProperties, Examination } from '../model/examination.js';
import { plain } from './escape.js';
import { bytes, list, plural } from './format.js';

/** A property of an engine, and what it means for measuring. */
interface Line {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

const BUILDERS: Readonly<Record<EngineProperties['builder'], Pick<Line, 'value' | 'meaning'>>> = {
  buildx: { value: 'BuildKit (buildx)', meaning: 'all of a Dockerfile, and all caches between runs' },
  inside: {
    value: "BuildKit (the client's own)",
    meaning: 'all of a Dockerfile; caches between runs are images only',
  },
  classic: {
    value: 'the classic builder',
    meaning: 'no `RUN --mount`, no heredocs, no secrets: install the plugin buildx',
  },
};

/** Drivers that copy whole layers for each container. */
const COPYING = new Set(['vfs']);

/** What the engine says of itself that matters, a line for each. Empty: none was used. */
export function engineText({ engine, record }: Examination): string {
  if (engine === null) return '';
  const lines = linesOf(engine, record.runtime);
  const wide = Math.max(...lines.map(({ name }) => name.length));
  return lines.map(({ name, value, meaning }) => `${name.padEnd(wide)}  ${value}: ${meaning}`).join('\n');
}

function linesOf(engine: EngineProperties, runtime: Examination['record']['runtime']): readonly Line[] {
  return [
    placeLine(engine),
    rightsLine(engine),
    cgroupLine(engine),
    storageLine(engine),
    { name: 'builds', ...BUILDERS[engine.builder] },
    countersLine(engine),
    pinningLine(engine, runtime),
  ];
}

function placeLine({ version, address, context, remote }: EngineProperties): Line {
  const where = `at ${plain(address ?? 'an address that the client keeps to itself', 200)} (context ${plain(context, 80)})`;
  const value = `Docker ${plain(version, 40)} ${where}`;
  if (remote === null)
    return { name: 'engine', value, meaning: 'on this machine, beside the load generator' };
  const size = `${plural(remote.cores, 'core')}, ${bytes(remote.memoryBytes)}`;
  return {
    name: 'engine',
    value,
    meaning: `on another machine (${size}), so that load and targets share nothing`,
  };
}

const rightsLine = ({ isRootless }: EngineProperties): Line => ({
  name: 'rights',
  ...(isRootless
    ? {
        value: 'rootless',
        meaning: 'caps hold as far as its cgroups were delegated to it; ports pass through a proxy',
      }
    : { value: 'root', meaning: 'it can hold every cap that the kernel has' }),
});

const cgroupLine = ({ cgroup }: EngineProperties): Line => ({
  name: 'cgroup',
  value: cgroup,
  meaning:
    cgroup === 'v1'
      ? 'the kernel keeps the highest memory; user and system time are split by ticks'
      : 'CPU time to the microsecond; the highest memory from Linux 5.19 on',
});

function storageLine({ storageDriver }: EngineProperties): Line {
  const value = plain(storageDriver ?? 'unknown', 40);
  const meaning = COPYING.has(storageDriver ?? '')
    ? 'it copies the whole image for each container: starts and builds are slow, and take disk'
    : 'both sides start from layers that they share, so that they find the same page cache';
  return { name: 'storage', value, meaning };
}

const countersLine = ({ remote }: EngineProperties): Line => ({
  name: 'counters',
  ...(remote === null
    ? {
        value: "from the kernel's files",
        meaning: 'at both ends of the window of a round, memory every 100 ms',
      }
    : {
        value: "from the engine's API",
        meaning: 'once a second, so before and after whole rounds; each takes about a second longer',
      }),
});

function pinningLine(
  { remote }: EngineProperties,
  { targetCores, capsMissing }: Examination['record']['runtime'],
): Line {
  const name = 'pinning';
  if (targetCores === null) {
    const value = capsMissing.includes('core') ? 'impossible' : 'none';
    return { name, value, meaning: 'containers run on any core, so that more differs between generations' };
  }
  const value = `targets on core ${list(targetCores.slice(0, 8).map(String))}`;
  const rest =
    remote === null ? 'the load generator has another one' : "the engine has that machine's last one";
  return { name, value, meaning: `both sides of a duet on the same; ${rest}` };
}
