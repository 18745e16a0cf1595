import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { PLAIN_BUILD } from '../../../../src/model/config.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { dockerAvailable } from '../../../support/docker.js';
import { aTarget } from '../../../support/targets.js';
import { checkout, depsOf, neverAborted, newRunId } from '../support.js';

const runId = newRunId();
const name = `kept-${runId}`;
/** Each build that runs gives another image. */
const DOCKERFILE =
  'FROM debian:bookworm-slim\nCOPY run.sh /\nRUN cat /proc/sys/kernel/random/uuid > /stamp\n';
/** What names itself as a kept image is none. */
const CLAIM = `${DOCKERFILE}LABEL loadgate.kept=true\n`;
const made: string[] = [];
const folders: { dir: string; remove(): void }[] = [];

const docker = (...argv: readonly string[]): string =>
  execFileSync('docker', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const keptTags = (): readonly string[] =>
  docker('image', 'ls', '--no-trunc', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}', 'loadgate/kept')
    .split('\n')
    .filter((line) => made.some((id) => line.startsWith(id)));

afterAll(() => {
  for (const line of keptTags()) docker('image', 'rm', '--', line.split(' ')[1] ?? '');
  for (const side of ['candidate', 'baseline']) docker('image', 'rm', '--', `loadgate/${name}:${side}`);
  for (const folder of folders) folder.remove();
});

/** The layers of earlier builds are not used: what does not run was not built. */
async function built(
  side: 'candidate' | 'baseline',
  text: string,
  keepsImages: boolean,
  dockerfile = DOCKERFILE,
) {
  const source = checkout({ Dockerfile: dockerfile, 'run.sh': text });
  folders.push(source);
  const lines: string[] = [];
  const runtime = createDockerRuntime(depsOf(runId, { keepsImages }));
  const build = { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile' };
  const { reference } = await runtime.build({
    ...{ side, sourceDir: source.dir, signal: neverAborted() },
    target: aTarget({ name, build }),
    onLine: (line) => lines.push(line),
  });
  await runtime.close();
  made.push(reference);
  return { reference, wasBuilt: !lines.some((line) => line.startsWith('Not built:')) };
}

describe.skipIf(!dockerAvailable)('images of the same inputs', () => {
  test('are built once, by whoever may keep them, and never taken for others', {
    timeout: 60_000,
  }, async () => {
    const first = await built('candidate', 'one', true);
    expect(first.wasBuilt).toBe(true);
    expect(keptTags()).toHaveLength(1);

    const again = await built('baseline', 'one', true);
    expect(again).toEqual({ reference: first.reference, wasBuilt: false });
    expect(docker('image', 'inspect', '--format', '{{.Id}}', `loadgate/${name}:baseline`).trim()).toBe(
      first.reference,
    );

    const other = await built('candidate', 'two', true);
    expect(other.wasBuilt).toBe(true);
    expect(other.reference).not.toBe(first.reference);

    // As for a pull request from a fork: what it builds stays its own, and it takes nothing.
    const count = keptTags().length;
    for (const text of ['one', 'three']) expect((await built('candidate', text, false)).wasBuilt).toBe(true);
    expect((await built('candidate', 'one', false, CLAIM)).wasBuilt).toBe(true);
    expect(keptTags()).toHaveLength(count);
  });
});
