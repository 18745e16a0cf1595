import type { Config } from '../model/config.js';

/** What a run may profile. */
export interface AllowedProfiles {
  readonly config: Config;
  /** Why no cell is profiled, a clause. Absent: the configuration decides. */
  readonly noProfiles?: string;
}

/**
 * A configuration with what the base says of profiles, on a pull request from a fork: the sampler runs on the machine of the
 * job, outside of the containers, and reads what their processes have written. The base has to ask for that in writing.
 * @param base the configuration of the baseline; null: there is none
 */
export function profilesOfBase(
  config: Config,
  { isFork, base }: { readonly isFork: boolean; readonly base: Config | null },
): AllowedProfiles {
  if (!isFork) return { config };
  if (base?.profile !== undefined) return { config: { ...config, profile: base.profile } };
  const { profile: _, ...silent } = config;
  return {
    config: silent,
    noProfiles:
      'this pull request is from a fork, and the configuration of its base does not ask for profiles',
  };
}
