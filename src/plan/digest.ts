import { canonicalJson, sha256 } from '../model/canonical.js';
import {
  type Balancer,
  type Build,
  type Caps,
  PLAIN_TARGET,
  type Scenario,
  type ScenarioRequest,
  type Service,
  type Target,
  type UpstreamUse,
} from '../model/config.js';
import type { Limits } from '../model/figure-limits.js';
import { withFileNames } from '../model/request-body.js';

/** Part of the digest, so that a change of what it covers makes every older digest differ. */
const INPUTS_SCHEMA = 'loadgate.inputs/v1';

/** A service beside the target, with what it is built from. */
export interface ServiceInputs {
  readonly service: Service;
  /** Git tree id of its build context; null: it is not built. */
  readonly contextTree: string | null;
  /** Git blob id of its Dockerfile; null: it has none. */
  readonly dockerfileBlob: string | null;
  /** As `DigestInputs.files`. */
  readonly files?: FileIds;
}

/** Git ids of `files`, by their paths in the container; null: one is not there. */
export type FileIds = Readonly<Record<string, string | null>>;

/** The user's own balancer, with what it is made from. */
export interface BalancerInputs {
  /** Git tree id of its build context; null: it is not built. */
  readonly contextTree: string | null;
  /** Git blob id of its Dockerfile; null: it has none. */
  readonly dockerfileBlob: string | null;
  /** As `DigestInputs.files`. */
  readonly files?: FileIds;
}

export interface DigestInputs {
  readonly target: Target;
  readonly scenario: Scenario;
  /** The caps that its containers really get. */
  readonly caps: Caps;
  /** Git tree id of the build context (or of the folder that a process starts in). */
  readonly contextTree: string | null;
  /** Git blob id of the Dockerfile; null: the target has none. */
  readonly dockerfileBlob: string | null;
  /** What its container has besides its image. Absent: nothing. */
  readonly files?: FileIds;
  /** All that the target needs. Absent: nothing. */
  readonly services?: readonly ServiceInputs[];
  /** What the target's own balancer is made from. Absent: it has none. */
  readonly balancer?: BalancerInputs | undefined;
  /** Git blob ids of the files with rows, by the name of the data; null: a file is not there. Absent: it has no data. */
  readonly data?: Readonly<Record<string, string | null>>;
  /** Git blob ids of the files that its requests send, by their paths; null: one is not there. Absent: they send none. */
  readonly bodyFiles?: FileIds;
  /** They change no figure. A change of them is judged all the same, so the cell has to be measured. */
  readonly limits?: Limits;
}

/**
 * Digest of everything that decides a cell's result besides the machine. Two equal digests: nothing to measure.
 * Names, paths, locations, durations of rounds and the wait for readiness are left out on purpose:
 * moving or renaming things does not change what is built, sent or counted.
 * @returns SHA-256 of the canonical JSON, 64 hexadecimal digits.
 */
export function inputsDigest({
  target,
  scenario,
  caps,
  contextTree,
  dockerfileBlob,
  files,
  services = [],
  balancer,
  data,
  bodyFiles = {},
  limits = {},
}: DigestInputs): string {
  const sent = (request: ScenarioRequest) => ({
    ...request,
    body: withFileNames(request.body, (file) => bodyFiles[file] ?? null),
  });
  return sha256(
    canonicalJson({
      schema: INPUTS_SCHEMA,
      contextTree,
      dockerfileBlob,
      buildArgs: target.build?.args ?? null,
      ...(target.build === null ? {} : buildInputs(target.build)),
      env: target.env,
      port: target.port,
      command: target.command,
      caps,
      ...startInputs(target),
      ...(files === undefined ? {} : { files }),
      ...(services.length === 0 ? {} : { services: services.map(serviceInputs) }),
      ...(target.balancer === null ? {} : { balancer: balancerInputs(target.balancer, balancer) }),
      network: target.network,
      ready: target.ready,
      request: sent(scenario.request),
      ...(scenario.steps === undefined
        ? {}
        : {
            steps: scenario.steps.map((step) => ({ ...step, request: sent(step.request) })),
            cookies: scenario.cookies === true,
          }),
      ...(scenario.mix === undefined ? {} : { mix: scenario.mix.map(({ percent }) => percent) }),
      ...(data === undefined ? {} : { data, ...rowUse(scenario) }),
      expect: scenario.expect,
      upstream: scenario.upstream === null ? null : upstreamInputs(scenario.upstream),
      connections: scenario.connections,
      ...(scenario.rate === undefined ? {} : { rate: scenario.rate }),
      ...(scenario.capacity === undefined ? {} : { capacity: scenario.capacity }),
      timeoutMs: scenario.timeoutMs,
      ...(Object.keys(limits).length === 0 ? {} : { limits }),
    }),
  );
}

/** How the rows are taken. What is as usual is left out, as below. */
function rowUse({ data = {} }: Scenario): Record<string, unknown> {
  const taken = Object.entries(data).flatMap(([name, { file: _, ...use }]) =>
    Object.keys(use).length === 0 ? [] : [[name, use]],
  );
  return taken.length === 0 ? {} : { dataUse: Object.fromEntries(taken) };
}

/** How else the target is started, and what it needs. What is as usual is left out, as below. */
function startInputs(target: Target): Record<string, unknown> {
  const { needs: _, balancer: __, ...plain } = PLAIN_TARGET;
  const keys = Object.keys(plain) as (keyof typeof plain)[];
  const asked = keys.filter((key) => canonicalJson(target[key]) !== canonicalJson(plain[key]));
  return Object.fromEntries(asked.map((key) => [key, target[key]]));
}

/** Its name is one of them, by which the target finds it. */
function serviceInputs({
  service,
  contextTree,
  dockerfileBlob,
  files,
}: ServiceInputs): Record<string, unknown> {
  const { location: _, readyTimeoutMs: __, build, ...rest } = service;
  return {
    ...rest,
    contextTree,
    dockerfileBlob,
    ...(files === undefined ? {} : { files }),
    build: build === null ? null : { args: build.args, ...buildInputs(build) },
  };
}

function balancerInputs(
  { build, ...rest }: Balancer,
  made: BalancerInputs | undefined,
): Record<string, unknown> {
  return {
    ...{ ...rest, ...made },
    build: build === null ? null : { args: build.args, ...buildInputs(build) },
  };
}

/**
 * What else decides the image. What is not given is left out, so that digests of builds without it are what they were
 * before it existed. Of a secret only its name is known, and a cache decides nothing.
 */
function buildInputs({ target, platform, network, secrets, ssh }: Build): Record<string, unknown> {
  return {
    ...(target === null ? {} : { stage: target }),
    ...(platform === null ? {} : { platform }),
    ...(network === null ? {} : { buildNetwork: network }),
    ...(secrets.length === 0 ? {} : { secrets: secrets.map(({ id }) => id).sort() }),
    ...(ssh.length === 0 ? {} : { ssh: [...ssh].sort() }),
  };
}

/** What is not given is left out, so that digests of scenarios without it are what they were before it existed. */
const upstreamInputs = ({ reuse, pool, ...rest }: UpstreamUse) => ({
  ...rest,
  ...(reuse === null ? {} : { reuse }),
  ...(pool === null ? {} : { pool }),
});
