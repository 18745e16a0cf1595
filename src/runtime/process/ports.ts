import { once } from 'node:events';
import { createServer } from 'node:net';
import { machineError } from '../errors.js';

/**
 * Below the ports that systems give to outgoing connections (32768 and up on Linux): the load generator opens
 * thousands of those, and one of them could take a target's port before the target does.
 */
const FIRST = 18_000;
const COUNT = 12_000;

/** Hands out ports of 127.0.0.1 on which nobody listens, none twice. */
export function createPorts(start: number): { next(): Promise<number> } {
  let at = start;
  return {
    next: async () => {
      for (let tried = 0; tried < COUNT; tried += 1) {
        const port = FIRST + (at++ % COUNT);
        if (await isFree(port)) return port;
      }
      throw machineError('no port is free on 127.0.0.1', {
        code: 'no-free-port',
        hint: 'End programs that listen on many ports, and run it again.',
      });
    },
  };
}

/** Whether we could listen there. On all addresses, since a target may listen on all of them. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
