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
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import type { JobDeps } from '../src/job/types.js';
import { bundleLoad, changeText, compareFolders, keepBusy, whyOf, writeFolder } from './compare-folders.js';

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
  node: { write: node, slower: 540 },
  go: { write: go, slower: 980 },
};
const BEFORE = 1;

const CHANGES: Readonly<Record<string, string>> = { same: 'no-change', slower: 'regression' };

const CONFIG = `budget: ${asked.budget}
targets: { service: { build: ., port: 8080 } }
scenarios: { hello: { request: GET / } }
`;

interface Found {
  readonly verdict: string;
  readonly cpu: string;
  readonly rate: number | null;
  readonly seconds: number;
  readonly why: string;
}

async function compare(baseline: string, candidate: string, bundles: JobDeps['bundles']): Promise<Found> {
  const outcome = await compareFolders(CONFIG, { baseline, candidate }, bundles);
  const { record, comparison } = outcome;
  const [cell] = comparison.cells;
  return {
    verdict: cell?.verdict ?? 'none',
    cpu: changeText(cell?.metrics.find((one) => one.metric === 'cpu')),
    rate: record.cells[0]?.reduced?.rate ?? null,
    seconds: Math.round(record.durationMs / 1000),
    why: whyOf(outcome),
  };
}

const root = await mkdtemp(join(tmpdir(), 'loadgate-fast-'));
const { bundles, remove } = await bundleLoad();
try {
  const rows: string[][] = [];
  for (const name of asked.services.split(',')) {
    const service = SERVICES[name];
    if (service === undefined) throw new Error(`there is no service ${name}`);
    const before = await writeFolder(join(root, name, 'before'), service.write(BEFORE));
    for (const change of asked.changes.split(',')) {
      // The same code with another number: equal images would not be measured.
      const turns = change === 'slower' ? service.slower : BEFORE + 1;
      const after = await writeFolder(join(root, name, change), service.write(turns));
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
  remove();
  await rm(root, { recursive: true });
}
