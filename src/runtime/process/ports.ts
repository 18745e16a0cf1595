import { once } from 'node:events';
import { createServer } from 'node:net';
import { machineError } from '../errors.js';

/**
 * Below the ports of outgoing connections (32768 and up on Linux). The load generator opens thousands of those, and one
 * of them could take a target's port before the target does.
 */
const FIRST = 18_000;
const COUNT = 12_000;

/** Returns free ports of 127.0.0.1, each only once. */
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

/** Whether a port is free. Tries all addresses, because a target can listen on all of them. */
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
