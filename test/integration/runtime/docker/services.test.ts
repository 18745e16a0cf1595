import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PLAIN_CONTAINER, type Service } from '../../../../src/model/config.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import type {
  Instance,
  ServiceImage,
  ServiceInstance,
  ServiceNetwork,
  ServiceState,
} from '../../../../src/runtime/runtime.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { aBuild, aTarget } from '../../../support/targets.js';
import { answering, ask, checkout, depsOf, neverAborted, newRunId, SERVER, until } from '../support.js';

const MiB = 2 ** 20;

/** A file in a VOLUME, another one beside it; port 9000 answers with both. */
const STORE = `
import http.server, os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        files = [open(p).read() if os.path.exists(p) else '-' for p in ('/data/a', '/plain/a')]
        body = ' '.join(files).encode()
        self.send_response(200); self.send_header('content-length', str(len(body))); self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
print('store is up', flush=True)
http.server.HTTPServer(('0.0.0.0', 9000), Handler).serve_forever()
`;
const STORE_FILE = `FROM python:3.13-slim
RUN mkdir -p /data /plain && echo image >/data/a
VOLUME /data
HEALTHCHECK --interval=1s CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9000/')"]
COPY store.py /
CMD ["python3", "/store.py"]
`;

const left = async (runId: string): Promise<string[]> => {
  const label = ['--filter', `label=loadgate.run=${runId}`];
  const all = await Promise.all([
    docker(['ps', '-aq', ...label]),
    docker(['network', 'ls', '-q', ...label]),
    docker(['volume', 'ls', '-q', ...label]),
  ]);
  return all.flatMap((text) => text.split('\n')).filter((line) => line !== '');
};

describe.skipIf(!dockerAvailable)('services', () => {
  const runId = newRunId();
  const runtime = createDockerRuntime(depsOf(runId));
  const services = runtime.services ?? expect.fail('Docker has services');
  const source = checkout({ 'store.py': STORE, Dockerfile: STORE_FILE });
  const signal = neverAborted();
  const onLine = (): void => {};
  const running: Instance[] = [];
  const networks: ServiceNetwork[] = [];
  const states: ServiceState[] = [];
  let image: ServiceImage;

  const store = (part: Partial<Service> = {}): Service => ({
    name: 'store',
    build: aBuild(),
    image: null,
    container: PLAIN_CONTAINER,
    env: {},
    port: 9000,
    ready: null,
    readyTimeoutMs: 30_000,
    seed: null,
    count: null,
    caps: { cpus: 1, memoryBytes: 256 * MiB, pids: 64, openFiles: 1024 },
    needs: [],
    location: { file: 'loadgate.yml', line: 4, column: 3 },
    ...part,
  });
  const imageFor = (service: Service, dir = source.dir) =>
    services.image({ service, side: 'candidate', sourceDir: dir, signal, onLine });

  async function network(): Promise<string> {
    const opened = await services.openNetwork(signal);
    networks.push(opened);
    return opened.name;
  }

  async function start(
    on: string,
    part: Partial<Service> = {},
    state: ServiceState | null = null,
    from = image,
  ): Promise<ServiceInstance> {
    const instance = await services.start({
      service: store(part),
      image: from,
      state,
      network: on,
      cores: null,
      signal,
    });
    running.push(instance);
    return instance;
  }

  const run = (instance: ServiceInstance, ...argv: string[]) =>
    instance.exec(argv, { signal, timeoutMs: 20_000 });
  const contents = async (instance: ServiceInstance): Promise<string> =>
    (await run(instance, 'cat', '/data/a', '/plain/a')).stdout;
  const healthy = (instance: ServiceInstance) =>
    until(async () => ((await run(instance, ...(image.healthcheck ?? []))).exitCode === 0 ? true : null));

  beforeAll(async () => {
    image = await imageFor(store());
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((instance) => instance.stop()));
    await Promise.all(networks.splice(0).map((one) => one.close()));
    for (const { image: kept, volumes } of states.splice(0)) {
      await tryDocker(['image', 'rm', '--force', kept]);
      for (const { volume } of volumes) await tryDocker(['volume', 'rm', volume]);
    }
    expect(await left(runId)).toEqual(
      (await docker(['network', 'ls', '-q', '--filter', `name=loadgate-${runId}`]))
        .split('\n')
        .filter(Boolean),
    );
  });
  afterAll(async () => {
    await runtime.close();
    source.remove();
    await tryDocker(['image', 'rm', '--force', 'loadgate/services/store:candidate', image.reference]);
    expect(await left(runId)).toEqual([]);
  });

  test('an image says what it declares', () => {
    expect(image).toMatchObject({
      volumes: ['/data'],
      healthcheck: expect.arrayContaining([expect.any(String)]),
    });
    expect(image.reference).toMatch(/^sha256:/);
  });

  test('a service runs commands, has a health and counters, and Docker’s capabilities', async () => {
    const instance = await start(await network());
    await healthy(instance);
    expect(await run(instance, 'sh', '-c', 'echo out; echo err >&2; exit 3')).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    const counters = await instance.counters();
    expect(counters.cpuUserUs).toBeGreaterThan(0);
    expect(counters.memoryBytes).toBeGreaterThan(MiB);
    expect((await run(instance, 'cat', '/proc/1/status')).stdout).toMatch(/^CapEff:\t00000000a80425fb$/m);
    for (const change of [
      'su -s /bin/sh nobody -c id',
      'setpriv --reuid=65534 --clear-groups id',
      'chown nobody /plain',
    ]) {
      expect(await run(instance, 'sh', '-c', change), change).toMatchObject({ exitCode: 0 });
    }
  });

  test('a target reaches a service by its name, and only on its own side', async () => {
    const [mine, other] = [await network(), await network()];
    await start(mine);
    await start(other, { name: 'elsewhere' });
    const files = checkout({
      'server.js': SERVER,
      Dockerfile: 'FROM node:24-slim\nCOPY server.js /\nCMD ["node", "/server.js"]\n',
    });
    const target = aTarget({ name: `n-${runId}`, needs: ['store'] });
    const artifact = await runtime.build({ target, side: 'candidate', sourceDir: files.dir, signal, onLine });
    files.remove();
    const instance = await runtime.start({ artifact, cores: null, env: {}, network: mine, signal });
    running.push(instance);
    await answering(instance);
    expect(await ask(instance, '/open?host=store&port=9000')).toBe('reached');
    const began = performance.now();
    expect(await ask(instance, '/open?host=elsewhere&port=9000')).toBe('ENOTFOUND');
    expect(performance.now() - began).toBeLessThan(1000);

    const once = (argv: string[], timeoutMs = 20_000) =>
      services.runOnce({ artifact, argv, network: mine, env: { GIVEN: 'by us' }, signal, timeoutMs });
    const script =
      "fetch('http://store:9000/').then((r) => r.text()).then((t) => { console.log(process.env.GIVEN, t); process.exit(4); })";
    expect(await once(['node', '-e', script])).toEqual({ exitCode: 4, output: ['by us image', ' -'] });
    await expect(once(['sh', '-c', 'echo waiting; sleep 60'], 1500)).rejects.toMatchObject({
      code: 'prepare-timeout',
      kind: 'usage',
      log: ['waiting'],
    });
    await tryDocker(['image', 'rm', '--force', artifact.reference]);
  });

  test('a state: what is in volumes and beside them comes back, in copies that do not see each other', async () => {
    const key = `test-${runId}`;
    expect(await services.kept(key)).toBeNull();
    const seeding = await start(await network());
    await healthy(seeding);
    await run(seeding, 'sh', '-c', 'echo seeded >/data/a; echo beside >/plain/a; chown nobody /data/a');
    const state = await services.keep(seeding, key);
    states.push(state);
    await seeding.stop();
    expect(await services.kept(key)).toEqual(state);
    expect(state.volumes.map(({ path }) => path)).toEqual(['/data']);

    const [one, two] = [await start(await network(), {}, state), await start(await network(), {}, state)];
    expect(await contents(one)).toBe('seeded\nbeside\n');
    await run(one, 'sh', '-c', 'echo changed >/data/a; echo changed >/plain/a');
    expect(await contents(two)).toBe('seeded\nbeside\n');
    expect((await run(two, 'stat', '-c', '%U', '/data/a')).stdout).toBe('nobody\n');
    await one.stop();
    const three = await start(await network(), {}, state);
    expect(await contents(three)).toBe('seeded\nbeside\n');
    await healthy(three);
  });

  test('a state whose volume is gone is none', async () => {
    const instance = await start(await network());
    await healthy(instance);
    const state = await services.keep(instance, `gone-${runId}`);
    states.push(state);
    await docker(['volume', 'rm', ...state.volumes.map(({ volume }) => volume)]);
    expect(await services.kept(state.key)).toBeNull();
  });

  test('what covers a VOLUME in memory is left out, since it could not be kept', async () => {
    const container = { ...PLAIN_CONTAINER, tmpfs: ['/data:size=1m', '/scratch:size=1m'] };
    const instance = await start(await network(), { container });
    const mounts = (await run(instance, 'cat', '/proc/mounts')).stdout;
    expect(mounts).toMatch(/^tmpfs \/scratch tmpfs/m);
    expect(mounts).not.toMatch(/^tmpfs \/data tmpfs/m);
  });

  describe('what goes wrong', () => {
    const build = async (dockerfile: string, part: Partial<Service> = {}): Promise<ServiceImage> => {
      const files = checkout({ Dockerfile: dockerfile });
      try {
        return await imageFor(store({ name: `bad-${runId}`, ...part }), files.dir);
      } finally {
        files.remove();
      }
    };
    afterAll(async () => {
      await tryDocker(['image', 'rm', '--force', `loadgate/services/bad-${runId}:candidate`]);
    });

    test('an image that does not build', async () => {
      await expect(build('FROM python:3.13-slim\nRUN echo it broke; exit 9\n')).rejects.toMatchObject({
        code: 'service-build-failed',
        kind: 'usage',
        location: { file: 'loadgate.yml', line: 4 },
        log: expect.arrayContaining([expect.stringContaining('it broke')]),
      });
    });

    test('an image that nobody has, and a registry that does not answer', async () => {
      // Nobody listens on port 1 of this machine.
      const missing = { build: null, image: '127.0.0.1:1/nobody/nothing:1' };
      const failed = imageFor(store(missing));
      await expect(failed).rejects.toMatchObject({
        code: 'service-image-unavailable',
        kind: 'machine',
        message:
          'the image 127.0.0.1:1/nobody/nothing:1 of store is not on this machine and could not be pulled',
      });
    });

    test('an image by name that is here is used as it is', async () => {
      const local = await imageFor(store({ build: null, image: 'python:3.13-slim' }));
      expect(local.reference).toBe(
        await docker(['image', 'inspect', '--format', '{{.Id}}', 'python:3.13-slim']),
      );
    });

    test('a container that ends at once', async () => {
      const container = {
        ...PLAIN_CONTAINER,
        command: ['python3', '-c', 'print("no disk"); raise SystemExit(7)'],
      };
      const on = await network();
      const started = start(on, { container }).then(async (instance) => {
        await until(async () => !(await instance.state()).running);
        return run(instance, 'true');
      });
      await expect(started).rejects.toMatchObject({
        code: 'service-exited',
        kind: 'usage',
        log: ['no disk'],
        location: { line: 4 },
      });
    });

    test('a program that is not there', async () => {
      const container = { ...PLAIN_CONTAINER, entrypoint: ['/no/such/program'] };
      await expect(start(await network(), { container })).rejects.toMatchObject({
        code: 'service-start-failed',
        kind: 'usage',
      });
    });

    test('a command that does not end in its time', async () => {
      const instance = await start(await network());
      await expect(instance.exec(['sleep', '60'], { signal, timeoutMs: 700 })).rejects.toMatchObject({
        code: 'service-command-timeout',
        message: '`sleep` in the service store did not end within 0.7 s',
      });
    });

    test('a cancelled run ends a command, too', async () => {
      const instance = await start(await network());
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error('cancelled')), 300);
      const command = instance.exec(['sleep', '60'], { signal: controller.signal, timeoutMs: 60_000 });
      await expect(command).rejects.toThrow('cancelled');
    });

    test('killed while a command runs', async () => {
      const instance = await start(await network());
      await healthy(instance);
      const command = run(instance, 'sleep', '15');
      setTimeout(() => void tryDocker(['kill', instance.id]), 300);
      await expect(command).rejects.toMatchObject({ code: 'service-exited', log: ['store is up'] });
      await expect(services.keep(instance, `never-${runId}`)).rejects.toMatchObject({
        code: 'service-exited',
      });
      expect(await services.kept(`never-${runId}`)).toBeNull();
    });

    test('out of memory while it is seeded', async () => {
      const eat = 'x = []\nwhile True: x.append(bytearray(8 << 20))';
      const container = {
        ...PLAIN_CONTAINER,
        command: ['python3', '-c', `import time; time.sleep(1.5)\n${eat}`],
      };
      const caps = { ...store().caps, memoryBytes: 64 * MiB };
      const instance = await start(await network(), { container, caps });
      await expect(run(instance, 'sleep', '15')).rejects.toMatchObject({ code: 'service-oom-killed' });
    });

    test('a disk that is full while it is seeded: the command says so, and nothing is left', async () => {
      const container = { ...PLAIN_CONTAINER, tmpfs: ['/small:size=1m'] };
      const instance = await start(await network(), { container });
      const seed = await run(instance, 'dd', 'if=/dev/zero', 'of=/small/x', 'bs=1M', 'count=3');
      expect(seed.exitCode).toBe(1);
      expect(seed.stderr).toContain('No space left on device');
    });

    test('an image without cp, with a VOLUME', async () => {
      const bare = await build(
        'FROM python:3.13-slim\nVOLUME /data\nRUN rm /bin/cp\nSTOPSIGNAL KILL\nCMD ["sleep", "60"]\n',
      );
      const instance = await start(await network(), { name: `bad-${runId}` }, null, bare);
      await expect(services.keep(instance, `bare-${runId}`)).rejects.toMatchObject({
        code: 'service-copy-failed',
        kind: 'usage',
      });
      expect(await docker(['volume', 'ls', '-q', '--filter', `label=loadgate.state=bare-${runId}`])).toBe('');
    });

    test('what a killed run left is swept: containers, networks, volumes', async () => {
      const instance = await start(await network());
      await healthy(instance);
      const state = await services.keep(instance, `swept-${runId}`);
      states.push(state);
      await instance.stop();
      const second = newRunId();
      const lost = createDockerRuntime(depsOf(second));
      const on = await lost.services?.openNetwork(signal);
      await lost.services?.start({
        service: store(),
        image,
        state,
        network: on?.name ?? '',
        cores: null,
        signal,
      });
      expect(await left(second)).toHaveLength(3);
      await lost.close();
      expect(await left(second)).toEqual([]);
      expect(await services.kept(state.key)).toEqual(state);
    });
  });
});
