/**
 * What a million rows cost the load generator: a CSV file of about 40 MB beside the same request without data, on a fast Node.js
 * server. Target on the first core, generator on the last. Prints a Markdown table (medians), and whether two generators with the same
 * seed send the same rows, by what two servers note.
 *
 *   node scripts/run-ts.mjs bench/data.ts [--repeats 5] [--seconds 2] [--rows 1000000]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { startGenerator } from '../src/load/generator.js';
import type { LoadJob, LoadResult, LoadTurns } from '../src/load/job.js';
import { allowedCores } from '../src/runtime/cores.js';
import { median } from '../src/stats/summary.js';
import { bundleChild } from '../test/support/bundle.js';
import { loadJob } from '../test/support/load.js';

const { values: asked } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    rows: { type: 'string', default: '1000000' },
  },
});
const [repeats, seconds, rowCount] = [asked.repeats, asked.seconds, asked.rows].map(Number) as [
  number,
  number,
  number,
];

/** Answers at once, and notes which rows it was asked for; hands them over on `read`, and forgets them. */
const SERVER = `import { createServer } from 'node:http';
let asked = [];
const server = createServer((request, response) => {
  const [, id] = /id=(\\d+)/.exec(request.url) ?? [];
  if (id !== undefined) asked.push(Number(id));
  response.end('Hello, World!');
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => { process.send({ asked }); asked = []; });
process.on('disconnect', () => process.exit(0));
`;

interface Server {
  readonly url: string;
  /** Numbers of the rows that it was asked for since the last time. */
  read(): Promise<readonly number[]>;
  close(): void;
}

async function startServer(path: string, core: number): Promise<Server> {
  const child: ChildProcess = fork(path, {
    execPath: 'taskset',
    execArgv: ['-c', String(core), process.execPath],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}/`,
    read: async () => {
      child.send('read');
      const [{ asked: rows }] = (await once(child, 'message')) as [{ asked: number[] }];
      return rows;
    },
    close: () => child.kill('SIGKILL'),
  };
}

/** Rows of some 40 bytes. */
function csv(): string {
  const lines = ['id,name,mail'];
  for (let id = 0; id < rowCount; id += 1) lines.push(`${id},user-${id},user${id}@example.com`);
  return `${lines.join('\n')}\n`;
}

const EXPECT = { expectStatus: null, expectBody: null, expectText: null } as const;
const step = (path: string) => ({ request: { method: 'GET', path, headers: {}, body: null }, ...EXPECT });
const turns = (root: string, order?: 'shuffle', index = 0): LoadTurns => ({
  ...{ seed: 7, index, row: index },
  data: { users: { root, path: 'users.csv', ...(order === undefined ? {} : { order }) } },
});

const WAYS: Readonly<Record<string, (root: string) => Partial<LoadJob>>> = {
  fixed: () => ({}),
  'rows in sequence': (root) => ({
    ...{ steps: [step('/?id={{users.id}}&mail={{users.mail}}')], turns: turns(root) },
  }),
  'rows shuffled': (root) => ({
    ...{ steps: [step('/?id={{users.id}}&mail={{users.mail}}')], turns: turns(root, 'shuffle') },
  }),
  'made values': () => ({
    ...{ steps: [step('/?n={{random.int(1,1000)}}&key={{random.uuid}}&at={{index}}')], turns: turns('/') },
  }),
};

const MADE_VALUES = 'made values';
const cores = allowedCores();
const [first = 0, last = first] = [cores[0], cores.at(-1)];
const root = await mkdtemp(join(tmpdir(), 'loadgate-data-'));
const { path: childPath, remove } = await bundleChild('src/load/child.ts');
const text = csv();
await writeFile(join(root, 'users.csv'), text);
await writeFile(join(root, 'server.mjs'), SERVER);
const servers = await Promise.all([first, first].map((core) => startServer(join(root, 'server.mjs'), core)));
const [server, other] = servers as [Server, Server];

const job = (url: string, changes: Partial<LoadJob>): LoadJob =>
  loadJob(url, {
    ...{ connections: 32, expectBody: null, trimMs: 100, durationMs: seconds * 1000 + 200 },
    startAtNs: (process.hrtime.bigint() + 100_000_000n).toString(),
    ...changes,
    ...(changes.turns?.data['users']?.root === '/' ? { turns: { ...changes.turns, data: {} } } : {}),
  });

try {
  console.log(`${rowCount} rows, ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB`);
  const runs = new Map<string, LoadResult[]>(Object.keys(WAYS).map((way) => [way, []]));
  const reading: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const [way, changes] of Object.entries(WAYS)) {
      // A generator of its own for each: what one way keeps is not another's.
      const generator = await startGenerator({ childPath, cores: [last] });
      const made = job(server.url, changes(root));
      const began = performance.now();
      if (made.turns !== undefined && way !== MADE_VALUES) {
        await generator.readAhead([made.turns.data]);
        reading.push(performance.now() - began);
      }
      runs.get(way)?.push(await generator.run(job(server.url, changes(root))));
      await server.read();
      await generator.close();
    }
  }
  const fixed = median((runs.get('fixed') ?? []).map(({ rps }) => rps));
  const rows = [...runs].map(([way, results]) => {
    const rps = median(results.map((one) => one.rps));
    return [
      way,
      Math.round(rps).toString(),
      `${((rps / fixed - 1) * 100).toFixed(1)} %`,
      `${Math.round(median(results.map((one) => one.generatorMemoryBytes)) / 1e6)} MB`,
      median(results.map((one) => one.generatorCpu)).toFixed(2),
      String(results.reduce((sum, one) => sum + Object.values(one.failures).reduce((a, b) => a + b, 0), 0)),
    ];
  });
  console.log(
    markdownTable([['requests', 'requests/s', 'against fixed', 'memory', 'CPU', 'failed'], ...rows]),
  );
  console.log(`reading the file: ${Math.round(median(reading))} ms`);

  const generators = await Promise.all(
    [last, last].map((core) => startGenerator({ childPath, cores: [core] })),
  );
  const shuffled = WAYS['rows shuffled']?.(root) ?? {};
  await Promise.all(generators.map((one) => one.readAhead([turns(root, 'shuffle').data])));
  for (const connections of [1, 32]) {
    await Promise.all(
      generators.map((one, at) =>
        one.run(job(at === 0 ? server.url : other.url, { ...shuffled, connections })),
      ),
    );
    const [ours, theirs] = await Promise.all([server.read(), other.read()]);
    const common = Math.min(ours.length, theirs.length);
    // Over many connections, requests overtake each other on their way; which rows they are does not change.
    const rowsOf = (all: readonly number[]): readonly number[] =>
      connections === 1 ? all.slice(0, common) : all.slice(0, common - connections).toSorted((a, b) => a - b);
    const [one, two] = [rowsOf(ours), rowsOf(theirs)];
    const seen = new Set(theirs);
    const shared = one.filter((row) => seen.has(row)).length;
    const same = JSON.stringify(one) === JSON.stringify(two);
    console.log(
      `${connections} connections: the servers noted ${ours.length} and ${theirs.length} rows; ` +
        `${connections === 1 ? `the first ${common} are the same in the same order: ${same}` : `of the first ${one.length} of one, the other has ${shared}`}`,
    );
  }
  for (const generator of generators) await generator.close();
} finally {
  for (const one of servers) one.close();
  remove();
  await rm(root, { recursive: true });
}
