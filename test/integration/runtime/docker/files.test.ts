import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_CONTAINER } from '../../../../src/model/config.js';
import type { SideName } from '../../../../src/model/record.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { aService } from '../../../support/services.js';
import { checkout, depsOf, neverAborted, newRunId } from '../support.js';

const FILES = { '/tmp/one.txt': 'a.txt', '/new/folder': 'folder', '/run/secrets/key': 'folder/key' };

describe.skipIf(!dockerAvailable)('an image with files of the repository', () => {
  const runId = newRunId();
  const runtime = createDockerRuntime(depsOf(runId));
  const services = runtime.services ?? expect.fail('Docker has services');
  const source = checkout({ 'a.txt': 'first', 'folder/key': 'secret', 'folder/deep/run.sh': 'echo ran\n' });
  const name = `files-${runId}`;
  const imageOf = (files: Readonly<Record<string, string>>, side: SideName = 'candidate') => {
    const container = { ...PLAIN_CONTAINER, files };
    const service = aService(name, { image: 'debian:bookworm-slim', container });
    return services.image({ service, side, sourceDir: source.dir, signal: neverAborted(), onLine: () => {} });
  };
  const inside = (image: string, script: string) =>
    docker(['run', '--rm', '--user', '65534', image, 'sh', '-c', script]);

  beforeAll(() => {
    chmodSync(join(source.dir, 'folder/deep/run.sh'), 0o755);
    symlinkSync('deep/run.sh', join(source.dir, 'folder/link'));
    symlinkSync('/etc', join(source.dir, 'outside'));
  });
  afterAll(async () => {
    await runtime.close();
    source.remove();
    for (const side of ['candidate', 'baseline'])
      await tryDocker(['image', 'rm', `loadgate/files/services/${name}:${side}`]);
  });

  it('has them where they were asked for, for any user, and leaves the folders of the image as they are', async () => {
    const { reference } = await imageOf(FILES);
    const said = await inside(
      reference,
      'cat /tmp/one.txt /run/secrets/key && /new/folder/link && stat -c "%a %u" /tmp /new/folder/deep/run.sh',
    );
    expect(said.trim().split('\n')).toEqual(['firstsecretran', '1777 0', '755 0']);
  });

  it('is the same one while they are, on both sides, and another one when one has changed', async () => {
    const first = await imageOf(FILES);
    expect((await imageOf(FILES, 'baseline')).reference).toBe(first.reference);
    writeFileSync(join(source.dir, 'a.txt'), 'second');
    const second = await imageOf(FILES);
    expect(second.reference).not.toBe(first.reference);
    expect(await inside(second.reference, 'cat /tmp/one.txt')).toBe('second');
  });

  it.each([
    ['no.txt', 'file-missing', `there is no no.txt in the repository`],
    ['outside', 'context-outside', 'outside leads out of the repository'],
    ['outside/passwd', 'context-outside', 'outside/passwd leads out of the repository'],
  ])('is refused for %s', async (path, code, message) => {
    await expect(imageOf({ '/x': path })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('leaves no container', async () => {
    expect(await docker(['ps', '-aq', '--filter', `label=loadgate.run=${runId}`])).toBe('');
  });
});
