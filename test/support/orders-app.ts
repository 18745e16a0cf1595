/** A shop in Express with PostgreSQL and Redis from Debian's packages, as files of a repository, and changes of it. */
import { POSTGRES, REDIS } from './debian-services.js';
import { type Change, replaced } from './pull-requests.js';

const ORDERS = `const orders = await rows(
    'SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id LIMIT 50',
  );`;

const FROM_CACHE = `  const known = await cache.get('bestsellers');
  if (known !== null) return response.type('json').send(known);
`;

const SERVER = `import express from 'express';
import pg from 'pg';
import { createClient } from 'redis';

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
const cache = await createClient({ url: process.env.REDIS_URL }).connect();
const app = express();
const rows = async (text, values = []) => (await db.query(text, values)).rows;

app.get('/healthz', (_, response) => response.send('ok'));

app.get('/orders', async (_, response) => {
  ${ORDERS}
  response.json(orders);
});

app.get('/customers/:id/orders', async (request, response) => {
  response.json(await rows('SELECT id, total FROM orders WHERE customer_id = $1 ORDER BY id', [request.params.id]));
});

app.get('/bestsellers', async (_, response) => {
${FROM_CACHE}  const best = await rows('SELECT customer_id, sum(total)::int AS total FROM orders GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5');
  await cache.set('bestsellers', JSON.stringify(best));
  response.json(best);
});

app.listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;

const INDEX = "await db.query('CREATE INDEX orders_customer ON orders (customer_id)');\n";

const MIGRATE = `import pg from 'pg';
const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
await db.connect();
${INDEX}await db.query('ANALYZE');
await db.end();
`;

const APP = `FROM node:24-slim
WORKDIR /app
RUN npm install --no-audit --no-fund express@5.1.0 pg@8.16.3 redis@5.8.2
COPY *.mjs ./
USER node
CMD ["node", "server.mjs"]
`;

const SEED = `CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total int NOT NULL);
INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 1000) n;
INSERT INTO orders SELECT n, n * 7919 % 1000 + 1, n % 97 FROM generate_series(1, 20000) n;
`;

const STATEMENTS =
  '\n    command: [postgres, -D, /var/lib/postgresql/data, -c, "listen_addresses=*", -c, shared_preload_libraries=pg_stat_statements]';

const configOf = (countsStatements: boolean): string => `services:
  db:
    build: db
    ready: { run: [pg_isready, -q, -h, 127.0.0.1] }
    seed: { run: [psql, -q, -v, ON_ERROR_STOP=1, -f, /seed.sql] }
    count: postgres${countsStatements ? STATEMENTS : ''}
  cache: { build: cache, count: redis }
targets:
  shop:
    build: app
    port: 8080
    env: { DATABASE_URL: "postgres://postgres@db/postgres", REDIS_URL: "redis://cache" }
    needs: [db, cache]
    prepare: node migrate.mjs
    ready: GET /healthz
scenarios:
  orders: { request: GET /orders, connections: 8 }
  customer: { request: GET /customers/7/orders, connections: 8 }
  bestsellers: { request: GET /bestsellers, connections: 8 }
`;

/** @param countsStatements PostgreSQL loads pg_stat_statements */
export const ordersFiles = (countsStatements: boolean): Readonly<Record<string, string>> => ({
  'loadgate.yml': configOf(countsStatements),
  'app/server.mjs': SERVER,
  'app/migrate.mjs': MIGRATE,
  'app/Dockerfile': APP,
  'db/Dockerfile': POSTGRES,
  'db/seed.sql': SEED,
  'cache/Dockerfile': REDIS,
});

/** Each order's customer is asked for on its own: 50 queries more. */
const N_PLUS_ONE = `const orders = await rows('SELECT id, total, customer_id FROM orders ORDER BY id LIMIT 50');
  for (const order of orders) {
    const [{ name }] = await rows('SELECT name FROM customers WHERE id = $1', [order.customer_id]);
    Object.assign(order, { name, customer_id: undefined });
  }`;

/** What people do to such a shop without a bad thought. */
export const ORDERS_CHANGES = {
  'N+1': { 'app/server.mjs': replaced(ORDERS, N_PLUS_ONE) },
  'a dropped index': { 'app/migrate.mjs': replaced(INDEX, '') },
  'a removed cache': { 'app/server.mjs': replaced(FROM_CACHE, '') },
  'the same code': { 'app/server.mjs': replaced('const app = ', '// Routes.\nconst app = ') },
} as const satisfies Readonly<Record<string, Change>>;
