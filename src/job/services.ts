import type { PlannedService } from '../measure/services.js';
import { canonicalJson } from '../model/canonical.js';
import type { Config, Service, Target } from '../model/config.js';
import type { SideName } from '../model/record.js';
import { neededServices } from '../plan/needs.js';
import type { Artifact, Runtime, ServiceImage } from '../runtime/runtime.js';
import { buildInputs, fileIds, filePaths } from './build-inputs.js';
import { createStates, onceEach } from './states.js';
import type { JobDeps, JobRequest, JobSide } from './types.js';
import { sourceOf } from './way.js';

/**
 * The services that a side may start: the baseline's are those of its own configuration, and what that has not is the
 * candidate's. The caps and where counters are read are the candidate's on both sides: they say how it is measured.
 */
export function servicesOf(
  side: SideName,
  { config, baselineConfig }: { readonly config: Config; readonly baselineConfig: Config | null },
): readonly Service[] {
  if (side === 'candidate' || baselineConfig === null) return config.services;
  const now = new Map(config.services.map((service) => [service.name, service]));
  const before = baselineConfig.services.map((service) => {
    const { caps, count } = now.get(service.name) ?? service;
    return { ...service, caps, count };
  });
  const names = new Set(before.map(({ name }) => name));
  return [...before, ...config.services.filter(({ name }) => !names.has(name))];
}

/** Gets what targets need beside them ready. */
export interface ServicePreparation {
  /**
   * Builds or pulls the images of all that a target of a side needs, each once where its inputs are the same.
   * @returns in the order of their needs
   */
  images(target: Target, side: SideName, sourceDir: string): Promise<readonly PlannedService[]>;
  /** The same with the states from which generations start (states.ts). */
  states(planned: readonly PlannedService[], artifact: Artifact): Promise<readonly PlannedService[]>;
}

export function createServicePreparation(
  request: JobRequest,
  runtime: Runtime,
  deps: JobDeps,
): ServicePreparation {
  const { services } = runtime;
  const ofSide = onceEach<ServiceImage>();
  const ofInputs = onceEach<ServiceImage>();
  const states = services === null ? null : createStates({ ...deps, runtime: services });
  const build = async (service: Service, side: SideName, sourceDir: string): Promise<ServiceImage> => {
    if (services === null) throw new TypeError('this runtime has no services');
    const { build } = service;
    const built = build === null ? [] : [build.context, build.dockerfile];
    await sourceOf(request, side).mustHave([...built, ...filePaths(service)]);
    const onLine = (line: string) => deps.log.info(line);
    const { signal } = deps;
    return deps.stopwatch.time('build', () => services.image({ service, side, sourceDir, signal, onLine }));
  };
  const imageOf = (service: Service, side: SideName, sourceDir: string): Promise<ServiceImage> =>
    ofSide(`${side}/${service.name}`, async () => {
      const key = await imageKey(service, side, sourceOf(request, side));
      return ofInputs(key, () => build(service, side, sourceDir));
    });
  return {
    images: async (target, side, sourceDir) => {
      const planned: PlannedService[] = [];
      for (const service of neededServices(target.needs, servicesOf(side, request))) {
        const image = await imageOf(service, side, sourceDir);
        planned.push({ service: withPort(service, image), image, state: null });
      }
      return planned;
    },
    states: async (planned, artifact) => (await states?.of(planned, artifact)) ?? planned,
  };
}

/**
 * A service with the port that its image exposes, where the configuration names none. What starts with a command of its own
 * need not listen where the image does: a worker is often started from the image of a server.
 */
function withPort(service: Service, { ports }: ServiceImage): Service {
  const [port = null, ...others] = ports;
  const { entrypoint, command } = service.container;
  const isOwn = entrypoint !== null || command !== null;
  return service.port !== null || isOwn || others.length > 0 ? service : { ...service, port };
}

/** What decides the image. */
async function imageKey(service: Service, side: SideName, source: JobSide): Promise<string> {
  const { build, image } = service;
  const { files } = (await fileIds(source, [service]))(service);
  const { command, entrypoint } = service.container;
  // An image with files is made with the command of its container.
  const more = files === undefined ? {} : { files, command, entrypoint };
  if (build === null) return canonicalJson({ image, ...more });
  const one = { build };
  const inputs = (await buildInputs(source, [one], async () => false))(one);
  const { cache: _, ...rest } = build;
  return canonicalJson({ build: rest, inputs: inputs ?? side, ...more });
}
