import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildKitFeature, findBuilder, isBuildKitInside } from '../../../../src/runtime/docker/builder.js';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import type { Exec } from '../../../../src/system/exec.js';

/** Clients by their path: whether each has buildx, and what it calls itself. */
type Clients = Readonly<Record<string, { readonly buildx: boolean; readonly version: string }>>;

const clientsThatAre =
  (clients: Clients): Exec =>
  async ([program = '', ...args]) => {
    const client = clients[program];
    if (args[0] === 'buildx') return { exitCode: client?.buildx ? 0 : 1, stdout: '', stderr: '' };
    return { exitCode: 0, stdout: `Docker version ${client?.version ?? '99.0.0'}, build 1\n`, stderr: '' };
  };

describe('findBuilder', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loadgate-test-builder-'));
    writeFileSync(join(folder, 'docker'), '#!/bin/sh\n');
    chmodSync(join(folder, 'docker'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const find = (clients: Clients, own: Record<string, string> = {}) =>
    findBuilder(createDockerCli(clientsThatAre(clients), {}), { PATH: folder, ...own }, 'default');

  test('buildx of the first client', async () => {
    expect(await find({ docker: { buildx: true, version: '28.0.0' } })).toMatchObject({
      program: 'docker',
      kind: 'buildx',
      env: { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: 'default' },
    });
  });

  test('what an older client has inside', async () => {
    expect(await find({ docker: { buildx: false, version: '20.10.24+dfsg1' } })).toMatchObject({
      program: 'docker',
      kind: 'inside',
    });
  });

  test('another client of this machine, where the first one has neither', async () => {
    const other = join(folder, 'docker');
    const clients = {
      docker: { buildx: false, version: '28.2.2' },
      [other]: { buildx: false, version: '20.10.24' },
    };
    expect(await find(clients)).toMatchObject({ program: other, kind: 'inside' });
  });

  test('the classic builder where no client has one, or where it is asked for', async () => {
    const none = { docker: { buildx: false, version: '28.2.2' } };
    const classic = { program: 'docker', kind: 'classic', env: { DOCKER_BUILDKIT: '0' } };
    expect(await find(none)).toEqual(classic);
    expect(await find({ docker: { buildx: true, version: '28.2.2' } }, { DOCKER_BUILDKIT: '0' })).toEqual(
      classic,
    );
  });
});

test.each([
  ['Docker version 20.10.24+dfsg1, build 297e128', true],
  ['Docker version 18.09.1, build 4c52b90', true],
  ['Docker version 18.06.3-ce, build d7080c1', false],
  ['Docker version 23.0.0, build e92dd87', false],
  ['Docker version 28.2.2, build e6534b4', false],
  ['podman version 4.3.1', false],
  ['', false],
])('%s has BuildKit inside: %s', (said, inside) => {
  expect(isBuildKitInside(said)).toBe(inside);
});

describe('what of a Dockerfile only BuildKit knows', () => {
  test.each([
    ['RUN --mount=type=cache,target=/c make', '`RUN --mount`'],
    ['run  --network=none --mount=type=ssh git', '`RUN --network`'],
    ['COPY --chmod=755 a b', '`COPY --chmod`'],
    ['COPY --from=build --chmod=755 a b', '`COPY --chmod`'],
    ['COPY \\\n  --link a b', '`COPY --link`'],
    ['ADD --checksum=sha256:1 https://x /', '`ADD --checksum`'],
    ['RUN <<EOF\necho\nEOF', 'a heredoc'],
    ['COPY <<-"EOT" /x\na\nEOT', 'a heredoc'],
  ])('%j: %s', (text, feature) => {
    expect(buildKitFeature(`FROM x\n${text}\n`)).toBe(feature);
  });

  test.each([
    'COPY --from=build a b',
    'COPY --chown=1:1 a b',
    '# RUN --mount=type=cache,target=/c make',
    'RUN make --mount',
    'RUN cat x << 2',
    'RUN echo $((1<<2))',
  ])('%j: nothing', (text) => {
    expect(buildKitFeature(`FROM x\n${text}\n`)).toBeNull();
  });
});
