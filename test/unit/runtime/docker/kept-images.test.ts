import { describe, expect, test } from 'vitest';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import { findKept, keepImage, pruneKept } from '../../../../src/runtime/docker/kept-images.js';
import type { Exec } from '../../../../src/system/exec.js';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const HOUR = 3600_000;
const OURS = 'a'.repeat(64);
const OTHERS = 'b'.repeat(64);
const tag = (inputs: string, ageMs: number): string => `${inputs}-${(NOW - ageMs) / 1000}`;

/** An engine with images of these tags; each image's id is its name. */
function engineWith(...tags: readonly string[]) {
  const lines: string[] = [];
  const exec: Exec = async ([, ...argv]) => {
    const line = argv.join(' ');
    lines.push(line);
    const name = argv.at(-1) ?? '';
    if (line.startsWith('image ls')) return { exitCode: 0, stdout: tags.join('\n'), stderr: '' };
    if (line.startsWith('image inspect'))
      return { exitCode: 0, stdout: JSON.stringify([{ Id: name, Size: 1 }]), stderr: '' };
    return { exitCode: 0, stdout: '', stderr: '' };
  };
  const starting = (words: string) =>
    lines.filter((line) => line.startsWith(words)).map((line) => line.split(' ').at(-1));
  return { docker: createDockerCli(exec, {}), starting };
}

describe('kept images', () => {
  test('are found by the digest of their inputs, the newest first', async () => {
    const { docker } = engineWith(tag(OURS, 5 * HOUR), tag(OTHERS, HOUR), tag(OURS, 2 * HOUR));
    expect(await findKept(OURS, NOW, docker)).toEqual({
      id: `loadgate/kept:${tag(OURS, 2 * HOUR)}`,
      ageMs: 2 * HOUR,
    });
  });

  test.each([
    ['of other inputs', tag(OTHERS, HOUR)],
    ['older than a day', tag(OURS, 25 * HOUR)],
    ['of the future', tag(OURS, -HOUR)],
    ['without a time', OURS],
    ['with a name that loadgate does not give', `${OURS}-1e9`],
  ])('are not taken: %s', async (_, one) => {
    expect(await findKept(OURS, NOW, engineWith(one).docker)).toBeNull();
  });

  test('get a name with the time', async () => {
    const { docker, starting } = engineWith();
    await keepImage('sha256:1', OURS, NOW, docker);
    expect(starting('image tag sha256:1')).toEqual([`loadgate/kept:${tag(OURS, 0)}`]);
  });

  test('stay for a day, 24 at most, and what has another name stays', async () => {
    const fresh = Array.from({ length: 25 }, (_, at) => tag(OURS, (at + 1) * 60_000));
    const { docker, starting } = engineWith('latest', tag(OTHERS, 25 * HOUR), ...fresh);
    await pruneKept(NOW, docker);
    expect(starting('image rm')).toEqual([
      `loadgate/kept:${tag(OURS, 25 * 60_000)}`,
      `loadgate/kept:${tag(OTHERS, 25 * HOUR)}`,
    ]);
  });
});
