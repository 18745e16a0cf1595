import type { RequestStore } from '../baseline/request-store.js';
import type { Outcome } from '../compare/judge.js';
import type { JobRequest } from '../job/types.js';
import type { PartialRequest } from '../model/request.js';
import { list, number } from '../report/format.js';

/** The run that a request must be meant for, to count. */
export interface RequestPlace {
  readonly pullRequest: number;
  readonly run: number;
  readonly attempt: number;
  readonly key: string;
  /** The pull request's head and base branch, and the commit that is measured. */
  readonly head: string;
  readonly base: string;
  readonly sha: string;
}

/**
 * What a comment asked this very attempt of this very run to measure; null: everything. Only a repeated run asks.
 * @throws LoadgateError where it can't be read
 */
export async function requestFor(
  place: RequestPlace,
  store: Pick<RequestStore, 'of'> | null,
): Promise<PartialRequest | null> {
  if (store === null || place.attempt < 2) return null;
  const request = await store.of(place.pullRequest);
  return request !== null && isMeantFor(request, place) ? request : null;
}

/** Whether a request is for this attempt of this run, of these commits. */
export function isMeantFor(request: PartialRequest, place: Omit<RequestPlace, 'pullRequest'>): boolean {
  const { run, attempt, key, head, base, sha } = request;
  return (
    run === place.run &&
    attempt === place.attempt &&
    key === place.key &&
    head === place.head &&
    base === place.base &&
    sha === place.sha
  );
}

/** A request as a job takes it. */
export const partOfRequest = (request: PartialRequest): NonNullable<JobRequest['part']> => ({
  asked: request.targets,
  by: request.by,
  former: request,
});

/** What a reader must know of a run of a part; null: every cell is of this run. */
export function partNote(
  { asked, by }: NonNullable<JobRequest['part']>,
  { comparison }: Outcome,
): string | null {
  const kept = comparison.cells.filter((cell) => cell.kept === true).length;
  if (kept === 0) return null;
  const others = kept === 1 ? 'the other cell keeps' : `the other ${number(kept)} cells keep`;
  return `Only ${list(asked)} was measured, as ${by} asked: ${others} the verdict of the report before, which was of the same commit.`;
}
