import {
  BALANCER_CAPS,
  type Balancer,
  type Build,
  type CapacitySearch,
  type Caps,
  type Config,
  type ContainerOptions,
  type DataFile,
  type Expectation,
  type Gate,
  PLAIN_CONTAINER,
  PLAIN_TARGET,
  type Scenario,
  type ScenarioStep,
  type Service,
  type ServiceReady,
  type SizeRange,
  type Target,
  type UpstreamUse,
} from '../model/config.js';
import type { SourceLocation } from '../model/error.js';
import { portOf } from '../model/hosts.js';
import * as defaults from './defaults.js';
import { type Headers, resolveRequest, resolveScenarioRequest } from './resolve-request.js';
import type { ConfigInput } from './schema.js';
import type { BalancerInput } from './schema-balancer.js';
import type { BuildInput } from './schema-build.js';
import type { CapacityInput } from './schema-capacity.js';
import type { CapsInput } from './schema-caps.js';
import type { ContainerInput } from './schema-container.js';
import { resolveLimits } from './schema-limits.js';
import type { ScenarioInput } from './schema-scenario.js';
import type { ServiceInput } from './schema-service.js';
import type { TargetInput } from './schema-target.js';

/** What the file that is read leaves to others. */
export interface Surroundings {
  /** Where a target, service or scenario was written; null where no file is. */
  readonly locations: (section: Section, name: string) => SourceLocation | null;
  /** The variables of the files that a target or service names. */
  readonly envOf: (section: Section, name: string) => Readonly<Record<string, string>>;
}

type Section = 'targets' | 'services' | 'scenarios';

function withGate(gate: ConfigInput['gate'] = {}): Gate {
  return {
    slower: gate.slower ?? defaults.DEFAULT_GATE.slower,
    latency: gate.latency ?? defaults.DEFAULT_GATE.latency,
    memory: gate.memory ?? defaults.DEFAULT_GATE.memory,
    bytes: gate.bytes ?? defaults.DEFAULT_GATE.bytes,
    onInconclusive: gate['on-inconclusive'] ?? defaults.DEFAULT_GATE.onInconclusive,
  };
}

/** What was written, with every default filled in. */
export function resolveConfig(
  input: ConfigInput,
  file: string | null,
  { locations, envOf }: Surroundings,
): Config {
  const caps = withCaps(defaults.DEFAULT_CAPS, input.caps);
  const { measure = {}, headers = {} } = input;
  return {
    file,
    budgetMs: input.budget ?? defaults.DEFAULT_BUDGET_MS,
    compare: input.compare ?? defaults.DEFAULT_COMPARE,
    ...(input.profile === undefined ? {} : { profile: input.profile }),
    gate: withGate(input.gate),
    ...withLimits(input.limits),
    measure: {
      screenGenerations: measure['screen-generations'] ?? defaults.DEFAULT_MEASURE.screenGenerations,
      confirmGenerations: measure['confirm-generations'] ?? defaults.DEFAULT_MEASURE.confirmGenerations,
      maxGenerations: measure['max-generations'] ?? defaults.DEFAULT_MEASURE.maxGenerations,
      ...warmUpOf(measure['warm-up'], Object.keys(input.services ?? {}).length > 0),
      duetMs: measure.duet ?? defaults.DEFAULT_MEASURE.duetMs,
      soloMs: measure.solo ?? defaults.DEFAULT_MEASURE.soloMs,
      probeMs: measure.probe ?? defaults.DEFAULT_MEASURE.probeMs,
      trimMs: measure.trim ?? defaults.DEFAULT_MEASURE.trimMs,
      probeConnections: measure['probe-connections'] ?? defaults.DEFAULT_MEASURE.probeConnections,
    },
    targets: Object.entries(input.targets).map(([name, target]) =>
      resolveTarget(name, withEnv(target, envOf('targets', name)), caps, headers, locations('targets', name)),
    ),
    services: Object.entries(input.services ?? {}).map(([name, service]) =>
      resolveService(name, withEnv(service, envOf('services', name)), caps, locations('services', name)),
    ),
    allowHosts: input['allow-hosts'] ?? [],
    scenarios: resolveScenarios(input, headers, locations),
  };
}

/** How long a warm-up is that somebody wrote is theirs to say; else it depends on what runs beside the targets. */
const warmUpOf = (
  written: number | undefined,
  hasServices: boolean,
): Pick<Config['measure'], 'warmupMs' | 'settleMs'> => ({
  warmupMs: written ?? defaults.DEFAULT_MEASURE.warmupMs,
  ...(written === undefined && hasServices ? { settleMs: defaults.DEFAULT_SETTLE_MS } : {}),
});

/** Caps with some of them replaced. */
export function withCaps(base: Caps, given: CapsInput = {}): Caps {
  return {
    cpus: given.cpus ?? base.cpus,
    memoryBytes: given.memory ?? base.memoryBytes,
    pids: given.pids ?? base.pids,
    openFiles: given['open-files'] ?? base.openFiles,
  };
}

/** What is written under "env" wins over files. */
const withEnv = <T extends ContainerInput>(given: T, fromFiles: Readonly<Record<string, string>>): T => ({
  ...given,
  env: { ...fromFiles, ...given.env },
});

function resolveContainer(given: ContainerInput, command: readonly string[] | undefined): ContainerOptions {
  return {
    entrypoint: given.entrypoint ?? PLAIN_CONTAINER.entrypoint,
    command: command ?? PLAIN_CONTAINER.command,
    user: given.user ?? PLAIN_CONTAINER.user,
    workingDir: given['working-dir'] ?? PLAIN_CONTAINER.workingDir,
    extraHosts: given['extra-hosts'] ?? PLAIN_CONTAINER.extraHosts,
    tmpfs: given.tmpfs ?? PLAIN_CONTAINER.tmpfs,
    shmSizeBytes: given['shm-size'] ?? PLAIN_CONTAINER.shmSizeBytes,
    capAdd: [...new Set(given['cap-add'] ?? PLAIN_CONTAINER.capAdd)].sort(),
    ...(given.files === undefined ? {} : { files: given.files }),
  };
}

/** Nothing where there are none. */
function withLimits(given: ConfigInput['limits']): Pick<Config, 'limits'> {
  const limits = resolveLimits(given);
  return limits === undefined ? {} : { limits };
}

/** null: it is not given. */
const orNull = <Given, T>(given: Given | undefined, resolve: (given: Given) => T): T | null =>
  given === undefined ? null : resolve(given);

function resolveTarget(
  name: string,
  given: TargetInput,
  caps: Caps,
  headers: Headers,
  location: SourceLocation | null,
): Target {
  const { ready, build, image, url } = given;
  const expect = ready !== undefined && 'expect' in ready ? ready.expect : undefined;
  return {
    ...PLAIN_TARGET,
    name,
    build: orNull(build, resolveBuild),
    image: image ?? null,
    url: url ?? null,
    command: given.command ?? null,
    process: given.process ?? null,
    container: resolveContainer(
      given,
      build === undefined && image === undefined ? undefined : given.command,
    ),
    needs: given.needs ?? [],
    prepare: given.prepare ?? null,
    replicas: given.replicas ?? PLAIN_TARGET.replicas,
    balancer: orNull(given.balancer, (own) => resolveBalancer(own, withCaps(caps, given.caps))),
    workers: given.workers ?? null,
    port: portOfTarget(given),
    env: given.env ?? {},
    ready: orNull(ready, (request) => resolveRequest(request, headers)),
    readyExpect: orNull(expect, resolveExpectation),
    readyTimeoutMs: given['ready-timeout'] ?? defaults.DEFAULT_READY_TIMEOUT_MS,
    caps: withCaps(caps, given.caps),
    network: given.network ?? 'internal',
    ...withLimits(given.limits),
    location,
  };
}

/** That of its URL; null: the one that its image exposes. */
const portOfTarget = ({ url, port }: TargetInput): number | null =>
  url === undefined ? (port ?? null) : portOf(url.candidate);

/** @param target the caps of the target */
function resolveBalancer(given: BalancerInput, target: Caps): Balancer {
  return {
    build: orNull(given.build, resolveBuild),
    image: given.image ?? null,
    container: resolveContainer(given, given.command),
    env: given.env ?? {},
    port: given.port ?? null,
    caps: withCaps({ ...BALANCER_CAPS, openFiles: target.openFiles }, given.caps),
  };
}

function resolveService(
  name: string,
  given: ServiceInput,
  caps: Caps,
  location: SourceLocation | null,
): Service {
  const { count = null } = given;
  return {
    name,
    build: given.build === undefined ? null : resolveBuild(given.build),
    image: given.image ?? null,
    container: resolveContainer(given, given.command),
    env: given.env ?? {},
    port: given.port ?? (typeof count === 'string' ? defaults.PORT_OF_COUNT[count] : null),
    ready: resolveReady(given.ready),
    readyTimeoutMs: given['ready-timeout'] ?? defaults.DEFAULT_READY_TIMEOUT_MS,
    seed: given.seed?.run ?? null,
    count,
    caps: withCaps(caps, given.caps),
    needs: given.needs ?? [],
    location,
  };
}

function resolveReady(given: ServiceInput['ready']): ServiceReady | null {
  if (given === undefined) return null;
  if ('run' in given && given.run !== undefined) return { kind: 'run', argv: given.run };
  const { path = '/', ...request } = given;
  return { kind: 'request', request: resolveRequest({ path, ...request }) };
}

function resolveBuild(given: BuildInput): Build {
  const { context } = given;
  return {
    context,
    dockerfile: given.dockerfile ?? (context === '.' ? 'Dockerfile' : `${context}/Dockerfile`),
    args: given.args ?? {},
    target: given.target ?? null,
    platform: given.platform ?? null,
    network: given.network ?? null,
    secrets: given.secrets ?? [],
    ssh: given.ssh ?? [],
    cache: { from: given.cache?.from ?? [], to: given.cache?.to ?? [] },
  };
}

function resolveScenarios(
  { scenarios: written }: ConfigInput,
  headers: Headers,
  locations: Surroundings['locations'],
): readonly Scenario[] {
  const all = Object.entries(written).map(([name, scenario]) =>
    resolveScenario(name, scenario, headers, locations('scenarios', name)),
  );
  const named = new Set(Object.values(written).flatMap(({ mix = {} }) => Object.keys(mix)));
  return all.map((scenario) => {
    const { mix = {}, alone } = written[scenario.name] ?? {};
    const whole = withParts(scenario, mix, all);
    return named.has(scenario.name) && alone !== true ? { ...whole, isPart: true } : whole;
  });
}

/** A mix with the requests of the scenarios that it names, and with their rows. */
function withParts(
  scenario: Scenario,
  shares: Readonly<Record<string, number>>,
  all: readonly Scenario[],
): Scenario {
  const parts = Object.keys(shares).flatMap((name) => all.find((one) => one.name === name) ?? []);
  const [first] = parts;
  if (first === undefined) return scenario;
  const data = Object.assign({}, ...parts.map((part) => part.data)) as NonNullable<Scenario['data']>;
  return {
    ...scenario,
    request: first.request,
    expect: first.expect,
    steps: parts.map(({ request, expect }) => ({ request, expect })),
    mix: parts.map(({ name }) => ({ scenario: name, percent: shares[name] ?? 0 })),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
}

function resolveScenario(
  name: string,
  given: ScenarioInput,
  headers: Headers,
  location: SourceLocation | null,
): Scenario {
  const upstream = resolveUpstream(given.upstream);
  return {
    name,
    ...resolveRequests(given, headers),
    ...(given.data === undefined ? {} : { data: resolveData(given.data) }),
    upstream,
    connections: given.connections ?? usualConnections(given, upstream),
    ...(given.rate === undefined ? {} : { rate: given.rate }),
    ...(given.capacity === undefined ? {} : { capacity: resolveCapacity(given.capacity) }),
    timeoutMs: given.timeout ?? defaults.DEFAULT_TIMEOUT_MS,
    ...withLimits(given.limits),
    targets: given.targets ?? null,
    location,
  };
}

function usualConnections({ capacity }: ScenarioInput, upstream: UpstreamUse | null): number {
  if (capacity?.of === 'rate') return defaults.DEFAULT_CAPACITY_CONNECTIONS;
  return upstream === null ? defaults.DEFAULT_CONNECTIONS : defaults.DEFAULT_UPSTREAM_CONNECTIONS;
}

function resolveCapacity({ of, from, to, until = {}, hold }: CapacityInput): CapacitySearch {
  return {
    of,
    from: from ?? Math.min(defaults.DEFAULT_CAPACITY_FROM, to),
    to,
    until: {
      p99Ms: until.p99 ?? null,
      errors: until.errors ?? defaults.DEFAULT_CAPACITY_ERRORS,
      cpu: until.cpu ?? null,
    },
    holdMs: hold ?? defaults.DEFAULT_CAPACITY_HOLD_MS,
  };
}

function resolveRequests(
  { request, expect, steps, cookies }: ScenarioInput,
  headers: Headers,
): Pick<Scenario, 'request' | 'expect' | 'steps' | 'cookies'> {
  const all = (steps ?? []).map(
    (step): ScenarioStep => ({
      request: resolveScenarioRequest(step.request, headers),
      expect: resolveExpectation(step.expect),
      ...(step.capture === undefined ? {} : { capture: step.capture }),
    }),
  );
  const [first] = all;
  if (first !== undefined) {
    const kept = cookies === true ? { cookies } : {};
    return { request: first.request, expect: first.expect, steps: all, ...kept };
  }
  return {
    request: resolveScenarioRequest(request ?? { path: '/' }, headers),
    expect: resolveExpectation(expect),
  };
}

/** What is as usual is left out, so that scenarios without it have the digest that they had before it existed. */
const resolveData = (sets: NonNullable<ScenarioInput['data']>): Readonly<Record<string, DataFile>> =>
  Object.fromEntries(
    Object.entries(sets).map(([name, { file, order, use }]) => [
      name,
      {
        file,
        ...(order === 'shuffle' ? { order } : {}),
        ...(use === 'once' ? { use } : {}),
      },
    ]),
  );

function resolveExpectation(given: ScenarioInput['expect'] = {}): Expectation {
  const headers = Object.entries(given.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status: given.status ?? null,
    headers: Object.fromEntries(headers),
    body: given.body === undefined || given.body === ANY_BODY ? null : given.body,
    ...('json' in given && given.json !== undefined ? { json: given.json } : {}),
    ...(given.body === ANY_BODY ? { anyBody: true } : {}),
    ...(given.ignore === undefined ? {} : { ignore: given.ignore }),
    ...(given.matches === undefined ? {} : { matches: given.matches }),
    ...(given.size === undefined ? {} : { size: resolveSize(given.size) }),
  };
}

/** What `expect.body` says where bodies differ as they like. */
const ANY_BODY = 'any';

function resolveSize(
  given: number | { readonly from?: number | undefined; readonly to?: number | undefined },
): SizeRange {
  return typeof given === 'number'
    ? { from: given, to: given }
    : { from: given.from ?? 0, to: given.to ?? null };
}

function resolveUpstream(given: ScenarioInput['upstream']): UpstreamUse | null {
  if (given === undefined || given === false) return null;
  const { delay, calls, reuse, pool } = given === true ? {} : given;
  return {
    delayMs: delay ?? defaults.DEFAULT_UPSTREAM_DELAY_MS,
    calls: calls ?? null,
    reuse: reuse ?? null,
    pool: pool ?? null,
  };
}
