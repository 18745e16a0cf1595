import { createDockerCli } from '../../../src/runtime/docker/client.js';
import { commandError, startError } from '../../../src/runtime/docker/errors.js';
import { containerLogs, endedAtOnce } from '../../../src/runtime/docker/inspect.js';
import type { Exec } from '../../../src/system/exec.js';
import { aTarget } from '../../support/targets.js';
import { sunkErrors } from './errors.js';
import type { Sunk, Surface } from './surface.js';

type Text = (field: string) => string;

/** As `docker logs --timestamps` writes what a container wrote. */
const stamped = (text: string, second: number): string =>
  text
    .split('\n')
    .map(
      (line, at) =>
        `2026-01-01T00:00:${String(second).padStart(2, '0')}.${String(at).padStart(9, '0')}Z ${line}\n`,
    )
    .join('');

/** A client that gives out these streams for `docker logs`. */
function logging(stdout: string, stderr: string) {
  const exec: Exec = async (argv) => {
    if (argv[1] !== 'logs') throw new TypeError(`docker ${argv[1]} is not expected`);
    return { exitCode: 0, stdout, stderr };
  };
  return createDockerCli(exec, {});
}

const target = aTarget();
const NOW = {
  running: false,
  exitCode: 1,
  oomKilled: false,
  startedAt: '',
  pid: 0,
  volumes: [],
  address: () => null,
  published: () => null,
};

async function pour(text: Text): Promise<Sunk> {
  const streams = [
    logging(stamped(text('stdout of a container'), 1), ''),
    logging('', stamped(text('stderr of a container'), 1)),
    logging(
      stamped(`x\n${text('both streams of a container')}`, 1),
      stamped(text('both streams of a container'), 1),
    ),
    // The engine's own trouble has no stamps.
    logging(text('a log without stamps'), ''),
  ];
  const ended = await Promise.all(streams.map((docker) => endedAtOnce(docker, target, 'c', NOW)));
  const logs = (await Promise.all(streams.map((docker) => containerLogs(docker, 'c', 50)))).flat();
  const errors = sunkErrors([
    ...ended,
    startError(target, 'create', text('refusal of create')),
    startError(target, 'create', `range of CPUs is from ${text('refusal of a cap')}`),
    commandError(['network', 'create'], text('refusal of another command')),
  ]);
  return { ...errors, told: [...errors.told, ...logs] };
}

export const engineSurface: Surface = {
  name: 'logs and words of the engine',
  fixed: false,
  fields: [
    'stdout of a container', 'stderr of a container', 'both streams of a container', 'a log without stamps', 'refusal of create', 'refusal of a cap', 'refusal of another command',
  ], // biome-ignore format: a list
  silent: { 'a log without stamps': 'its first word is taken for the stamp' },
  pour,
};
