import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './action-run.js';
import { createOrigin, type OriginRepository, replaced } from './pull-requests.js';

/** The demo's service. */
const FIRST_VERSION = readFileSync(join(ROOT, 'fixtures/demo/baseline/server.mjs'), 'utf8');
/** Three times the work in /report: these tests are about the way, and must find it on any machine. */
export const SLOWER_VERSION = replaced(
  "['/report', report]",
  "['/report', () => [report(), report(), report()][2]]",
)(FIRST_VERSION);
export const SERVER = 'services/shop/server.mjs';

/** Short rounds: these tests are about the way, not about precision. */
export const SHOP_CONFIG = `budget: 60s
profile: never
# Requests of one process touch each other (heap, garbage): a wide gate tells the two apart on any machine.
gate: { slower: 25%, latency: 60%, memory: 80% }
measure:
  screen-generations: 3
  confirm-generations: 4
  max-generations: 10
  # Shorter, and the code is still being compiled while it is measured.
  warm-up: 1s
  duet: 500ms
  solo: 300ms
  probe: 300ms
  trim: 80ms
targets:
  shop: { build: services/shop, command: node server.mjs, port: 8080 }
scenarios:
  prices: { request: GET /prices, connections: 16, expect: { status: 200 } }
  report: { request: GET /report, connections: 16 }
`;

/** A repository with one small service, a README and a configuration. */
export function createShop(files: Readonly<Record<string, string>> = {}): OriginRepository {
  return createOrigin({
    'README.md': '# Shop\n',
    'loadgate.yml': SHOP_CONFIG,
    [SERVER]: FIRST_VERSION,
    'services/shop/Dockerfile': readFileSync(join(ROOT, 'fixtures/demo/baseline/Dockerfile'), 'utf8'),
    ...files,
  });
}
