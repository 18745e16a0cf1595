/** Services that are made up, and a runtime that notes what it is asked for. */
import { PLAIN_CONTAINER, type Service } from '../../src/model/config.js';
import type {
  ServiceImage,
  ServiceInstance,
  ServiceRuntime,
  ServiceState,
} from '../../src/runtime/runtime.js';
import { makeInstance } from './fake-measuring.js';

/** A service with defaults that suit tests. */
export function aService(name: string, part: Partial<Service> = {}): Service {
  return {
    name,
    build: null,
    image: `${name}:1`,
    container: PLAIN_CONTAINER,
    env: {},
    port: null,
    ready: { kind: 'run', argv: ['ready'] },
    readyTimeoutMs: 2_000,
    seed: null,
    count: null,
    caps: { cpus: 1, memoryBytes: 256 * 2 ** 20, pids: 64, openFiles: 1024 },
    needs: [],
    location: null,
    ...part,
  };
}

export const anImage = (reference = 'sha256:1', part: Partial<ServiceImage> = {}): ServiceImage => ({
  reference,
  sizeBytes: 1,
  ports: [],
  volumes: [],
  healthcheck: null,
  ...part,
});

/** A running service on which every command ends with 0. */
export function aServiceInstance(part: Partial<ServiceInstance> = {}): ServiceInstance {
  return {
    ...makeInstance(0),
    exec: async () => ({ exitCode: 0, stdout: '', stderr: '' }),
    ask: async () => ({ exitCode: 0, stdout: '', stderr: '' }),
    ...part,
  };
}

/**
 * A runtime whose services run at once.
 * @param seen gets one line for each thing that is done, such as `start db`
 * @param instance what a service is, where it is not as usual
 */
export function fakeServices(
  seen: string[],
  instance: (service: Service) => Partial<ServiceInstance> = () => ({}),
  part: Partial<ServiceRuntime> = {},
): ServiceRuntime {
  const names = new Map<ServiceInstance, string>();
  const kept = new Map<string, ServiceState>();
  let networks = 0;
  return {
    image: async ({ service, side }) => {
      seen.push(`image ${service.name} ${side}`);
      return anImage(`sha256:${service.name}`);
    },
    openNetwork: async () => {
      networks += 1;
      const name = `net-${networks}`;
      seen.push(`open ${name}`);
      return { name, close: async () => void seen.push(`close ${name}`) };
    },
    start: async ({ service, state }) => {
      seen.push(`start ${service.name}${state === null ? '' : ' from its state'}`);
      const own = instance(service);
      const started = aServiceInstance({
        exec: async (argv) => {
          seen.push(`${service.name}: ${argv.join(' ')}`);
          return { exitCode: 0, stdout: '', stderr: '' };
        },
        stop: async () => void seen.push(`stop ${service.name}`),
        ...own,
      });
      names.set(started, service.name);
      return started;
    },
    runOnce: async ({ argv, network }) => {
      seen.push(`run ${argv.join(' ')} on ${network}`);
      return { exitCode: 0, output: [] };
    },
    keep: async (started, key) => {
      seen.push(`keep ${names.get(started)}`);
      const state = { key, image: `kept:${names.get(started)}`, volumes: [] };
      kept.set(key, state);
      return state;
    },
    kept: async (key) => kept.get(key) ?? null,
    ...part,
  };
}
