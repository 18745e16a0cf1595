/**
 * Targets that are faster than the load generator: a `node:http` hello, and a compiled one (Go in a `FROM scratch`
 * image), each against the same code, and against a copy that does 5 % more CPU work for a request, on a quiet machine and
 * beside one busy process on each core. Prints a Markdown table: how often each verdict came.
 *
 *   node scripts/run-ts.mjs bench/fast.ts [--runs 1] [--services node,go] [--changes same,slower] [--busy no,yes]
 *     [--budget 90s]
 *
 * Needs a Docker engine with node:24-slim and debian:bookworm-slim (which gets Go by apt-get).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { parseConfig } from '../src/config/parse.js';
import { directorySide } from '../src/job/directory-side.js';
import { runJob } from '../src/job/job.js';
import { newRunId, withSession } from '../src/job/session.js';
import { allowedCores } from '../src/runtime/cores.js';
import { bundleChild } from '../test/support/bundle.js';

const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    services: { type: 'string', default: 'node,go' },
    changes: { type: 'string', default: 'same,slower' },
    busy: { type: 'string', default: 'no,yes' },
    budget: { type: 'string', default: '90s' },
  },
});

/** Files of a service that turns a loop so often for each request. */
type Write = (turns: number) => Readonly<Record<string, string>>;

const node: Write = (turns) => ({
  Dockerfile: 'FROM node:24-slim\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n',
  'server.js': `require('node:http').createServer((request, response) => {
  let x = 1;
  for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) | 0;
  response.setHeader('Content-Type', 'text/plain');
  response.end(x === 0 ? 'Hello, World' : 'Hello, World!');
}).listen(8080, '0.0.0.0', 4096);
`,
});

const go: Write = (turns) => ({
  Dockerfile: `FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends golang-go
COPY server.go /src/
RUN cd /src && CGO_ENABLED=0 GO111MODULE=off go build -o /server server.go
FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
  'server.go': `package main

import "net/http"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		x := uint32(1)
		for i := uint32(0); i < ${turns}; i++ {
			x = x*31 + i
		}
		if x == 0 {
			w.Write([]byte("Hello, World"))
			return
		}
		w.Write([]byte("Hello, World!"))
	})
	panic(http.ListenAndServe("0.0.0.0:8080", nil))
}
`,
});

/** Turns of a loop that a request costs before the change: next to nothing; and after one that costs 5 % more CPU time. */
const SERVICES: Readonly<Record<string, { readonly write: Write; readonly slower: number }>> = {
  node: { write: node, slower: 1_500 },
  go: { write: go, slower: 1_500 },
};
const BEFORE = 1;

const CHANGES: Readonly<Record<string, string>> = { same: 'no-change', slower: 'regression' };

const CONFIG = `budget: ${asked.budget}
targets: { service: { build: ., port: 8080 } }
scenarios: { hello: { request: GET / } }
`;

const log = {
  info: () => {},
  warning: () => {},
  progress: () => {},
  group: <T>(_: string, body: () => Promise<T>) => body(),
};

interface Found {
  readonly verdict: string;
  readonly cpu: string;
  readonly rate: number | null;
  readonly seconds: number;
  readonly why: string;
}

async function compare(
  baseline: string,
  candidate: string,
  bundles: Readonly<Record<'load' | 'upstream' | 'reference', string>>,
): Promise<Found> {
  const config = parseConfig(CONFIG, 'bench/fast.yml');
  const id = newRunId();
  return withSession({ id, log: log as never, runtime: 'docker', version: 'bench' }, async ({ deps }) => {
    const { record, comparison } = await runJob(
      {
        id,
        config,
        filter: [],
        candidate: directorySide(candidate, 'candidate'),
        baseline: directorySide(baseline, 'baseline'),
        baselineConfig: config,
        noBaseline: null,
        stored: null,
        seed: Math.floor(Math.random() * 1e9),
      },
      { ...deps, bundles },
    );
    const [cell] = comparison.cells;
    const cpu = cell?.metrics.find((one) => one.metric === 'cpu');
    const percent = (ratio: number) => ((ratio - 1) * 100).toFixed(1);
    const range =
      cpu?.interval == null ? '' : ` (${percent(cpu.interval.low)} … ${percent(cpu.interval.high)})`;
    return {
      verdict: cell?.verdict ?? 'none',
      cpu: cpu === undefined ? '–' : `${percent(cpu.ratio)}${range}`,
      rate: record.cells[0]?.reduced?.rate ?? null,
      seconds: Math.round(record.durationMs / 1000),
      why: record.problems[0]?.message ?? JSON.stringify(cell?.reason ?? null),
    };
  });
}

/** One process on each core that never waits. */
function keepBusy(): readonly ChildProcess[] {
  return allowedCores().map((core) =>
    spawn('taskset', ['-c', String(core), process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
  );
}

async function write(dir: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

const root = await mkdtemp(join(tmpdir(), 'loadgate-fast-'));
const load = await bundleChild('src/load/child.ts');
try {
  const bundles = { load: load.path, upstream: load.path, reference: load.path };
  const rows: string[][] = [];
  for (const name of asked.services.split(',')) {
    const service = SERVICES[name];
    if (service === undefined) throw new Error(`there is no service ${name}`);
    const before = await write(join(root, name, 'before'), service.write(BEFORE));
    for (const change of asked.changes.split(',')) {
      // The same code with another number: equal images would not be measured.
      const turns = change === 'slower' ? service.slower : BEFORE + 1;
      const after = await write(join(root, name, change), service.write(turns));
      for (const busy of asked.busy.split(',')) {
        const neighbours = busy === 'yes' ? keepBusy() : [];
        const found: Found[] = [];
        try {
          for (let run = 0; run < Number(asked.runs); run++)
            found.push(await compare(before, after, bundles));
        } finally {
          for (const neighbour of neighbours) neighbour.kill('SIGKILL');
        }
        process.stderr.write(`${name} ${change} busy=${busy}: ${JSON.stringify(found)}\n`);
        const wanted = CHANGES[change] ?? 'none';
        const right = found.filter(({ verdict }) => verdict === wanted).length;
        rows.push([
          name,
          change,
          busy,
          `${right} of ${found.length} ${wanted}`,
          found.map(({ cpu }) => cpu).join('; '),
          found.map(({ rate }) => rate ?? 'not reduced').join(', '),
          found.map(({ seconds }) => seconds).join(', '),
        ]);
      }
    }
  }
  const head = ['service', 'change', 'busy', 'right', 'CPU time a request, %', 'rate, requests/s', 's'];
  console.log(markdownTable([head, ...rows]));
} finally {
  load.remove();
  await rm(root, { recursive: true });
}
