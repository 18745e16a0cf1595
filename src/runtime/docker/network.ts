import { once } from 'node:events';
import { createServer, isIPv4 } from 'node:net';
import type { Clock } from '../../system/clock.js';
import type { DockerCli } from './client.js';
import { notLocal } from './errors.js';
import {
  type Isolation,
  type NetworkKind,
  networkCreateArgv,
  networkInspectArgv,
  networkName,
} from './network-argv.js';

/** How long after a client that was killed the engine may still make what it was asked for, ms. */
const LATE_NETWORK_MS = 500;

/** The networks of a run: one that leads nowhere but to this machine, another one only where a target asks for it. */
export interface Networks {
  /** Made at the first call. @returns its name */
  use(kind: NetworkKind, isolation: Isolation): Promise<string>;
  /** Our own address in the internal network; targets of the open one reach it too. @throws `engine-unusable` */
  gateway(): Promise<string>;
}

export function createNetworks(docker: DockerCli, runId: string, clock: Clock): Networks {
  const made = new Map<NetworkKind, Promise<string>>();
  const use = (kind: NetworkKind, isolation: Isolation): Promise<string> => {
    const known = made.get(kind);
    if (known !== undefined) return known;
    // Not aborted in the middle, so that it is always known whether there is something to remove.
    const created = docker
      .output(networkCreateArgv(runId, kind, isolation))
      .then(() => networkName(runId, kind))
      .catch(async (error: unknown) => {
        made.delete(kind);
        await clock.sleep(LATE_NETWORK_MS); // So that what comes late is there when the run is swept.
        throw error;
      });
    made.set(kind, created);
    return created;
  };
  return {
    use,
    gateway: async () => {
      const gateway = gatewayOf(await docker.output(networkInspectArgv(await use('internal', 'internal'))));
      if (gateway === null || !(await isOurs(gateway))) throw notLocal(null);
      return gateway;
    },
  };
}

/** The part of `docker network inspect` that is used. */
interface Network {
  readonly IPAM?: {
    readonly Config?: readonly { readonly Subnet?: string; readonly Gateway?: string }[] | null;
  };
}

/**
 * The IPv4 address that the engine's machine has in a bridge network: the gateway, which is the subnet's first
 * address where the engine does not tell it (as for its default bridge).
 *
 * @param inspected output of `docker network inspect` for one network
 * @returns null where the network has no IPv4
 */
export function gatewayOf(inspected: string): string | null {
  const [network] = JSON.parse(inspected) as Network[];
  const config = network?.IPAM?.Config?.find(({ Subnet }) => isIPv4(addressIn(Subnet)));
  if (config === undefined) return null;
  return config.Gateway === undefined ? firstAddress(addressIn(config.Subnet)) : addressIn(config.Gateway);
}

const addressIn = (withPrefix: string | undefined): string => withPrefix?.split('/')[0] ?? '';

function firstAddress(network: string): string {
  const [a, b, c, d = 0] = network.split('.').map(Number);
  return [a, b, c, d + 1].join('.');
}

/**
 * Whether an address is this machine's: then one can listen on it. (A bridge without containers counts as not
 * running, and Node.js does not list its addresses.)
 */
export async function isOurs(address: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(0, address);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
