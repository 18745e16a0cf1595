/** A small Node.js service that needs PostgreSQL and Redis, both from Debian's packages, as files of a repository. */
import { POSTGRES, REDIS } from './debian-services.js';

/** Notes are kept in PostgreSQL; how many there are is kept in Redis. Each version marks what it writes. */
const SERVER = `import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
const VERSION = 'base';
const db = new pg.Pool({ host: 'db', user: 'postgres', database: 'postgres', max: 4 });
const cache = createClient({ url: 'redis://cache:6379' });
await cache.connect();
// What another side, or another generation, has written would be seen by these counts.
await db.query('INSERT INTO notes (author) VALUES ($1)', [VERSION]);
await cache.incr('starts:' + VERSION);
async function state() {
  const { rows } = await db.query('SELECT author, count(*)::int AS notes FROM notes GROUP BY author ORDER BY author');
  const seen = Object.fromEntries(rows.map(({ author, notes }) => [author === VERSION ? 'own' : author, notes]));
  const keys = await cache.keys('starts:*');
  return { notes: seen, keys: keys.length, starts: await cache.get('starts:' + VERSION) };
}
async function note() {
  await db.query('INSERT INTO visits (at) VALUES (now())');
  const { rows } = await db.query('SELECT id, author FROM notes ORDER BY id LIMIT 5');
  return rows;
}
createServer(async (request, response) => {
  try { response.end(JSON.stringify(request.url === '/state' ? await state() : await note())); }
  catch (error) { response.writeHead(500).end(String(error)); }
}).listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;

/** `prepare`: the table that the service writes its visits into. */
const MIGRATE = `import pg from 'pg';
const db = new pg.Client({ host: 'db', user: 'postgres', database: 'postgres' });
await db.connect();
await db.query('CREATE TABLE visits (at timestamptz)');
await db.end();
console.log('migrated');
`;

const APP = `FROM node:24-slim
WORKDIR /app
RUN npm install --no-audit --no-fund pg@8.16.3 redis@5.8.2
COPY *.mjs ./
USER 65534
CMD ["node", "server.mjs"]
`;

const SEED = `CREATE TABLE notes (id serial PRIMARY KEY, author text NOT NULL);
INSERT INTO notes (author) SELECT 'seed' FROM generate_series(1, 500);
`;

const CONFIG = `budget: 90s
profile: never
caps: { cpus: 1, memory: 256m, pids: 128 }
gate: { slower: 80%, latency: 400%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 200ms, duet: 400ms, solo: 200ms, probe: 200ms, trim: 50ms }
services:
  db:
    build: db
    port: 5432
    ready: { run: [pg_isready, -q, -h, 127.0.0.1] }
    seed: { run: [psql, -q, -v, ON_ERROR_STOP=1, -U, postgres, -f, /seed.sql] }
  cache: { build: cache, port: 6379 }
targets:
  notes: { build: app, port: 8080, needs: [db, cache], prepare: node migrate.mjs, ready: GET /state }
scenarios:
  state: { request: GET /state, connections: 4, expect: { json: { notes: { own: 1, seed: 500 }, keys: 1, starts: "1" } } }
  list: { request: GET /list, connections: 4, expect: { status: 200 } }
`;

export const NOTES: Readonly<Record<string, string>> = {
  'loadgate.yml': CONFIG,
  'app/server.mjs': SERVER,
  'app/migrate.mjs': MIGRATE,
  'app/Dockerfile': APP,
  'db/Dockerfile': POSTGRES,
  'db/seed.sql': SEED,
  'cache/Dockerfile': REDIS,
};
