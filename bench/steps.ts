/**
 * A login, a list, and a creation, one after the other, on a small Node.js service: against the same code, and against a copy
 * whose second step works longer. Prints a Markdown table: the verdicts, and which step the report names.
 *
 *   node scripts/run-ts.mjs bench/steps.ts [--runs 1] [--budget 90s] [--rate 300/s]
 *
 * Without `--rate`, the loop is closed. Needs a Docker engine with node:24-slim, and a quiet machine.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { changedSentences } from '../src/report/lead.js';
import { plainProse } from '../src/report/prose.js';
import { bundleLoad, changeText, compareFolders } from './compare-folders.js';

const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    budget: { type: 'string', default: '90s' },
    rate: { type: 'string', default: '' },
  },
});

/** Turns of a loop that each step costs, in their order: a fraction of a millisecond. */
const WORK = [100_000, 200_000, 150_000];
/** The second step takes half as long again: a fifth of the whole sequence. */
const SLOWED = 1.5;

const server = ([
  login,
  list,
  create,
]: readonly number[]): string => `const { createServer } = require('node:http');
let orders = 0;
const work = (turns) => { let x = 1; for (let i = 0; i < turns; i++) x = (x * 31 + i) | 0; return x; };
createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  const send = (status, value) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  if (request.url === '/login') {
    work(${login});
    response.setHeader('Set-Cookie', 'session=' + JSON.parse(body).name + '; Path=/');
    return send(200, { token: 't-' + JSON.parse(body).name });
  }
  const name = (request.headers.cookie ?? '').replace('session=', '');
  if (request.headers.authorization !== 'Bearer t-' + name) return send(401, {});
  if (request.method === 'GET') { work(${list}); return send(200, Array.from({ length: 20 }, (_, id) => ({ id, name }))); }
  work(${create});
  orders += 1;
  response.setHeader('Location', '/orders/' + orders);
  send(201, { id: orders });
}).listen(8080, '0.0.0.0', 4096);
`;

const CONFIG = `budget: ${asked.budget}
targets: { shop: { build: ., port: 8080, ready: { path: /login, method: POST, body: '{"name":"ready"}' } } }
scenarios:
  order:
    data: { users: { file: users.csv, order: shuffle } }
    cookies: true
    ${asked.rate === '' ? '' : `rate: ${asked.rate}`}
    steps:
      - request: { method: POST, path: /login, body: '{"name":"{{users.name}}"}' }
        capture: { token: $.token }
      - request: { path: "/orders?page={{random.int(1,9)}}", headers: { Authorization: "Bearer {{token}}" } }
      - request: { method: POST, path: /orders, headers: { Authorization: "Bearer {{token}}" }, body: '{"key":"{{random.uuid}}"}' }
        expect: { status: 201 }
`;

async function write(dir: string, work: readonly number[], remark: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  const names = Array.from({ length: 1000 }, (_, at) => `user${at}`);
  await writeFile(join(dir, 'users.csv'), `name\n${names.join('\n')}\n`);
  // Equal images would not be measured.
  await writeFile(join(dir, 'server.js'), `// ${remark}\n${server(work)}`);
  const dockerfile = 'FROM node:24-slim\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n';
  await writeFile(join(dir, 'Dockerfile'), dockerfile);
  return dir;
}

const root = await mkdtemp(join(tmpdir(), 'loadgate-steps-'));
const { bundles, remove } = await bundleLoad();
try {
  const baseline = await write(join(root, 'before'), WORK, 'before');
  const [login = 0, list = 0, create = 0] = WORK;
  const changes = {
    same: await write(join(root, 'same'), WORK, 'after'),
    slower: await write(join(root, 'slower'), [login, list * SLOWED, create], 'after'),
  };
  const rows: string[][] = [];
  for (const [change, candidate] of Object.entries(changes)) {
    for (let run = 0; run < Number(asked.runs); run++) {
      const { record, comparison } = await compareFolders(CONFIG, { baseline, candidate }, bundles);
      const [cell] = comparison.cells;
      const metric = (name: string) => changeText(cell?.metrics.find((one) => one.metric === name));
      const said = cell === undefined ? [] : changedSentences(cell, record, plainProse);
      const problem = record.problems[0]?.message ?? record.cells[0]?.invalid?.message;
      process.stderr.write(`${change}: ${[...said, problem ?? ''].join(' ')}\n`);
      rows.push([
        change,
        cell?.verdict ?? 'none',
        metric('throughput'),
        metric('cpu'),
        metric('latency'),
        cell?.step === undefined ? '–' : `step ${cell.step.number}: ${changeText(cell.step)}`,
        String(Math.round(record.durationMs / 1000)),
      ]);
    }
  }
  const head = ['change', 'verdict', 'requests/s, %', 'CPU, %', 'service time, %', 'named', 's'];
  console.log(markdownTable([head, ...rows]));
} finally {
  remove();
  await rm(root, { recursive: true });
}
