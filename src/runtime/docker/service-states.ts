/**
 * Kept states of services: a committed image, and a copy of each volume. They stay on the machine between runs. What was
 * not used for a week is removed, and all but the 24 that were used last, so that a machine does not fill up.
 */
import { sha256 } from '../../model/canonical.js';
import type { Service } from '../../model/config.js';
import type { ServiceState } from '../runtime.js';
import {
  commitArgv,
  listStateImagesArgv,
  listStateVolumesArgv,
  removeImageArgv,
  removeVolumeArgv,
  stateLabel,
  tagArgv,
  VOLUMES_LABEL,
  volumesInspectArgv,
} from './argv.js';
import { inspectImage } from './image-facts.js';
import { type CopyDeps, copyVolumes, removeVolumes } from './service-volumes.js';

const MAX_STATES = 24;
const MAX_AGE_MS = 7 * 24 * 3600_000;
/** A volume without its image may belong to a state that another run is about to keep, ms. */
const ORPHAN_AGE_MS = 3600_000;
/** A commit copies the whole file system of a container, ms. */
const COMMIT_TIMEOUT_MS = 15 * 60_000;

/** A container that has ended cleanly, as a state is made of it. */
export interface KeepRequest {
  readonly service: Service;
  /** Full container id. */
  readonly container: string;
  /** Image id. */
  readonly image: string;
  readonly volumes: ServiceState['volumes'];
  readonly key: string;
  /** How the names of its volumes begin; different each time. */
  readonly prefix: string;
}

/** The name of a state's image. Keys that can't be a tag are digested. */
function stateTag(key: string): string {
  const isTag = /^\w[\w.-]{0,127}$/.test(key);
  return `loadgate/states:${isTag ? key : sha256(key)}`;
}

/** Keeps a state: it is there when its image has the name, and not before. @throws as `copyVolumes` */
export async function keepState(request: KeepRequest, deps: CopyDeps): Promise<ServiceState> {
  const { service, container, image, key, prefix } = request;
  const { docker, clock } = deps;
  const copy = { blamed: service, image, from: request.volumes, label: stateLabel(key), prefix };
  const volumes = await copyVolumes(copy, deps);
  try {
    const argv = commitArgv(container, stateTag(key), { key, volumes: writeVolumes(volumes) });
    const reference = (await docker.output(argv, { timeoutMs: COMMIT_TIMEOUT_MS })).trim();
    return { key, image: reference, volumes };
  } catch (error) {
    await removeVolumes(volumes, docker, clock).catch(() => {});
    throw error;
  }
}

/** @returns null: there is none, or some of it is gone. A state that is found counts as used now. */
export async function findState(key: string, { docker }: CopyDeps): Promise<ServiceState | null> {
  const tag = stateTag(key);
  const image = await inspectImage(docker, tag);
  if (image === null) return null;
  const volumes = readVolumes(image.labels[VOLUMES_LABEL] ?? '');
  if (volumes.length > 0) {
    const { exitCode } = await docker.run(volumesInspectArgv(volumes.map(({ volume }) => volume)));
    if (exitCode !== 0) return null;
  }
  await docker.run(tagArgv(image.reference, tag)); // The engine notes when a name was given last.
  return { key, image: image.reference, volumes };
}

/**
 * Removes states that are too old or too many, and volumes without their state. What is in use stays.
 * @param nowMs ms since 1970
 */
export async function pruneStates(nowMs: number, { docker }: Pick<CopyDeps, 'docker'>): Promise<void> {
  const list = async (argv: readonly string[]) => [
    ...new Set((await docker.output(argv)).split('\n').filter((line) => line !== '')),
  ];
  const found = await Promise.all((await list(listStateImagesArgv())).map((id) => inspectImage(docker, id)));
  const states = found
    .flatMap((image) => (image === null ? [] : [image]))
    .sort((a, b) => b.taggedMs - a.taggedMs);
  const used = new Set<string>();
  for (const [rank, { reference, taggedMs, labels }] of states.entries()) {
    const isWanted = rank < MAX_STATES && nowMs - taggedMs <= MAX_AGE_MS;
    // The engine refuses to remove an image that a container uses: its volumes are needed then, too.
    if (!isWanted && (await docker.run(removeImageArgv(reference))).exitCode === 0) continue;
    for (const { volume } of readVolumes(labels[VOLUMES_LABEL] ?? '')) used.add(volume);
  }
  const orphans = (await list(listStateVolumesArgv())).filter((volume) => !used.has(volume));
  if (orphans.length === 0) return;
  const { stdout } = await docker.run(volumesInspectArgv(orphans));
  const known = JSON.parse(stdout || '[]') as readonly {
    readonly Name: string;
    readonly CreatedAt: string;
  }[];
  const old = known.filter(({ CreatedAt }) => nowMs - Date.parse(CreatedAt) > ORPHAN_AGE_MS);
  for (const { Name } of old) await docker.run(removeVolumeArgv(Name));
}

/** As a label's value. */
const writeVolumes = (volumes: ServiceState['volumes']): string =>
  volumes.map(({ path, volume }) => `${encodeURIComponent(path)}=${volume}`).join(',');

function readVolumes(label: string): ServiceState['volumes'] {
  const parts = label.split(',').filter((part) => part.includes('='));
  return parts.map((part) => {
    const at = part.indexOf('=');
    return { path: decodeURIComponent(part.slice(0, at)), volume: part.slice(at + 1) };
  });
}
