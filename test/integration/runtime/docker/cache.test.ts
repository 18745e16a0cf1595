import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Build, PLAIN_BUILD } from '../../../../src/model/config.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { dockerAvailable } from '../../../support/docker.js';
import { canStartEngine, type SecondEngine, startSecondEngine } from '../../../support/second-engine.js';
import { aTarget } from '../../../support/targets.js';
import { checkout, depsOf, neverAborted, newRunId } from '../support.js';

const BASE = 'debian:bookworm-slim';
/** What today's Dockerfiles have, and only BuildKit knows. */
const DOCKERFILE = `FROM ${BASE}
RUN --mount=type=cache,target=/var/tmp/kept head -c 16 /dev/urandom > /stamp && echo it-ran-now
COPY --chmod=0750 run.sh /run.sh
CMD ["/run.sh"]
`;
const runId = newRunId();
const name = `cached-${runId}`;
const source = checkout({ 'run.sh': '#!/bin/sh\ncat /stamp\n', Dockerfile: DOCKERFILE });
const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-cache-'));
const archive = join(folder, 'cache.tar');
const baseArchive = join(folder, 'base.tar');
const engines: SecondEngine[] = [];

afterAll(async () => {
  for (const engine of engines) await engine.close();
  source.remove();
  rmSync(folder, { recursive: true, force: true });
});

const docker = (host: string | null, ...argv: readonly string[]): string =>
  execFileSync('docker', argv, {
    env: host === null ? process.env : { ...process.env, DOCKER_HOST: host },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** An engine that has the base image, and nothing else. */
async function coldEngine(): Promise<SecondEngine> {
  const engine = await startSecondEngine();
  engines.push(engine);
  docker(engine.host, 'load', '--input', baseArchive);
  return engine;
}

async function buildOn({ host }: SecondEngine, cache: Build['cache']) {
  const lines: string[] = [];
  const runtime = createDockerRuntime(depsOf(runId, { env: { ...process.env, DOCKER_HOST: host } }));
  const build = { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile', network: 'none' as const, cache };
  const startedMs = performance.now();
  await runtime.build({
    target: aTarget({ name, build }),
    side: 'candidate',
    sourceDir: source.dir,
    signal: neverAborted(),
    onLine: (line) => lines.push(line),
  });
  const ms = performance.now() - startedMs;
  await runtime.close();
  const id = docker(host, 'image', 'inspect', '--format', '{{.Id}}', `loadgate/${name}:candidate`).trim();
  return {
    id,
    ms,
    ran: lines.some((line) => /^#\d+ \d+\.\d+ it-ran-now$/.test(line)),
    log: lines.join('\n'),
  };
}

describe.skipIf(!dockerAvailable || !canStartEngine)('a cache of layers between engines', () => {
  test('builds an unchanged image on a cold engine without running its steps again', {
    timeout: 230_000,
  }, async () => {
    docker(null, 'save', '--output', baseArchive, BASE);
    const inline = { from: [`loadgate/${name}:candidate`], to: ['type=inline'] };

    const first = await coldEngine();
    const made = await buildOn(first, inline);
    expect(made.ran, made.log).toBe(true);
    docker(first.host, 'save', '--output', archive, `loadgate/${name}:candidate`);
    await first.close();

    const second = await coldEngine();
    const without = await buildOn(second, { from: [], to: ['type=inline'] });
    expect(without.ran, without.log).toBe(true);
    expect(without.id).not.toBe(made.id);
    await second.close();

    const third = await coldEngine();
    docker(third.host, 'load', '--input', archive);
    const cached = await buildOn(third, inline);
    expect(cached.ran, cached.log).toBe(false);
    expect(cached.log).toContain('CACHED');
    expect(cached.id).toBe(made.id);
    console.log(
      `cold: ${Math.round(made.ms)} and ${Math.round(without.ms)} ms; with the cache: ${Math.round(cached.ms)} ms`,
    );
  });
});
