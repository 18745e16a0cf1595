import { describe, expect, test } from 'vitest';
import { buildError, commandError, engineError, startError } from '../../../../src/runtime/docker/errors.js';
import { aTarget } from '../../../support/targets.js';

const BUILDKIT = { builder: 'buildx', feature: null } as const;

const target = aTarget({ name: 'flask', location: { file: 'loadgate.yml', line: 3, column: 5 } });

describe('a file that is in no commit', () => {
  test.each([
    [
      'the classic builder',
      'COPY failed: file not found in build context or excluded by .dockerignore: stat dist: file does not exist',
    ],
    [
      'the classic builder of older engines',
      'ADD failed: stat /var/lib/docker/tmp/docker-builder802860079/dist: no such file or directory',
    ],
    ['a pattern that matches nothing', 'COPY failed: no source files were specified'],
    [
      'BuildKit of 20.10',
      'failed to solve with frontend dockerfile.v0: failed to build LLB: failed to compute cache key: "/dist" not found: not found',
    ],
    [
      'BuildKit of today',
      '#8 ERROR: failed to calculate checksum of ref moby::2mpyaewng6523nff2m15ggthu: "/dist": not found',
    ],
  ])('is explained, as said by %s', (_case, said) => {
    const error = buildError(target, ['Step 2/3 : COPY dist /app', said], BUILDKIT);
    expect(error).toMatchObject({ code: 'build-failed', kind: 'usage' });
    expect(error.hint).toContain('what an earlier step of the job made');
    expect(error.hint).not.toContain('by hand');
  });

  test('is not suspected where a step of the Dockerfile says the same words', () => {
    const step = ['COPY failed: no source files were specified', 'returned a non-zero code: 1'];
    expect(buildError(target, step, BUILDKIT).hint).toContain('docker build --file');
  });
});

describe('a failed build', () => {
  test.each([
    [
      'a step fails, classic builder',
      ['Step 2/3 : RUN false', "The command '/bin/sh -c false' returned a non-zero code: 1"],
      'build-failed',
      'usage',
    ],
    [
      'a step fails, BuildKit',
      ['#7 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1'],
      'build-failed',
      'usage',
    ],
    [
      'a step fails, BuildKit of older engines',
      ['#5 ERROR: executor failed running [/bin/sh -c exit 9]: exit code: 9'],
      'build-failed',
      'usage',
    ],
    [
      "a step's own download fails",
      ['dial tcp 10.0.0.1:443: i/o timeout', "The command '/bin/sh -c go get' returned a non-zero code: 1"],
      'build-failed',
      'usage',
    ],
    [
      'a step talks of a Docker daemon',
      [
        'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
        "The command '/bin/sh -c docker ps' returned a non-zero code: 1",
      ],
      'build-failed',
      'usage',
    ],
    ['a Dockerfile with an unknown instruction', ['unknown instruction: FORM'], 'build-failed', 'usage'],
    [
      'an image that does not exist',
      ['manifest for python:nope not found: manifest unknown: manifest unknown'],
      'build-failed',
      'usage',
    ],
    [
      'a registry that does not resolve',
      ['Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'],
      'base-image-unavailable',
      'machine',
    ],
    [
      'a registry that does not answer, BuildKit',
      [
        'ERROR: failed to solve: python:3.13-slim: failed to resolve source metadata for docker.io/library/python:3.13-slim: failed to do request: Head "https://registry-1.docker.io/v2/library/python/manifests/3.13-slim": context deadline exceeded',
      ],
      'base-image-unavailable',
      'machine',
    ],
    [
      'a rate limit',
      ['toomanyrequests: You have reached your pull rate limit.'],
      'base-image-unavailable',
      'machine',
    ],
    [
      'a full disk in a step',
      ['write /x: no space left on device', "The command '/bin/sh -c dd' returned a non-zero code: 1"],
      'disk-full',
      'machine',
    ],
    [
      'no engine',
      ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'],
      'engine-unreachable',
      'machine',
    ],
    [
      'an engine that ends in the middle',
      ['Step 1/3 : FROM x', 'unexpected EOF'],
      'engine-unreachable',
      'machine',
    ],
  ])('%s', (_, log, code, kind) => {
    expect(buildError(target, log, BUILDKIT)).toMatchObject({ code, kind, log });
  });

  test('keeps all lines and the place in the configuration', () => {
    const log = Array.from({ length: 50 }, (_, at) => `line ${at}`);
    const error = buildError(target, log, BUILDKIT);
    expect(error.log).toEqual(log);
    expect(error.location).toEqual(target.location);
    expect(error.hint).toContain('docker build --file Dockerfile .');
  });
});

describe('a Dockerfile that needs BuildKit', () => {
  const mount = { builder: 'classic', feature: '`RUN --mount`' } as const;
  const said = ['Step 2/4 : RUN --mount=type=cache,target=/c true', 'the --mount option requires BuildKit.'];

  test('and only the classic builder is there: says what it needs, and what to install', () => {
    expect(buildError(target, said, mount)).toMatchObject({
      code: 'buildkit-missing',
      kind: 'machine',
      message: 'the Dockerfile of flask needs BuildKit (`RUN --mount`)',
      hint: expect.stringContaining('docker/setup-buildx-action'),
      log: said,
    });
  });

  test('and fails in a step of its own, or with BuildKit: its own affair', () => {
    const step = [...said.slice(0, 1), 'The command returned a non-zero code: 1'];
    expect(buildError(target, step, mount)).toMatchObject({ code: 'build-failed', kind: 'usage' });
    expect(buildError(target, said, BUILDKIT)).toMatchObject({ code: 'build-failed' });
  });

  test('and has a heredoc that the engine is too old for', () => {
    const log = ['dockerfile parse error line 3: unknown instruction: ECHO'];
    const error = buildError(target, log, { builder: 'buildx', feature: 'a heredoc' });
    expect(error.hint).toContain('# syntax=docker/dockerfile:1');
  });
});

describe('a container that does not start', () => {
  test.each([
    [
      'create',
      'Error response from daemon: Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available',
      'caps-refused',
    ],
    ['create', 'Error response from daemon: Minimum memory limit allowed is 6MB', 'caps-refused'],
    [
      'create',
      'Error response from daemon: Requested CPUs are not available - requested 9, available: 0-1',
      'caps-refused',
    ],
    ['create', 'Error response from daemon: No such image: sha256:1', 'image-gone'],
    ['create', 'Error response from daemon: something new', 'engine-failed'],
    [
      'start',
      'Error response from daemon: OCI runtime create failed: exec: "x": executable file not found',
      'start-failed',
    ],
    [
      'start',
      'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      'engine-unreachable',
    ],
  ] as const)('%s: %s', (command, output, code) => {
    expect(startError(target, command, output).code).toBe(code);
  });
});

test('any command: rights, addresses, the unknown', () => {
  expect(engineError('permission denied while trying to connect to the Docker daemon socket')).toMatchObject({
    code: 'engine-unreachable',
    hint: expect.stringContaining('group'),
  });
  expect(
    engineError('could not find an available, non-overlapping IPv4 address pool among the defaults'),
  ).toMatchObject({ code: 'engine-failed', kind: 'machine' });
  expect(engineError('No such container: x')).toBeNull();
  expect(commandError(['network', 'create', 'x'], 'Error response from daemon: odd\n')).toMatchObject({
    code: 'engine-failed',
    message: '`docker network create` failed: odd',
  });
});
