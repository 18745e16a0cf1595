import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/compare/judge.js';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runJob } from '../../../src/job/job.js';
import { allowedCores } from '../../../src/runtime/cores.js';
import { createProcessRuntime } from '../../../src/runtime/process/runtime.js';
import { withJobDeps } from '../../support/job.js';
import { hogCore, isQuiet } from '../../support/tamper.js';
import { checkout, depsOf, newRunId } from '../runtime/support.js';

const facts = await createProcessRuntime(depsOf(newRunId())).facts();

/** Answers whole requests with one write, without parsing them: faster than a generator that others take the core from. */
const server = (turns: number) => `import { createServer } from 'node:net';
const answer = 'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok';
createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => {});
  socket.on('data', () => {
    for (let n = 0; n < ${turns}; n += 1);
    socket.write(answer);
  });
}).listen(process.env.PORT, process.env.HOST, 4096);
`;

/** Short rounds, and a gate that only the planted change is beyond: others work on this machine, too. */
const CONFIG = `budget: 100s
gate: { slower: 40%, latency: 90%, memory: 90% }
measure: { screen-generations: 3, confirm-generations: 5, max-generations: 12, warm-up: 200ms, duet: 600ms, solo: 400ms, probe: 200ms, trim: 50ms }
targets:
  same: { build: same, command: node server.mjs, port: 8080 }
  slower: { build: slower, command: node server.mjs, port: 8080 }
scenarios:
  hello: { request: GET /, expect: { body: ok } }
`;

let source: ReturnType<typeof checkout>;
beforeAll(() => {
  source = checkout({
    'base/same/server.mjs': server(1),
    'change/same/server.mjs': `${server(1)}// touched\n`,
    'base/slower/server.mjs': server(1),
    'change/slower/server.mjs': server(100_000),
  });
});
afterAll(() => source.remove());

function compare(): Promise<Outcome> {
  const id = newRunId();
  const request = {
    id,
    config: parseConfig(CONFIG, 'loadgate.yml'),
    filter: [],
    candidate: directorySide(`${source.dir}/change`, 'change'),
    baseline: directorySide(`${source.dir}/base`, 'base'),
    baselineConfig: null,
    noBaseline: null,
    stored: null,
    seed: 7,
  };
  return withJobDeps(id, (deps) => runJob(request, deps));
}

const cores = allowedCores();
/** Where others have the cores of the targets, the targets are slower than the generator. */
const canBeFast =
  facts.capsHeld.includes('cpus') &&
  cores.length > 1 &&
  (await Promise.all(cores.map(isQuiet))).every((quiet) => quiet);

describe.runIf(canBeFast)('targets that are faster than the load generator', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    const end = hogCore(cores.at(-1) ?? 0, 4);
    outcome = await compare().finally(end);
  });
  const recordOf = (target: string) => outcome.record.cells.find((cell) => cell.target === target);
  const verdictOf = (target: string) => outcome.comparison.cells.find((cell) => cell.target === target);

  it('are measured at half of what the generator saw, all rounds but probes', () => {
    const cell = recordOf('same');
    expect(cell?.reduced?.seen).toBeGreaterThan(1000);
    expect(cell?.reduced?.rate).toBeLessThanOrEqual((cell?.reduced?.seen ?? 0) / 2);
    for (const { candidate, baseline } of cell?.generations ?? []) {
      for (const side of [candidate, baseline]) {
        const loaded = [...(side?.duet ?? []), ...(side?.solo ?? [])];
        expect(loaded.map(({ arrivals }) => arrivals?.rate)).toEqual(loaded.map(() => cell?.reduced?.rate));
        expect(loaded.every(({ cpuUserUs }) => (cpuUserUs ?? 0) > 0)).toBe(true);
        expect(side?.probe.every(({ arrivals }) => arrivals === undefined)).toBe(true);
      }
    }
  });

  it('are not invalid for being fast, and the same code is no regression', () => {
    const cell = verdictOf('same');
    // On a machine that has other work to do, it may be starved by that, and by nothing else.
    expect([undefined, 'starved', 'throttled']).toContain(cell?.invalid?.code);
    expect(cell?.verdict).not.toBe('regression');
    expect(cell?.metrics.map(({ metric }) => metric)).not.toContain('throughput');
  });

  it('show that one of them needs more CPU time', () => {
    expect(verdictOf('slower')).toMatchObject({ verdict: 'regression' });
  });
});
