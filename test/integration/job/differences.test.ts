import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runJob } from '../../../src/job/job.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { COARSE, withJobDeps } from '../../support/job.js';
import { checkout } from '../runtime/support.js';

const config = (work: number): string => `
budget: 60s
${COARSE}targets:
  shop: { build: ., command: node server.mjs, port: 8080, env: { WORK: "${work}" } }
scenarios:
  list: { request: GET /, connections: 8, expect: { body: ok } }
`;
const SERVER = `import { createServer } from 'node:http';
const work = Number(process.env.WORK);
createServer((request, response) => {
  for (const end = performance.now() + work; performance.now() < end; );
  response.end('ok');
}).listen(process.env.PORT, process.env.HOST);
`;

const { dir, remove } = checkout({
  'base/server.mjs': SERVER,
  'base/Dockerfile': 'FROM node:22-slim\nCOPY . .\n',
  'change/server.mjs': SERVER,
  'change/Dockerfile': 'FROM node:24-slim\nCOPY . .\n',
});
afterAll(remove);

describe('a service that is slower without a changed source', () => {
  it('says first what differs instead', async () => {
    const id = `differences${process.pid}`;
    const outcome = await withJobDeps(id, (deps) =>
      runJob(
        {
          ...{ id, filter: [], noBaseline: null, stored: null, seed: 7 },
          config: parseConfig(config(5), 'loadgate.yml'),
          baselineConfig: parseConfig(config(2), 'loadgate.yml'),
          candidate: directorySide(join(dir, 'change'), 'change'),
          baseline: directorySide(join(dir, 'base'), 'base'),
        },
        deps,
      ),
    );
    expect(outcome.comparison.cells).toMatchObject([{ verdict: 'regression' }]);
    const record = parseRecord(serialiseRecord(outcome.record), 'test');
    expect(record.differences).toEqual([
      {
        ...{ target: 'shop', sources: 0, lists: ['Dockerfile'], variables: ['WORK'], settings: [] },
        // A process starts on what the machine has.
        base: null,
      },
    ]);
    const text = renderTerminal(record, outcome.comparison, outcome.gate, { colour: false, columns: 100 });
    const flat = text.replaceAll(/\s+/g, ' ');
    expect(flat.indexOf('The sources of shop are the same on both sides')).toBeGreaterThan(-1);
    expect(flat.indexOf('The sources of shop')).toBeLessThan(flat.indexOf('fewer requests per second'));
  }, 120_000);
});
