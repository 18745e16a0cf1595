import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTemporary, runOnPullRequest, verdictsOf } from '../support/action-run.js';
import { dockerAvailable } from '../support/docker.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { leftoversOf, NOTHING_LEFT } from '../support/leftovers.js';
import { createOrigin, type OriginRepository, replaced } from '../support/pull-requests.js';

const CONFIG = `budget: 90s
profile: never
caps: { cpus: 1, memory: 128m }
# What is counted decides; under wide gates no time is spent on confirming what an added call costs.
gate: { slower: 80%, latency: 400%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 300ms, duet: 400ms, solo: 300ms, probe: 200ms, trim: 60ms }
targets:
  caller: { build: caller, port: 8080 }
  plain: { build: plain, port: 8080 }
scenarios:
  call: { request: GET /call, upstream: { delay: 20ms, calls: 1 }, connections: 8, targets: [caller], expect: { body: ok } }
  page: { request: GET /page, connections: 8, targets: [plain], expect: { status: 200 } }
`;

/** Calls the upstream once a request, over kept connections. */
const CALLER = `import { createServer } from 'node:http';
createServer(async (request, response) => {
  const answer = await fetch(process.env.UPSTREAM_URL);
  response.end(await answer.text());
}).listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;
const PLAIN = `import { createServer } from 'node:http';
const lines = Array.from({ length: 400 }, (_, i) => 'line ' + ((i * 7919) % 1000));
createServer((request, response) => response.end([...lines].sort().join('\\n')))
  .listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;
const DOCKERFILE =
  'FROM node:24-slim\nWORKDIR /app\nCOPY server.mjs .\nUSER 65534\nCMD ["node", "server.mjs"]\n';

let origin: OriginRepository;
let forge: ForgeServer;

beforeEach(async () => {
  origin = createOrigin({
    'loadgate.yml': CONFIG,
    'caller/server.mjs': CALLER,
    'caller/Dockerfile': DOCKERFILE,
    'plain/server.mjs': PLAIN,
    'plain/Dockerfile': DOCKERFILE,
  });
  forge = await startForgeServer();
});
afterEach(async () => {
  origin.remove();
  await forge.close();
});
afterAll(removeTemporary);

const run = async (change: Parameters<OriginRepository['open']>[1]) => {
  const result = await runOnPullRequest(origin.open(30, change), {
    origin,
    forge,
    inputs: { runtime: 'docker' },
  });
  const record = result.outputs['record']?.split('/').at(-2) ?? '';
  expect(leftoversOf({ ...result, keep: [record] })).toEqual(NOTHING_LEFT);
  const [comment] = await forge.comments();
  return { ...result, comment: comment?.body ?? '' };
};

describe.skipIf(!dockerAvailable)('a pull request on real containers', () => {
  it('that makes one upstream call two is found by the exact count', async () => {
    const twice = replaced(
      '  response.end',
      '  await (await fetch(process.env.UPSTREAM_URL)).text();\n  response.end',
    );
    const result = await run({ 'caller/server.mjs': twice });
    expect(result.exitCode, result.stdout).toBe(1);
    expect(verdictsOf(result)).toEqual({ 'caller/call': 'regression', 'plain/page': 'unchanged' });
    const [call] = result.measured?.cells ?? [];
    for (const { candidate, baseline } of call?.generations ?? []) {
      expect(candidate.counts?.upstreamCalls).toBe(2);
      expect(baseline?.counts?.upstreamCalls).toBe(1);
    }
    expect(result.comment).toMatch(/2 upstream calls/);
    expect(result.measured?.runtime).toMatchObject({ kind: 'docker' });
    expect(result.measured?.runtime.capsHeld).toEqual(
      expect.arrayContaining(['cpus', 'memory', 'pids', 'open files', 'network']),
    );
  });

  it('whose one image does not build shows the line and the log, and the other target is still measured', async () => {
    const broken = replaced('COPY server.mjs .\n', 'COPY server.mjs .\nRUN echo looking for it; false\n');
    const result = await run({
      'caller/Dockerfile': broken,
      'plain/server.mjs': (before) => `${before}\n// touched\n`,
    });
    expect(result.exitCode, result.stdout).toBe(2);
    expect(verdictsOf(result)['caller/call']).toBe('invalid');
    expect(result.measured?.cells.find(({ target }) => target === 'plain')).toMatchObject({
      state: 'measured',
    });
    const error = result.annotations.find(
      ({ level, file }) => level === 'error' && file === 'caller/Dockerfile',
    );
    expect(error).toMatchObject({ line: 4 });
    expect(result.comment).toContain('looking for it');
  });

  it('whose service uses up its memory under load is told so', async () => {
    const leaking = replaced('const lines', 'const kept = [];\nconst lines');
    const result = await run({
      'plain/server.mjs': (before) =>
        leaking(before).replace(
          '=> response.end(',
          '=> response.end(kept.push(Buffer.alloc(2 ** 20, 1)) && ',
        ),
    });
    expect(result.exitCode, result.stdout).toBe(2);
    const cell = result.measured?.cells.find(({ target }) => target === 'plain');
    expect(cell?.invalid).toMatchObject({ code: 'oom-killed', side: 'candidate' });
  });
});
