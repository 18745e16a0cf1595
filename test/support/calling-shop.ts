import { createOrigin, type OriginRepository } from './pull-requests.js';

/**
 * What it counts decides, which is the same on any machine. What else it does hides the cost of a call under wide
 * gates, so that no time is spent on confirming that.
 */
const CONFIG = `budget: 60s
profile: never
gate: { slower: 80%, latency: 100%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 200ms, duet: 300ms, solo: 200ms, probe: 200ms, trim: 50ms }
targets:
  shop: { build: shop, command: node server.mjs, port: 8080 }
scenarios:
  stock: { request: GET /stock, upstream: { delay: 5ms, calls: 1 }, connections: 4, expect: { body: ok } }
`;

/** Its source. */
export const CALLING_SERVER = 'shop/server.mjs';

/** Answers after so many upstream calls, one after the other. */
export const calling = (times: number): string => `import { createServer } from 'node:http';
createServer(async (request, response) => {
  let body = '';
  for (let call = 0; call < ${times}; call++) body = await (await fetch(process.env.UPSTREAM_URL)).text();
  for (const end = performance.now() + 2; performance.now() < end; );
  setTimeout(() => response.end(body), 40);
}).listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
`;

/**
 * A repository with one service that makes one upstream call a request.
 * @param change of its configuration
 */
export function createCallingShop(change: (config: string) => string = (config) => config): OriginRepository {
  return createOrigin({
    'README.md': '# Shop\n',
    'loadgate.yml': change(CONFIG),
    [CALLING_SERVER]: calling(1),
    'shop/Dockerfile': 'FROM scratch\n',
  });
}
