import { describe, expect, test } from 'vitest';
import { LoadgateError } from '../../../../src/model/error.js';
import { type DockerCli, watchedCli } from '../../../../src/runtime/docker/client.js';
import { leftBehind } from '../../../../src/runtime/docker/remote.js';

const gone = new LoadgateError('gone', { kind: 'machine', code: 'engine-unreachable', hint: 'x' });

/** Commands that hang until they are aborted. */
const hanging: DockerCli = {
  run: (_, options) =>
    new Promise((_resolve, reject) => {
      options?.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
    }),
  output: async () => 'out',
};

describe('commands for an engine on another machine', () => {
  test('end where the engine does not answer any more', async () => {
    const docker = watchedCli(hanging, () => Promise.reject(gone), 5);
    await expect(docker.run(['ps'])).rejects.toBe(gone);
  });

  test('wait as long as it answers, and for their own signal', async () => {
    let asked = 0;
    const controller = new AbortController();
    const docker = watchedCli(
      hanging,
      async () => {
        asked += 1;
        if (asked === 3) controller.abort(new Error('enough'));
      },
      1,
    );
    await expect(docker.run(['ps'], { signal: controller.signal })).rejects.toThrow('enough');
    expect(asked).toBe(3);
  });

  test('ask nothing where they are quick', async () => {
    const docker = watchedCli(hanging, () => Promise.reject(new Error('asked')), 1000);
    expect(await docker.output(['ps'])).toBe('out');
  });
});

describe('what could not be removed', () => {
  const place = { engine: {} };
  const engine = { address: 'tcp://192.0.2.7:2376', place };

  test('is named where an engine on another machine is gone', () => {
    expect(leftBehind(gone, 'abc', engine)).toMatchObject({
      code: 'engine-left-behind',
      message: expect.stringContaining('label loadgate.run=abc'),
      hint: expect.stringContaining('docker rm --force'),
      cause: gone,
    });
  });

  test('is the error that it was elsewhere', () => {
    const other = new Error('other');
    expect(leftBehind(other, 'abc', engine)).toBe(other);
    expect(leftBehind(gone, 'abc', { ...engine, place: {} })).toBe(gone);
    expect(leftBehind(gone, 'abc', null)).toBe(gone);
  });
});
