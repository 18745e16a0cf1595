import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/compare/judge.js';
import { howMeasured } from '../../../src/report/how.js';
import { TERMINAL_CONTEXT } from '../../../src/report/terminal.js';
import { compareCheckout } from '../../support/job.js';
import { checkout, newRunId } from '../runtime/support.js';

// Bodies that differ by themselves on both sides, and bodies that are wrong, all of real processes under real load.

/** `isLoaded` holds from the 21st request of a connection on: those before the load have 12 at most. */
const server = (body: string, before = '') => `import { createServer } from 'node:http';
import { createHmac } from 'node:crypto';
${before}
let total = 0;
createServer((request, response) => {
  const { socket } = request;
  total += 1;
  socket.asked = (socket.asked ?? 0) + 1;
  const isLoaded = socket.asked > 20;
  for (let n = 0; n < 200_000; n += 1); // So that the load generator is never the limit.
  response.end(${body});
}).listen(process.env.PORT, process.env.HOST);
`;

const JWT = `const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const login = (user) => {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const head = part({ alg: 'HS256' }) + '.' + part({ sub: user, exp });
  return JSON.stringify({ user, exp, token: head + '.' + createHmac('sha256', 'k').update(head).digest('base64url') });
};`;

/** Two workers, each with a body of its own, which listen once both are there. */
const CLUSTER = `import cluster from 'node:cluster';
if (cluster.isPrimary) {
  const workers = [1, 2].map((id) => cluster.fork({ WORKER: String(id) }));
  let here = 0;
  cluster.on('message', () => {
    here += 1;
    if (here === workers.length) for (const worker of workers) worker.send('listen');
  });
} else {
  process.once('message', () => import('./worker.mjs'));
  process.send('here');
}
`;

const PORT = "'port ' + socket.remotePort";

/** Bodies that differ by themselves, each in its own way; `expect` says what is right about all of them. */
const UNSTABLE: Readonly<
  Record<string, { readonly body: string; readonly before?: string; readonly expect: string }>
> = {
  port: { body: PORT, expect: '{ matches: "^port \\\\d+$" }' },
  second: {
    body: "'until ' + (Math.floor(Date.now() / 1000) + 60)",
    expect: '{ matches: "^until \\\\d+$" }',
  },
  coin: { body: "Math.random() < 0.5 ? 'heads' : 'tails'", expect: '{ matches: "^(heads|tails)$" }' },
  login: {
    body: "login('ada')",
    before: JWT,
    expect: '{ json: { user: ada }, ignore: [$.exp, $.token] }',
  },
};
const kinds = Object.keys(UNSTABLE);

interface Case {
  readonly base: string;
  readonly change: string;
  readonly expect?: string;
}

const SOMETIMES = "isLoaded && Math.random() < 0.05 ? 'tails' : 'heads'";

const cases: Record<string, Case> = {
  rare: { base: server(SOMETIMES), change: server(SOMETIMES, '// touched') },
  race: {
    base: server("'right'"),
    change: server("isLoaded && socket.asked % 10 === 0 ? 'wrong' : 'right'"),
  },
  // More than the 13 requests before the warm-up: empty in it, and when bodies are looked at after it.
  empty: { base: server(PORT), change: server(`total > 20 ? '' : ${PORT}`) },
  // The same before the load, and another one under it, in what is ignored alone, on the candidate alone.
  'exp-moves': {
    base: server(`'{"user":"ada","exp":1}'`),
    change: server(`'{"user":"ada","exp":' + (isLoaded ? 2 : 1) + '}'`),
    expect: '{ ignore: [$.exp] }',
  },
  'user-moves': {
    base: server(`'{"user":"ada","exp":' + total + '}'`),
    change: server(
      `'{"user":' + (isLoaded && total % 10 === 0 ? '"eve"' : '"ada"') + ',"exp":' + total + '}'`,
    ),
    expect: '{ ignore: [$.exp] }',
  },
  'port-moves': {
    base: server(PORT),
    change: server(`isLoaded && total % 10 === 0 ? 'port none' : ${PORT}`),
    expect: '{ matches: "^port \\\\d+$" }',
  },
};
for (const [kind, { body, before = '', expect: said }] of Object.entries(UNSTABLE)) {
  cases[kind] = { base: server(body, before), change: server(body, `${before}\n// touched`) };
  cases[`${kind}-wrong`] = { base: server(body, before), change: server("'oops'"), expect: said };
}
const { base = '', change = '' } = cases.login ?? {};
cases.said = { base, change, expect: UNSTABLE.login?.expect ?? '' };
const names = [...Object.keys(cases), 'worker'];

const config = `budget: 150s
caps: { cpus: 1, memory: 192m }
gate: { slower: 80%, latency: 900%, memory: 900% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 2, warm-up: 100ms, duet: 400ms, solo: 200ms, probe: 150ms, trim: 30ms }
targets:
${names.map((name) => `  ${name}: { build: ${name}, command: node server.mjs, port: 8080 }`).join('\n')}
scenarios:
${names
  .map((name) => {
    const said = cases[name]?.expect;
    return `  ${name}: { request: GET /, connections: 8, targets: [${name}]${said === undefined ? '' : `, expect: ${said}`} }`;
  })
  .join('\n')}
`;

let source: ReturnType<typeof checkout>;
let outcome: Outcome;
beforeAll(async () => {
  const files = Object.entries(cases).flatMap(([name, { base, change }]) => [
    [`base/${name}/server.mjs`, base],
    [`change/${name}/server.mjs`, change],
  ]);
  const worker = server("'worker ' + process.env.WORKER");
  for (const side of ['base', 'change'])
    files.push([`${side}/worker/server.mjs`, `${CLUSTER}// ${side}`], [`${side}/worker/worker.mjs`, worker]);
  source = checkout(Object.fromEntries(files));
  outcome = await compareCheckout(source.dir, config, newRunId());
}, 240_000);
afterAll(() => source.remove());

const recordOf = (target: string) => outcome.record.cells.find((cell) => cell.target === target);
const verdictOf = (target: string) =>
  outcome.comparison.cells.find((cell) => cell.target === target)?.verdict;
/** What the machine, which has other work to do, has spoilt says nothing of bodies. */
const SPOILT = [undefined, 'starved', 'throttled', 'generator-saturated'];

describe('a body that differs by itself, with the same code on both sides', () => {
  it.each([...kinds, 'worker'])('%s: is not compared, which is said, and nobody is wrong', (kind) => {
    expect(SPOILT).toContain(recordOf(kind)?.invalid?.code);
    // A coin may show the same side ten times.
    const sides = kind === 'coin' ? expect.any(String) : 'both';
    expect(recordOf(kind)?.unstableBody).toEqual({ sides, found: 'before-load' });
    expect(verdictOf(kind)).not.toBe('regression');
  });

  it('is not compared from the time on at which it is seen to', () => {
    expect(SPOILT).toContain(recordOf('rare')?.invalid?.code);
    expect(recordOf('rare')?.unstableBody).toEqual({ sides: 'both', found: 'under-load' });
  });

  it('is right where the scenario says what of it must be the same', () => {
    expect(SPOILT).toContain(recordOf('said')?.invalid?.code);
  });

  it('is right where it differs in ignored parts alone, and only under load', () => {
    expect(SPOILT).toContain(recordOf('exp-moves')?.invalid?.code);
    expect(recordOf('exp-moves')?.unstableBody).toBeUndefined();
  });

  it('is told in the details of the report', () => {
    const text = howMeasured(outcome.record, outcome.comparison, TERMINAL_CONTEXT);
    expect(text).toContain('port · port (both sides differ from one answer to the next)');
  });
});

describe('a wrong body', () => {
  it.each(kinds)('%s: is found by what the scenario says of it', (kind) => {
    expect(recordOf(`${kind}-wrong`)?.invalid).toMatchObject({ side: 'candidate', code: 'wrong-answer' });
  });

  it('is found where it differs under load on the candidate alone', () => {
    expect(recordOf('race')?.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
    expect(recordOf('race')?.unstableBody).toBeUndefined();
  });

  it.each(['user-moves', 'port-moves'])(
    '%s: is found under load by what the scenario says of it, where all bodies differ',
    (kind) => {
      expect(recordOf(kind)?.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
      expect(recordOf(kind)?.unstableBody).toBeUndefined();
    },
  );

  it('is found where it is missing after some requests, although bodies are not compared', () => {
    expect(recordOf('empty')?.unstableBody).toEqual({ sides: 'both', found: 'before-load' });
    expect(recordOf('empty')?.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
  });
});
