import { once } from 'node:events';
import { createServer, isIPv4 } from 'node:net';
import type { LoadgateError } from '../model/error.js';
import { machineError } from './errors.js';

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

export function notLocal(): LoadgateError {
  return machineError('the containers of this Docker engine have no addresses on this machine', {
    code: 'engine-unusable',
    hint: 'Use an engine on the same Linux machine, outside of a job container, or the runtime `process`.',
  });
}
