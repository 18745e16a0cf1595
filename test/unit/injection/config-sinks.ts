import { join, posix } from 'node:path';
import { encodeRequest } from '../../../src/load/prepare.js';
import type { Config, Scenario, Target } from '../../../src/model/config.js';
import { PLAIN_BUILD } from '../../../src/model/config.js';
import { buildArgv, createArgv } from '../../../src/runtime/docker/argv.js';
import { balancerLaunch } from '../../../src/runtime/docker/balancer.js';
import { containerEnvFile, processEnv } from '../../../src/runtime/environment.js';

const CREATE = new Map([
  ['create', 0], ['--name', 1], ['--label', 1], ['--network', 1], ['--cpus', 1], ['--memory', 1], ['--memory-swap', 1], ['--pids-limit', 1], ['--ulimit', 1], ['--cap-drop', 1],
  ['--security-opt', 1], ['--no-healthcheck', 0], ['--log-driver', 1], ['--log-opt', 1], ['--env-file', 1], ['--pull', 1],
  ['--dns-opt', 1], ['--dns-search', 1], ['--entrypoint', 1], ['--user', 1], ['--workdir', 1], ['--add-host', 1], ['--tmpfs', 1], ['--shm-size', 1], ['--cap-add', 1],
]); // biome-ignore format: a list
const BUILD = new Map([
  ['build', 0],
  ['--progress', 1],
  ['--file', 1],
  ['--tag', 1],
  ['--label', 1],
  ['--iidfile', 1],
  ['--build-arg', 1],
]);

/** Reads a command line as docker does; anything that is not ours is a fault. */
function argvFaults(argv: readonly string[], options: ReadonlyMap<string, number>): string[] {
  const end = argv.indexOf('--');
  const faults =
    argv.length - end === 2 && end > 0 ? [] : [`${argv[0]} takes ${argv.length - end - 1} words`];
  for (let index = 0; index < end; index++) {
    const takes = options.get(argv[index] ?? '');
    if (takes === undefined) faults.push(`${argv[0]} is given ${argv[index]}`);
    index += takes ?? 0;
    if (takes === 1 && argv[index]?.startsWith('-')) faults.push(`a value ${argv[index]}`);
  }
  return faults;
}

function targetFaults(target: Target): { faults: string[]; other: string[] } {
  const caps = target.caps;
  const create = createArgv({
    runId: 'r',
    name: 'n',
    image: 'sha256:i',
    network: 'n',
    isInternal: true,
    subject: { kind: 'target', name: target.name, side: 'candidate' },
    container: target.container,
    volumes: [],
    caps,
    cores: null,
    missing: [],
    envFile: '/tmp/e',
  });
  const given = target.build ?? { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile' };
  const { context, dockerfile } = given;
  const paths = { context: join('/w', context), dockerfile: join('/w', dockerfile) };
  const build = buildArgv({
    name: target.name,
    kind: 'target',
    side: 'baseline',
    ...paths,
    build: given,
    secrets: [],
    iidFile: '/tmp/i',
    builder: 'buildx',
  });
  const outside = Object.values(paths).filter((path) => path !== '/w' && !path.startsWith('/w/'));
  const tag = build[build.indexOf('--tag') + 1] ?? '';
  const env = containerEnvFile(target, {});
  processEnv(target, {}, { port: 1, home: '/h', own: {} });
  const lines = env.slice(0, -1).split(/[\r\n]/);
  const expected = new Map(Object.entries({ PORT: String(target.port), WORKERS: '1', ...target.env }));
  const strange = lines.filter((line) => {
    const [, name = '', text] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
    return expected.get(name) !== text;
  });
  const faults = [
    ...argvFaults(create.slice(0, create.indexOf('--') + 2), CREATE),
    ...argvFaults(build, BUILD),
    ...outside.map((path) => `built from ${path}`),
    ...(/^loadgate\/[a-z0-9]+(?:-[a-z0-9]+)*:baseline$/.test(tag) ? [] : [`the image ${tag}`]),
    ...(lines.length === expected.size ? strange : ['a line more in the environment']).map(
      (line) => `environment ${line.slice(0, 40)}`,
    ),
  ];
  return { faults, other: [...create, ...build, env, ...(target.command ?? [])] };
}

/** What a balancer of the user's becomes. */
function balancerFaults(target: Target): { faults: string[]; other: string[] } {
  const { balancer } = target;
  if (balancer === null) return { faults: [], other: [] };
  const place = { network: 'n', isInternal: true, cores: null, signal: new AbortController().signal };
  const backends = [{ host: '10.0.0.2', port: 80 }];
  const launch = balancerLaunch({ target, side: 'candidate' }, { reference: 'sha256:i' }, backends, place);
  const create = createArgv({ ...launch, runId: 'r', name: 'n', missing: [], envFile: '/tmp/e' });
  const lines = launch.env.slice(0, -1).split(/[\r\n]/);
  const faults = [
    ...argvFaults(create.slice(0, create.indexOf('--') + 2), CREATE),
    ...(lines.length === Object.keys({ BACKENDS: '', ...balancer.env }).length
      ? []
      : ['a line more in the environment of the balancer']),
  ];
  return { faults, other: [...create, launch.env, balancer.image ?? ''] };
}

function scenarioFaults({ request }: Pick<Scenario, 'request'>): { faults: string[]; other: string[] } {
  const url = `http://127.0.0.1:8080${request.path}`;
  const bytes = encodeRequest({ url, ...request }).toString('latin1');
  const [head = ''] = bytes.split('\r\n\r\n', 1);
  const names = Object.keys(request.headers).map((name) => name.toLowerCase());
  const ours =
    ['host', 'connection'].filter((name) => !names.includes(name)).length +
    (/\r\ncontent-length: /i.test(head) ? 1 : 0);
  const lines = head.split(/[\r\n]+/);
  const faults = [
    ...(new URL(url).host === '127.0.0.1:8080' ? [] : ['a request to another host']),
    ...(/^[A-Z]+ \/[\x21-\x7e]* HTTP\/1\.1$/.test(lines[0] ?? '') ? [] : [`the request ${lines[0]}`]),
    ...(lines.length === 1 + ours + names.length ? [] : [`a head of ${lines.length} lines`]),
  ];
  return { faults, other: [bytes] };
}

/** Everything that a configuration which was taken becomes: command lines, environments, requests, paths. */
export function configFaults(config: Config): { faults: string[]; other: string[] } {
  const ready = config.targets.flatMap(({ ready: request }) => (request === null ? [] : [{ request }]));
  const parts = [
    ...config.targets.map(targetFaults),
    ...config.targets.map(balancerFaults),
    ...[...config.scenarios, ...ready].map(scenarioFaults),
  ];
  const paths = config.targets.flatMap(({ build, balancer }) => [
    ...(build === null ? [] : [build.context, build.dockerfile]),
    ...Object.values(balancer?.container.files ?? {}),
  ]);
  const odd = paths.filter(
    (path) => posix.isAbsolute(path) || path.split('/').includes('..') || /\p{Cc}/u.test(path),
  );
  return {
    faults: [...parts.flatMap(({ faults }) => faults), ...odd.map((path) => `the path ${path}`)],
    other: [...parts.flatMap(({ other }) => other), JSON.stringify(config)],
  };
}
