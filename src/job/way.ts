import { schedule } from '../compare/rule.js';
import type { RoundMix } from '../measure/deps.js';
import type { MeasureSettings } from '../model/config.js';
import type { RunRecord, SideName } from '../model/record.js';
import type { JobRequest, JobSide } from './types.js';

/** A duet for the ratios, a solo of each side for the absolute figures, a block of probes for the service time. */
export const COMPARING: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'reduce' };

/** Generations without which no change is confirmed. */
export const leastGenerations = (settings: MeasureSettings): number => {
  const { screen, confirm } = schedule(settings);
  return screen + confirm;
};

type Question = Pick<JobRequest, 'stored' | 'config'> & { readonly baseline: unknown };

/**
 * Whether the candidate is compared with stored figures instead of with a baseline that runs beside it: where
 * that was asked for, and where the baseline's commit can't be had. Without a stored record both sides run.
 */
export function comparesStored<R extends Question>(
  request: R,
): request is R & { readonly stored: RunRecord } {
  return request.stored !== null && (request.config.compare === 'stored' || request.baseline === null);
}

/** The files of a side; without a baseline, the candidate's. */
export const sourceOf = (
  { candidate, baseline }: Pick<JobRequest, 'candidate' | 'baseline'>,
  side: SideName,
): JobSide => (side === 'baseline' ? (baseline ?? candidate) : candidate);
