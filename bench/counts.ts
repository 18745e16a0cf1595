/**
 * What a run says where a change makes a service ask more of its database or cache: a shop in Express with PostgreSQL and
 * Redis (test/support/orders-app.ts), and changes of it, each as one commit. `dist/cli.js` compares it with the commit
 * before, as `loadgate run --base HEAD~1` in a terminal. Prints a Markdown table, and each report to stderr.
 *
 *   npm run bundle && node scripts/run-ts.mjs bench/counts.ts [--only "N+1"] [--same 5] [--without] [--budget 10m]
 *
 * `--without`: PostgreSQL counts no statements, as its image starts it. A join and an N+1 scan as often, so that N+1 shows by
 * its throughput alone. `--same`: how often the same code is compared.
 *
 * Needs a Docker engine with node:24-slim and debian:bookworm-slim, and for the same code a quiet machine.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { parseRecord } from '../src/record/parse.js';
import { exec } from '../src/system/exec.js';
import { ORDERS_CHANGES, ordersFiles } from '../test/support/orders-app.js';
import { createOrigin } from '../test/support/pull-requests.js';

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    same: { type: 'string', default: '5' },
    without: { type: 'boolean', default: false },
    budget: { type: 'string', default: '10m' },
  },
});
const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** The first two paragraphs of a report are what a maintainer reads: the verdict, and by how much. */
const PARAGRAPHS = 2;

async function measure(name: string, dir: string): Promise<string[]> {
  const began = performance.now();
  const argv = [process.execPath, CLI, 'run', '--base', 'HEAD~1', '--runtime', 'docker'];
  const env = process.env as Record<string, string>;
  const result = await exec([...argv, '--budget', asked.budget], { cwd: dir, env, timeoutMs: 3_600_000 });
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write(`\n== ${name}\n${result.stdout}`);
  if (result.exitCode > 1) process.stderr.write(result.stderr);
  const path = join(dir, '.loadgate/record.json');
  const record = parseRecord(await readFile(path, 'utf8'), path);
  const said = result.stdout.split('\n\n').slice(0, PARAGRAPHS);
  return [
    name,
    ...said.map((paragraph) => paragraph.replaceAll('\n', ' ')),
    String(result.exitCode),
    record.cells.map(({ scenario, generations }) => `${scenario} ${generations.length}`).join(', '),
    seconds.toFixed(0),
  ];
}

const origin = createOrigin(ordersFiles(!asked.without));
try {
  const rows: string[][] = [];
  for (const [at, [name, change]] of Object.entries(ORDERS_CHANGES).entries()) {
    if (asked.only !== undefined && asked.only !== name) continue;
    origin.open(at, change, name);
    const times = name === 'the same code' ? Number(asked.same) : 1;
    for (let time = 0; time < times; time += 1) {
      rows.push(await measure(name, origin.checkout(`refs/pull/${at}/head`, { depth: 2 })));
    }
  }
  console.log(markdownTable([['change', 'verdict', 'first sentences', 'exit', 'generations', 's'], ...rows]));
} finally {
  origin.remove();
}
