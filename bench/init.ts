// Lets `loadgate init` loose on repositories of eight shapes, for real: what it wrote, and the minutes to the verdict.
//
//   node scripts/run-ts.mjs bench/init.ts [--out folder] [shape …]
//
// Needs a Docker engine, node:24-slim, python:3.13-slim, debian:bookworm-slim, and package registries. For postgres:16, redis:7
// and golang:1.22 it makes stand-ins from Debian's packages where they are not there and can't be pulled, and removes these.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SHAPES } from '../test/support/init-shapes.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'init-bench' } },
});
const shapes = positionals.length > 0 ? positionals : Object.keys(SHAPES);
const CLI = resolve('dist/cli.js');

/** Dockerfiles of images that can't be had without an image registry. */
const STAND_INS: Readonly<Record<string, string>> = {
  'redis:7': `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/*
EXPOSE 6379
CMD ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--dir", "/tmp"]
`,
  'postgres:16': `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-15 && rm -rf /var/lib/apt/lists/*
ENV PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=/var/lib/postgresql/data
RUN printf '%s\\n' '#!/bin/sh' 'set -e' 'if [ ! -s "$PGDATA/PG_VERSION" ]; then' \\
  'initdb --auth=trust --username="$POSTGRES_USER" >/dev/null' \\
  'echo "host all all all trust" >> "$PGDATA/pg_hba.conf"' \\
  'echo "create database $POSTGRES_DB;" | postgres --single -D "$PGDATA" postgres >/dev/null' 'fi' \\
  'exec postgres -D "$PGDATA" -c "listen_addresses=*"' > /start.sh && chmod +x /start.sh
RUN install --directory --owner=postgres --mode=0700 /var/lib/postgresql/data
USER postgres
VOLUME /var/lib/postgresql/data
EXPOSE 5432
CMD ["/start.sh"]
`,
  'golang:1.22': `FROM debian:bookworm-slim
COPY go /usr/local/go
ENV PATH=/usr/local/go/bin:$PATH GOTOOLCHAIN=local
`,
};

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

function attempt(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}

/** @returns whether it was made here */
function provide(image: string, dockerfile: string): boolean {
  if (attempt(() => docker('image', 'inspect', image)) || attempt(() => docker('pull', '--quiet', image)))
    return false;
  const context = mkdtempSync(join(tmpdir(), 'loadgate-stand-in-'));
  try {
    writeFileSync(join(context, 'Dockerfile'), dockerfile);
    if (dockerfile.includes('COPY go ')) {
      const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
      cpSync(root, join(context, 'go'), { recursive: true, dereference: true });
    }
    docker('build', '--quiet', '--tag', image, context);
    return true;
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

interface Ended {
  readonly shape: string;
  readonly seconds: number;
  readonly exitCode: number | null;
  /** Each cell with its verdict-giving figures. */
  readonly cells: readonly string[];
}

async function initialise(shape: string, out: string): Promise<Ended> {
  const dir = join(mkdtempSync(join(tmpdir(), 'loadgate-init-')), shape);
  for (const [path, text] of Object.entries(SHAPES[shape] ?? {})) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: dir });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=first');
  const startedMs = performance.now();
  const { exitCode, text } = await started(dir);
  const seconds = (performance.now() - startedMs) / 1000;
  writeFileSync(join(out, `${shape}.txt`), text);
  for (const path of ['loadgate.yml', 'Dockerfile', '.github/workflows/loadgate.yml']) {
    const isWritten = existsSync(join(dir, path)) && !(path in (SHAPES[shape] ?? {}));
    if (isWritten) cpSync(join(dir, path), join(out, shape, path), { recursive: true });
  }
  const cells = cellsIn(join(dir, '.loadgate/record.json'));
  rmSync(dirname(dir), { recursive: true, force: true });
  return { shape, seconds, exitCode, cells };
}

function started(dir: string): Promise<{ exitCode: number | null; text: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CLI, 'init'], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => {
        text += part;
        process.stdout.write(part);
      });
    }
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, text }));
  });
}

function cellsIn(record: string): readonly string[] {
  if (!existsSync(record)) return [];
  const { cells } = JSON.parse(readFileSync(record, 'utf8')) as {
    cells: { target: string; scenario: string; state: string; generations: unknown[] }[];
  };
  return cells.map(
    ({ target, scenario, state, generations }) =>
      `${target}/${scenario} ${state} (${generations.length} generations)`,
  );
}

const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const made = Object.entries(STAND_INS).flatMap(([image, dockerfile]) =>
  provide(image, dockerfile) ? [image] : [],
);
if (made.length > 0) console.log(`stand-ins: ${made.join(', ')}`);
const ended: Ended[] = [];
try {
  for (const shape of shapes) {
    console.log(`\n=== ${shape}`);
    ended.push(await initialise(shape, out));
  }
} finally {
  for (const image of made) attempt(() => docker('image', 'rm', image));
}
console.log('\n| shape | minutes to the verdict | exit | cells |\n|---|--:|--:|---|');
for (const { shape, seconds, exitCode, cells } of ended)
  console.log(`| ${shape} | ${(seconds / 60).toFixed(1)} | ${exitCode} | ${cells.join('<br>') || 'none'} |`);
console.log(`\nwhat was written: ${out}`);
