/**
 * Whether memory is compared at the same work: small services on Node.js, Go, CPython and a JVM, each against a copy of
 * itself that is three times as fast (`faster`), that holds 20 % more memory (`memory`), and that is the same (`same`).
 * Prints a Markdown table: how often each verdict came, and peak memory's change.
 *
 *   node scripts/run-ts.mjs bench/memory.ts [--runs 1] [--services node,go,python,jvm] [--changes faster,memory,same]
 *     [--budget 60s] [--generations 12] [--screen 4] [--confirm 5]
 *
 * Needs a Docker engine with node:24-slim, python:3.13-slim and debian:bookworm-slim, go for `go`, and a JDK 17 or newer
 * with jlink for `jvm`. A service that can't be built is left out, and the table says so.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { markdownTable } from 'markdown-table';
import type { JobDeps } from '../src/job/types.js';
import { bundleLoad, changeText, compareFolders, percent, whyOf } from './compare-folders.js';

const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    services: { type: 'string', default: 'node,go,python,jvm' },
    changes: { type: 'string', default: 'faster,memory,same' },
    budget: { type: 'string', default: '60s' },
    generations: { type: 'string', default: '12' },
    screen: { type: 'string', default: '4' },
    confirm: { type: 'string', default: '5' },
  },
});

/** What a version does: turns of a loop that makes garbage, and memory that it holds, MiB. */
interface Version {
  readonly turns: number;
  readonly holdMiB: number;
}

interface Service {
  /** As it is before the change. */
  readonly before: Version;
  /**
   * What the `memory` change holds more, MiB: 20 % of all that the service takes. A JVM takes about twice as much for it,
   * since its heap keeps a share free.
   */
  readonly moreMiB: number;
  /** Makes the build context of a version. */
  readonly write: (dir: string, version: Version) => Promise<void>;
}

const exec = promisify(execFile);
const file = (dir: string, name: string, text: string): Promise<void> => writeFile(join(dir, name), text);

/** Every answer makes garbage: a list of a size that has to do with the answer alone, not with the turns. */
const node = (dir: string, { turns, holdMiB }: Version) =>
  Promise.all([
    file(dir, 'Dockerfile', 'FROM node:24-slim\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n'),
    file(
      dir,
      'server.js',
      `const hold = Buffer.alloc(${holdMiB} * 1048576, 1);
require('http').createServer((request, response) => {
  let x = 0;
  for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) | 0;
  const list = Array.from({ length: 200 }, (_, at) => ({ at, name: 'item ' + at }));
  response.end(JSON.stringify({ size: list.length, held: hold.length }));
}).listen(8080, '0.0.0.0');
`,
    ),
  ]);

const python = (dir: string, { turns, holdMiB }: Version) =>
  Promise.all([
    file(
      dir,
      'Dockerfile',
      'FROM python:3.13-slim\nCOPY server.py /app/\nCMD ["python", "/app/server.py"]\n',
    ),
    file(
      dir,
      'server.py',
      `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

hold = bytearray(b"x" * (${holdMiB} << 20))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        x = 0
        for i in range(${turns}):
            x = (x * 31 + i) & 0xFFFFFFFF
        items = [{"at": at, "name": f"item {at}"} for at in range(200)]
        body = str(len(items)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512


Server(("0.0.0.0", 8080), Handler).serve_forever()
`,
    ),
  ]);

async function go(dir: string, { turns, holdMiB }: Version): Promise<void> {
  await file(dir, 'go.mod', 'module server\n\ngo 1.21\n');
  await file(
    dir,
    'server.go',
    `package main

import (
	"fmt"
	"net/http"
)

type item struct {
	at   int
	name string
}

func main() {
	hold := make([]byte, ${holdMiB}<<20)
	for i := range hold {
		hold[i] = 1
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		var x uint32
		for i := uint32(0); i < ${turns}; i++ {
			x = x*31 + i
		}
		items := make([]*item, 0, 200)
		for at := 0; at < 200; at++ {
			items = append(items, &item{at, fmt.Sprintf("item %d", at)})
		}
		if x == 1 {
			fmt.Fprint(w, hold[0])
		}
		fmt.Fprint(w, len(items))
	})
	panic(http.ListenAndServe("0.0.0.0:8080", nil))
}
`,
  );
  await exec('go', ['build', '-o', 'server', '.'], { cwd: dir, env: { ...process.env, CGO_ENABLED: '0' } });
  await file(dir, '.dockerignore', '*\n!server\n');
  await file(dir, 'Dockerfile', 'FROM scratch\nCOPY server /server\nENTRYPOINT ["/server"]\n');
}

async function jvm(dir: string, { turns, holdMiB }: Version): Promise<void> {
  await file(
    dir,
    'Server.java',
    `import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.concurrent.Executors;

public class Server {
  static byte[] hold = new byte[${holdMiB} << 20];

  record Item(int at, String name) {}

  public static void main(String[] args) throws Exception {
    java.util.Arrays.fill(hold, (byte) 1);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var server = HttpServer.create(new InetSocketAddress("0.0.0.0", 8080), 512);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", exchange -> {
      int x = 0;
      for (int i = 0; i < ${turns}; i++) x = (x ^ i) * 31 + (x >>> 7);
      var items = new ArrayList<Item>();
      for (int at = 0; at < 200; at++) items.add(new Item(at, "item " + at));
      byte[] body = (items.size() + (x == 1 ? " " : "")).getBytes();
      exchange.sendResponseHeaders(200, body.length);
      try (var out = exchange.getResponseBody()) { out.write(body); }
    });
    server.start();
  }
}
`,
  );
  await exec('javac', ['--release', '17', '-d', '.', 'Server.java'], { cwd: dir });
  const modules = ['--add-modules', 'java.base,jdk.httpserver'];
  await exec('jlink', [...modules, '--strip-debug', '--no-header-files', '--output', 'jre'], { cwd: dir });
  await chmod(join(dir, 'jre/bin/java'), 0o755);
  await file(
    dir,
    'Dockerfile',
    'FROM debian:bookworm-slim\nCOPY jre /jre\nCOPY *.class /app/\nENTRYPOINT ["/jre/bin/java", "-cp", "/app", "Server"]\n',
  );
}

const SERVICES: Readonly<Record<string, Service>> = {
  node: {
    before: { turns: 300_000, holdMiB: 30 },
    moreMiB: 11,
    write: (...all) => node(...all).then(() => {}),
  },
  go: { before: { turns: 900_000, holdMiB: 40 }, moreMiB: 10, write: go },
  python: {
    before: { turns: 9_000, holdMiB: 40 },
    moreMiB: 11,
    write: (...all) => python(...all).then(() => {}),
  },
  jvm: { before: { turns: 900_000, holdMiB: 60 }, moreMiB: 11, write: jvm },
};

/** What a change must come to, by its name. */
const CHANGES: Readonly<
  Record<string, { readonly of: (service: Service) => Version; readonly wanted: string }>
> = {
  faster: {
    of: ({ before }) => ({ ...before, turns: Math.round(before.turns / 3) }),
    wanted: 'improvement',
  },
  memory: {
    of: ({ before, moreMiB }) => ({ ...before, holdMiB: before.holdMiB + moreMiB }),
    wanted: 'regression',
  },
  // A second line of the same code: the images must differ to be measured.
  same: { of: ({ before }) => ({ ...before, turns: before.turns + 1 }), wanted: 'no-change' },
};

const CONFIG = `caps: { cpus: 1, memory: 512m }
budget: ${asked.budget}
measure:
  { duet: 500ms, solo: 400ms, warm-up: 800ms, trim: 100ms, screen-generations: ${asked.screen},
    confirm-generations: ${asked.confirm}, max-generations: ${asked.generations} }
targets: { service: { build: ., port: 8080 } }
scenarios: { page: { request: GET /, expect: { status: 200 } } }
`;

interface Found {
  readonly verdict: string;
  readonly memory: string;
  /** The same of the whole rounds, whatever either side answered in them: as it was compared before. */
  readonly whole: string;
  readonly generations: number;
  /** Why, where it is not what was wanted. */
  readonly why: string;
}

async function compare(baseline: string, candidate: string, bundles: JobDeps['bundles']): Promise<Found> {
  const outcome = await compareFolders(CONFIG, { baseline, candidate }, bundles);
  const { record, comparison } = outcome;
  const [cell] = comparison.cells;
  const generations = record.cells[0]?.generations ?? [];
  const whole = generations.flatMap(({ candidate, baseline }) =>
    candidate.cellMemoryBytes == null || baseline?.cellMemoryBytes == null
      ? []
      : [Math.log(candidate.cellMemoryBytes / baseline.cellMemoryBytes)],
  );
  const mean = whole.reduce((sum, value) => sum + value, 0) / whole.length;
  return {
    verdict: cell?.verdict ?? 'none',
    memory: changeText(cell?.metrics.find((one) => one.metric === 'memory')),
    whole: percent(Math.exp(mean)),
    generations: generations.length,
    why: whyOf(outcome),
  };
}

const root = await mkdtemp(join(tmpdir(), 'loadgate-memory-'));
const { bundles, remove } = await bundleLoad();
try {
  const rows: string[][] = [];
  for (const name of asked.services.split(',')) {
    const service = SERVICES[name];
    if (service === undefined) throw new Error(`there is no service ${name}`);
    const make = async (kind: string, version: Version): Promise<string> => {
      const dir = join(root, name, kind);
      await mkdir(dir, { recursive: true });
      await service.write(dir, version);
      return dir;
    };
    try {
      const before = await make('before', service.before);
      for (const kind of asked.changes.split(',')) {
        const change = CHANGES[kind];
        if (change === undefined) throw new Error(`there is no change ${kind}`);
        const after = await make(kind, change.of(service));
        const found: Found[] = [];
        for (let run = 0; run < Number(asked.runs); run++) found.push(await compare(before, after, bundles));
        const right = found.filter(({ verdict }) => verdict === change.wanted).length;
        process.stderr.write(`${name} ${kind}: ${JSON.stringify(found)}\n`);
        rows.push([
          name,
          kind,
          `${right} of ${found.length} ${change.wanted}`,
          found.map(({ memory }) => memory).join('; '),
          found.map(({ whole }) => whole).join('; '),
          found.map(({ generations }) => generations).join(', '),
        ]);
      }
    } catch (error) {
      rows.push([
        name,
        '',
        `left out: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
        '',
        '',
      ]);
    }
  }
  console.log(
    markdownTable([
      ['service', 'change', 'right', 'peak memory, %', 'of whole rounds, %', 'generations'],
      ...rows,
    ]),
  );
} finally {
  remove();
  await rm(root, { recursive: true });
}
