import { canonicalJson, sha256 } from '../model/canonical.js';
import type { Build, Caps, Scenario, Target, UpstreamUse } from '../model/config.js';

/** Part of the digest, so that a change of what it covers makes every older digest differ. */
const INPUTS_SCHEMA = 'loadgate.inputs/v1';

export interface DigestInputs {
  readonly target: Target;
  readonly scenario: Scenario;
  /** The caps that its containers really get. */
  readonly caps: Caps;
  /** Git tree id of the build context (or of the folder that a process starts in). */
  readonly contextTree: string | null;
  /** Git blob id of the Dockerfile; null: the target has none. */
  readonly dockerfileBlob: string | null;
}

/**
 * Digest of everything that decides a cell's result besides the machine. Two equal digests: nothing to measure.
 * Names, paths, locations, durations of rounds and the wait for readiness are left out on purpose:
 * moving or renaming things does not change what is built, sent or counted.
 * @returns SHA-256 of the canonical JSON, 64 hexadecimal digits.
 */
export function inputsDigest({ target, scenario, caps, contextTree, dockerfileBlob }: DigestInputs): string {
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
      network: target.network,
      ready: target.ready,
      request: scenario.request,
      expect: scenario.expect,
      upstream: scenario.upstream === null ? null : upstreamInputs(scenario.upstream),
      connections: scenario.connections,
      timeoutMs: scenario.timeoutMs,
    }),
  );
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
