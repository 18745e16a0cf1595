import type { RunRecord } from '../model/record.js';
import type { JobRequest } from './types.js';

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
