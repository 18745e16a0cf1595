import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runJob } from '../../../src/job/job.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { renderComment } from '../../../src/report/comment.js';
import { TERMINAL_CONTEXT } from '../../../src/report/terminal.js';
import { chooseRuntime } from '../../../src/runtime/choose.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { docker, dockerAvailable, tryDocker, uniqueName } from '../../support/docker.js';
import { COARSE, quiet, withJobDeps } from '../../support/job.js';
import { checkout } from '../runtime/support.js';

const CONFIG = `
budget: 90s
caps: { cpus: 0.5, memory: 128m }
${COARSE}targets:
  shop: { build: ., port: 8080 }
scenarios:
  list: { request: GET /, connections: 8, expect: { body: ok } }
`;
/** The work is done by a package of the base image. */
const SERVER = `const { createServer } = require('node:http');
const work = require('pace');
createServer((request, response) => response.end(work())).listen(process.env.PORT, '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;
const pace = (ms: number) =>
  `module.exports = () => { for (const end = performance.now() + ${ms}; performance.now() < end; ); return 'ok'; };\n`;
const packaged = (version: string) => JSON.stringify({ name: 'pace', version, main: 'index.js' });
const name = uniqueName('base');
const service = (tag: string) =>
  `FROM ${name}:${tag}\nWORKDIR /app\nCOPY server.cjs .\nUSER 65534\nCMD ["node", "server.cjs"]\n`;
const BASE = 'FROM node:24-slim\nCOPY . /node_modules/pace/\n';

const { dir, remove } = checkout({
  'old/package.json': packaged('1.0.0'),
  'old/index.js': pace(2),
  'old/Dockerfile': BASE,
  'new/package.json': packaged('2.0.0'),
  'new/index.js': pace(5),
  'new/Dockerfile': BASE,
  'base/server.cjs': SERVER,
  'base/Dockerfile': service('old'),
  'change/server.cjs': SERVER,
  'change/Dockerfile': service('new'),
});

describe.skipIf(!dockerAvailable)('a service whose base image moved, and nothing of its code', () => {
  beforeAll(async () => {
    for (const tag of ['old', 'new']) await docker(['build', '--tag', `${name}:${tag}`, join(dir, tag)]);
  }, 240_000);
  afterAll(async () => {
    await tryDocker(['image', 'rm', `${name}:old`, `${name}:new`]);
    remove();
  });

  it('is said to have one first, with the packages that differ', async () => {
    const id = `moved${process.pid}`;
    const config = parseConfig(CONFIG, 'loadgate.yml');
    const { record, comparison, gate } = await withJobDeps(id, (deps) =>
      runJob(
        {
          ...{ id, filter: [], noBaseline: null, stored: null, seed: 7 },
          ...{ config, baselineConfig: config },
          candidate: directorySide(join(dir, 'change'), 'change'),
          baseline: directorySide(join(dir, 'base'), 'base'),
        },
        {
          ...deps,
          chooseRuntime: (targets) =>
            chooseRuntime(
              'docker',
              { exec, clock: systemClock, runId: id, log: quiet, signal: deps.signal },
              targets,
            ),
        },
      ),
    );
    expect(record.problems).toEqual([]);
    expect(comparison.cells).toMatchObject([{ verdict: 'regression' }]);
    const read = parseRecord(serialiseRecord(record), 'test');
    expect(read.differences).toMatchObject([
      {
        ...{ target: 'shop', sources: 0, lists: ['Dockerfile'], variables: [], settings: [] },
        base: { baseline: `${name}:old`, candidate: `${name}:new` },
        packages: { total: 1, some: [{ name: 'npm pace', baseline: '1.0.0', candidate: '2.0.0' }] },
      },
    ]);
    const [{ layers } = {}] = read.differences ?? [];
    expect(layers?.candidate).toBe(layers?.baseline);
    expect(layers?.same).toBeGreaterThan(0);
    expect(layers?.same).toBeLessThan(layers?.candidate ?? 0);
    const body = renderComment(read, comparison, gate, { ...TERMINAL_CONTEXT, marker: '<!-- x -->' });
    const paragraphs = body.split('\n\n');
    const lead = paragraphs[1]?.replaceAll('\u00a0', ' ') ?? '';
    expect(lead).toMatch(
      /^The sources of \*\*shop\*\* are the same on both sides: its base image moved from/,
    );
    expect(lead).toContain('<code>npm pace</code> went from <code>1.0.0</code> to <code>2.0.0</code>');
    expect(lead.indexOf('base image moved')).toBeLessThan(lead.indexOf('fewer requests per second'));
  }, 200_000);
});
