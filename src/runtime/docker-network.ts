import type { Clock } from '../system/types.js';
import { gatewayOf, isOurs, notLocal } from './docker-address.js';
import { type NetworkKind, networkCreateArgv, networkInspectArgv, networkName } from './docker-argv.js';
import type { DockerCli } from './docker-cli.js';

/** How long after a client that was killed the engine may still make what it was asked for, ms. */
const LATE_NETWORK_MS = 500;

/** The networks of a run: one that leads nowhere but to this machine, another one only where a target asks for it. */
export interface Networks {
  /** Made at the first call. @returns its name */
  use(kind: NetworkKind): Promise<string>;
  /** Our own address in the internal network; targets of the open one reach it too. @throws `engine-unusable` */
  gateway(): Promise<string>;
}

export function createNetworks(docker: DockerCli, runId: string, clock: Clock): Networks {
  const made = new Map<NetworkKind, Promise<string>>();
  const use = (kind: NetworkKind): Promise<string> => {
    const known = made.get(kind);
    if (known !== undefined) return known;
    // Not aborted in the middle, so that it is always known whether there is something to remove.
    const created = docker
      .output(networkCreateArgv(runId, kind))
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
      const gateway = gatewayOf(await docker.output(networkInspectArgv(await use('internal'))));
      if (gateway === null || !(await isOurs(gateway))) throw notLocal();
      return gateway;
    },
  };
}
