import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/compare/judge.js';
import { renderComment } from '../../../src/report/comment.js';
import { renderTerminal, TERMINAL_CONTEXT } from '../../../src/report/terminal.js';
import { compareCheckout } from '../../support/job.js';
import { checkout, newRunId } from '../runtime/support.js';

// Sequences and mixes of a real service, through a whole job and its report.

/** A shop that wants a login before anything else. Its list takes `turns` of a loop. */
const shop = (turns: number) => `import { createServer } from 'node:http';
const tokens = new Set();
let orders = 0;
const work = (turns) => { for (let n = 0; n < turns; n += 1) Math.sqrt(n); };
const routes = {
  'POST /login': (request, response) => {
    const token = 't' + tokens.size;
    tokens.add(token);
    response.end(JSON.stringify({ token }));
  },
  'GET /list': (request, response) => {
    work(${turns});
    response.end('[1,2,3]');
  },
  'POST /orders': (request, response) => {
    orders += 1;
    response.writeHead(201, { Location: '/orders/' + orders }).end();
  },
};
createServer((request, response) => {
  request.resume().on('end', () => {
    work(2_000_000); // So that the load generator is never the limit.
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    const isOpen = pathname === '/login' || searchParams.has('open');
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    if (!isOpen && !tokens.has(token)) return response.writeHead(401).end();
    routes[request.method + ' ' + pathname](request, response);
  });
}).listen(process.env.PORT, process.env.HOST);
`;

const TIMES = 'warm-up: 100ms, duet: 400ms, solo: 200ms, probe: 300ms, trim: 30ms';

const SEQUENCE = `budget: 90s
caps: { cpus: 1, memory: 192m }
gate: { slower: 10%, latency: 900%, memory: 900% }
measure: { screen-generations: 4, confirm-generations: 4, max-generations: 8, ${TIMES} }
targets: { shop: { build: ., command: node server.mjs, port: 8080, ready: { path: /list?open } } }
scenarios:
  order:
    connections: 4
    steps:
      - request: { method: POST, path: /login, body: '{"name":"ada"}' }
        expect: { matches: '^."token":"t' }
        capture: { token: $.token }
      - request: { path: /list, headers: { Authorization: "Bearer {{token}}" } }
        expect: { json: [1, 2, 3] }
      - request: { method: POST, path: /orders, headers: { Authorization: "Bearer {{token}}" } }
        expect: { status: 201, body: any }
`;

const MIX = `budget: 60s
caps: { cpus: 1, memory: 192m }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 2, ${TIMES} }
targets: { shop: { build: ., command: node server.mjs, port: 8080, ready: { path: /list?open } } }
scenarios:
  list: { request: GET /list?open }
  order: { request: POST /orders?open, expect: { status: 201, body: any } }
  shopper:
    mix: { list: 70%, order: 30% }
    capacity: { of: connections, from: 2, to: 2, hold: 500ms, until: { errors: 5% } }
`;

let source: ReturnType<typeof checkout>;
beforeAll(() => {
  source = checkout({ 'base/server.mjs': shop(2_000_000), 'change/server.mjs': shop(20_000_000) });
});
afterAll(() => source.remove());

describe('a login, a list, and an order, whose list got slower', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await compareCheckout(source.dir, SEQUENCE, newRunId());
  }, 180_000);

  it('is a regression that names the second step', () => {
    const [cell] = outcome.comparison.cells;
    expect(outcome.record.cells[0]).toMatchObject({
      invalid: null,
      steps: ['POST /login', 'GET /list', 'POST /orders'],
    });
    expect(cell).toMatchObject({ verdict: 'regression', step: { number: 2, request: 'GET /list' } });
    expect(cell?.step?.ratio).toBeGreaterThan(2);
    expect(outcome.gate.passed).toBe(false);
  });

  it('is told so in the comment and in the terminal', () => {
    const { record, comparison, gate } = outcome;
    expect(renderComment(record, comparison, gate, TERMINAL_CONTEXT)).toContain(
      'Step 2, <code>GET /list</code>, takes',
    );
    const text = renderTerminal(record, comparison, gate, { colour: false, columns: 200 });
    expect(text.replaceAll(/\s+/g, ' ')).toContain('Step 2, GET /list, takes');
  });

  it('was held to what each step expects, although its tokens differ', () => {
    const [cell] = outcome.record.cells;
    const rounds = cell?.generations.flatMap(({ candidate }) => candidate.duet) ?? [];
    expect(rounds.length).toBeGreaterThan(0);
    for (const { failures } of rounds) expect(failures.wrongBody).toBe(0);
    expect(cell?.unstableBody).toBeUndefined();
  });
});

describe('a mix that is searched for its capacity', () => {
  it('is one cell, whose searches come to an end on both sides', async () => {
    const { record } = await compareCheckout(source.dir, MIX, newRunId());
    expect(record.cells.map(({ target, scenario }) => `${target}/${scenario}`)).toEqual(['shop/shopper']);
    const found = record.cells.flatMap(({ generations }) =>
      generations.flatMap(({ candidate, baseline }) => [candidate.capacity, baseline?.capacity]),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatchObject({ of: 'connections', level: 2, stop: 'to' });
  }, 120_000);
});
