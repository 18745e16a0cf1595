/** Where an engine's containers are, seen from here, and all that follows from it: one object for each kind of engine. */
import type { RuntimeFacts } from '../../model/record.js';
import { machineError } from '../errors.js';
import type { Instance } from '../runtime.js';
import { type EngineApi, socketApi } from './api.js';
import type { Inspected } from './inspect.js';
import { apiMeter, cgroupMeter, type Meter, type MeterRequest } from './meter.js';
import type { Networks } from './network.js';
import type { Isolation } from './network-argv.js';

/** Where a container is reached from here, and, where that is another place, by other containers. */
export type Reach = Pick<Instance, 'host' | 'port' | 'inside'>;

export interface Place {
  /** How a network is kept from leading elsewhere. */
  readonly isolation: Isolation;
  /** The address of the engine's machine at which ports are published; null: containers are reached at their own. */
  readonly publishedAt: string | null;
  /** The engine's API; null: it can't be asked. */
  readonly api: EngineApi | null;
  /** What the record says of it. Absent: it is this machine's. */
  readonly engine?: RuntimeFacts['engine'];
  /** @param port where it listens; null: not known @returns null: it is not reached */
  reach(now: Inspected, network: string, port: number | null): Reach | null;
  meter(request: MeterRequest): Meter;
  /** The address at which containers reach this machine. @throws LoadgateError `engine-unusable`, `upstream-needs-local-engine` */
  ownAddress(networks: Networks): Promise<string>;
}

/** On this machine. @param socket of the engine; null: it has none here */
export function localPlace(socket: string | null): Place {
  const api = socket === null ? null : socketApi(socket);
  return {
    isolation: 'internal',
    publishedAt: null,
    api,
    reach: (now, network, port) => {
      const host = now.address(network);
      return host === null ? null : { host, port: port ?? 0 };
    },
    meter: (request) => cgroupMeter(request, api),
    ownAddress: (networks) => networks.gateway(),
  };
}

/**
 * On another machine. Containers are reached by ports that are published at the address by which the engine is, and counted
 * by the engine.
 */
export function remotePlace(
  address: string,
  api: EngineApi,
  engine: NonNullable<RuntimeFacts['engine']>,
): Place {
  return {
    isolation: 'no-masquerade',
    publishedAt: address,
    api,
    engine,
    reach: (now, network, port) => {
      const own = now.address(network);
      if (own === null) return null;
      const inside = { host: own, port: port ?? 0 };
      if (port === null) return { ...inside, inside };
      const published = now.published(port);
      return published === null ? null : { host: address, port: published, inside };
    },
    meter: (request) => apiMeter(request, api),
    ownAddress: async () => {
      throw machineError(
        'the upstream runs on this machine, and the containers of another one do not reach it',
        {
          code: 'upstream-needs-local-engine',
          hint: 'Measure scenarios with an `upstream` with an engine on this machine, or make the upstream a service (`services`).',
        },
      );
    },
  };
}
