import type { Config } from '../model/config.js';
import type { JobRequest, JobSide } from './types.js';

/** What is measured without anything to compare it with. */
export interface OneSide {
  readonly id: string;
  /** Its budget is what measuring takes. */
  readonly config: Config;
  readonly side: JobSide;
  readonly seed: number;
}

/** The same code on both sides, measured although nothing changed: what a runner can tell, and what a service does. */
export const againstItself = ({ id, config, side, seed }: OneSide): JobRequest => ({
  id,
  config,
  filter: [],
  candidate: side,
  baseline: side,
  baselineConfig: null,
  noBaseline: null,
  stored: null,
  seed,
  evenIfUnchanged: true,
});
