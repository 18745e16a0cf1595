import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBaseImages } from '../../support/base-images.js';
import { readCsv } from '../../support/csv.js';
import { docker, dockerAvailable, dockerScope, uniqueName } from '../../support/docker.js';
import { targetNames as allTargets } from '../../support/target-folders.js';
import { client } from './ask.js';
import { buildFixtures, start } from './container.js';

const MINUTES = 60_000;
const MARIADB = 'services/mariadb';

const names = new URL('../../../fixtures/seeds/names.csv', import.meta.url);
const [columns, ...rows] = readCsv(readFileSync(names, 'utf8'));

/** How each is started for the seeds; the same image may serve in two ways. */
const STARTED: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ...allTargets.map((name) => [name, {}] as const),
  ['django', { WORKER_CLASS: 'gevent', WORKERS: '2' }],
];
const there = [MARIADB, ...allTargets.map((name) => `targets/${name}`)].filter((folder) =>
  hasBaseImages(folder),
);

describe.skipIf(!dockerAvailable || !there.includes(MARIADB))('the look-up of the frameworks', () => {
  const scope = dockerScope();
  let images: ReadonlyMap<string, string>;
  let network = '';

  beforeAll(async () => {
    images = await buildFixtures(there);
    network = scope.network(uniqueName('database'));
    await docker(['network', 'create', '--internal', network]);
    const database = scope.container(uniqueName('mariadb'));
    const options = ['--detach', '--name', database, '--network', network, '--network-alias', 'db'];
    await docker(['run', ...options, images.get(MARIADB) ?? '']);
    const ping = ['exec', database, 'mariadb-admin', '--silent', '--wait=60', 'ping'];
    await docker(ping);
    await docker(['exec', database, 'sh', '/seed/seed.sh'], 3 * MINUTES);
  }, 20 * MINUTES);

  afterAll(() => scope.close(), 3 * MINUTES);

  it('knows of half of the names that scenarios ask for', () => {
    expect(columns).toEqual(['name', 'exists']);
    expect(rows).toHaveLength(1_000);
    expect(rows.filter(([, exists]) => exists === 'true')).toHaveLength(500);
    expect(Math.max(...rows.map(([name = '']) => name.length))).toBe(255);
    expect(rows.some(([name = '']) => name.includes('+') && name.includes('&'))).toBe(true);
  });

  it.each(STARTED)(
    'finds what is there and nothing else: %s %o',
    async (name, env) => {
      const image = images.get(`targets/${name}`);
      if (image === undefined) return;
      const { host, port } = await start(image, { scope, network, env });
      const asking = client(host, port, 8);
      const answers = await Promise.all(
        rows.map(async ([asked = '']) => (await asking.ask(`/db?name=${encodeURIComponent(asked)}`)).body),
      );
      expect(answers).toEqual(rows.map(([, exists]) => `{"exists":${exists}}`));
      expect((await asking.ask('/db')).status).toBe(400);
      expect((await asking.ask('/db?name=')).body).toBe('{"exists":false}');
      asking.close();
    },
    MINUTES,
  );
});
