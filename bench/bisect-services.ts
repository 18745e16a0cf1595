/**
 * Services of three languages whose work per request is a loop, and histories of them: what one search over each finds, and
 * what it takes. Node.js and CPython need the images node:24-slim and python:3.13-slim; Go needs `go` on this machine.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../src/config/parse.js';
import { parseDuration } from '../src/config/units.js';
import { createGit } from '../src/git/create.js';
import { runBisect } from '../src/job/bisect.js';
import { noMemory } from '../src/job/bisect-state.js';
import { newRunId, withSession } from '../src/job/session.js';
import type { JobDeps } from '../src/job/types.js';
import type { BisectOutcome } from '../src/model/bisect.js';
import { exec } from '../src/system/exec.js';
import { seededRandom } from '../src/system/random.js';
import { createSandbox, type Sandbox } from '../test/support/git-sandbox.js';
import { quiet } from '../test/support/job.js';
import { bundleLoad } from './compare-folders.js';

type Files = Readonly<Record<string, string>>;

interface BenchService {
  /** Turns of the loop that take about 2 ms of CPU time, so that a request's own cost hides little of a change. */
  readonly turns: number;
  /** Files that stay the same in all commits, such as a binary. @param dir of the repository */
  readonly fixed?: (dir: string) => Promise<void>;
  /** @param remark changes the image, and nothing that it does */
  readonly files: (turns: number, remark: string) => Files;
  readonly dockerfile: string;
}

const NODE = (turns: number, remark: string) => `import { createServer } from 'node:http';
// ${remark}
const work = () => { let x = 1; for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) | 0; return x; };
createServer((request, response) => { const x = work(); response.end(x === 0.5 ? '' : 'ok'); }).listen(8080, '0.0.0.0', 4096);
process.once('SIGTERM', () => process.exit(0));
`;

const PYTHON = (turns: number, remark: string) => `# ${remark}
import signal, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self):
        x = 1
        for i in range(${turns}):
            x = (x * 31 + i) & 0xFFFF
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass

class Server(ThreadingHTTPServer):
    request_queue_size = 1024

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
Server(("0.0.0.0", 8080), Handler).serve_forever()
`;

/** Reads its turns from a file, so that all commits share one binary. */
const GO = `package main

import (
	"net/http"
	"os"
	"strconv"
	"strings"
)

func main() {
	text, err := os.ReadFile("/turns.txt")
	if err != nil {
		panic(err)
	}
	turns, err := strconv.Atoi(strings.Fields(string(text))[0])
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		x := uint32(1)
		for i := 0; i < turns; i++ {
			x = x*31 + uint32(i)
		}
		if x == 1 {
			w.Header().Set("X-One", "1")
		}
		w.Write([]byte("ok"))
	})
	panic(http.ListenAndServe("0.0.0.0:8080", nil))
}
`;

async function buildGo(dir: string): Promise<void> {
  await writeFile(join(dir, 'main.go'), GO);
  const env = { ...process.env, CGO_ENABLED: '0', GO111MODULE: 'off', GOFLAGS: '', HOME: dir };
  const go = ['build', '-ldflags', '-s -w', '-o', 'server', 'main.go'];
  execFileSync('go', go, { cwd: dir, env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const folder of ['.cache', 'go']) await rm(join(dir, folder), { recursive: true, force: true });
}

export const SERVICES: Readonly<Record<string, BenchService>> = {
  node: {
    turns: 1_500_000,
    files: (turns, remark) => ({ 'server.mjs': NODE(turns, remark) }),
    dockerfile: 'FROM node:24-slim\nCOPY server.mjs /\nUSER 65534\nCMD ["node", "/server.mjs"]\n',
  },
  python: {
    turns: 30_000,
    files: (turns, remark) => ({ 'server.py': PYTHON(turns, remark) }),
    dockerfile: 'FROM python:3.13-slim\nCOPY server.py /\nUSER 65534\nCMD ["python", "/server.py"]\n',
  },
  go: {
    turns: 3_000_000,
    fixed: buildGo,
    files: (turns, remark) => ({ 'turns.txt': `${turns} ${remark}\n` }),
    dockerfile: 'FROM scratch\nCOPY server turns.txt /\nUSER 65534\nCMD ["/server"]\n',
  },
};

/** What a history has: by place, from 1, by how much more work a commit does, and which ones don't build. */
interface Planted {
  readonly slower: ReadonlyMap<number, number>;
  readonly broken: ReadonlySet<number>;
}

type Draw = (length: number, below: (bound: number) => number) => Planted;
const NOTHING_BROKEN: ReadonlySet<number> = new Set();
/** A request's own cost takes a part of the work's share: 5.5 % more work is 5 % less throughput or a little more. */
const [FIVE, FOUR] = [1.055, 1.044];

export const HISTORIES: Readonly<Record<string, Draw>> = {
  one: (length, below) => ({ slower: new Map([[1 + below(length), FIVE]]), broken: NOTHING_BROKEN }),
  two: (length, below) => {
    const half = Math.floor(length / 2);
    const places = [1 + below(half), half + 1 + below(length - half)] as const;
    return {
      slower: new Map([
        [places[0], FIVE],
        [places[1], FOUR],
      ]),
      broken: NOTHING_BROKEN,
    };
  },
  broken: (length, below) => {
    const culprit = 1 + below(length);
    // Neither the bad end, nor the culprit and its parent, which could have no name then.
    const places = Array.from({ length: length - 1 }, (_, at) => at + 1).filter(() => below(5) === 0);
    return {
      slower: new Map([[culprit, FIVE]]),
      broken: new Set(places.filter((place) => place !== culprit && place !== culprit - 1)),
    };
  },
  none: () => ({ slower: new Map(), broken: NOTHING_BROKEN }),
};

export interface Asked {
  readonly service: string;
  readonly history: string;
  /** Draws the places. */
  readonly seed: number;
  readonly commits: number;
  /** Such as `30m`. */
  readonly budget: string;
}

export interface Row {
  /** Places of the planted commits, and of those that were named. */
  readonly planted: readonly number[];
  readonly named: readonly number[];
  /** First and last place of each range without a name. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Duets of two commits, the comparison of both ends included, and generations after it. */
  readonly duets: number;
  readonly generations: number;
  readonly outcome: BisectOutcome;
  readonly wallMs: number;
}

const CONFIG = (budget: string) => `budget: ${budget}
targets: { shop: { build: shop, port: 8080 } }
scenarios: { list: { request: GET /, connections: 8, expect: { body: ok } } }
`;

/** One search over a new history. @throws what `runBisect` throws */
export async function searchOnce(asked: Asked): Promise<Row> {
  const sandbox = await createSandbox();
  const load = await bundleLoad();
  try {
    const history = await plant(asked, sandbox);
    const startedMs = performance.now();
    const outcome = await searched(asked, history, sandbox, load.bundles);
    const wallMs = performance.now() - startedMs;
    const placeOf = (sha: string): number => history.shas.indexOf(sha);
    const { found, whole } = outcome;
    return {
      planted: [...history.planted.slower.keys()],
      named: found.culprits.map(({ sha }) => placeOf(sha)).toSorted((a, b) => a - b),
      ranges: found.ranges.map(({ after, upTo }) => [placeOf(after) + 1, placeOf(upTo)]),
      duets: whole === null ? 1 : found.comparisons + 1,
      generations: found.generations,
      ...{ outcome, wallMs },
    };
  } finally {
    load.remove();
    await sandbox.close();
  }
}

interface Planting {
  readonly dir: string;
  readonly planted: Planted;
  /** By place: the good commit has 0. */
  readonly shas: readonly string[];
}

async function plant(
  { service, history, seed, commits, budget }: Asked,
  sandbox: Sandbox,
): Promise<Planting> {
  const made = SERVICES[service];
  const draw = HISTORIES[history];
  if (made === undefined || draw === undefined)
    throw new Error(`no service ${service}, or no history ${history}`);
  const planted = draw(commits, seededRandom(seed).below);
  const dir = await sandbox.init('shop');
  const filesOf = (turns: number, remark: string): Files =>
    Object.fromEntries(
      Object.entries(made.files(turns, remark)).map(([name, text]) => [`shop/${name}`, text]),
    );
  const shas: string[] = [];
  await sandbox.write(dir, { 'shop/Dockerfile': made.dockerfile, 'loadgate.yml': CONFIG(budget) });
  await made.fixed?.(join(dir, 'shop'));
  let turns = made.turns;
  shas.push(await sandbox.commit(dir, filesOf(turns, 'good'), 'good'));
  for (let place = 1; place <= commits; place++) {
    turns = Math.round(turns * (planted.slower.get(place) ?? 1));
    const dockerfile = planted.broken.has(place) ? 'FROM scratch\nCOPY no-such-file /\n' : made.dockerfile;
    const files = { ...filesOf(turns, `commit ${place}`), 'shop/Dockerfile': dockerfile };
    shas.push(await sandbox.commit(dir, files, `commit ${place}`));
  }
  return { dir, planted, shas };
}

async function searched(
  { seed, budget }: Asked,
  { dir, shas }: Planting,
  sandbox: Sandbox,
  bundles: JobDeps['bundles'],
): Promise<BisectOutcome> {
  const id = newRunId();
  const git = createGit({ exec, dir, env: sandbox.env, runId: id });
  const config = parseConfig(readFileSync(join(dir, 'loadgate.yml'), 'utf8'), 'loadgate.yml');
  const budgetMs = parseDuration(budget, { addIssue: () => {}, issues: [] });
  const [good = '', bad = ''] = [shas[0], shas.at(-1)];
  const request = {
    ...{ id, git, config, seed, budgetMs, asked: null, memory: noMemory },
    good: { sha: good, label: 'good' },
    bad: { sha: bad, label: 'bad' },
  };
  return withSession({ id, log: quiet, runtime: 'docker', version: 'bench' }, ({ deps }) =>
    runBisect(request, { ...deps, bundles }),
  );
}
