import type { Outcome } from '../compare/judge.js';
import type { Git } from '../git/types.js';
import type { BisectOutcome, BisectReport } from '../model/bisect.js';
import type { Config } from '../model/config.js';
import { toLoadgateErrors } from '../model/error.js';
import type { CommitRef } from '../model/record.js';
import { cleanUp, createCleanup } from '../system/cleanup.js';
import { runBisect, slowerCells } from './bisect.js';
import { noMemory } from './bisect-state.js';
import type { JobDeps } from './types.js';

/** The time that a search needs at least to come to anything, ms. */
const LEAST_MS = 10_000;

/** A run that is over, and the commits that it compared. */
export interface RedRequest {
  readonly id: string;
  readonly git: Git;
  readonly config: Config;
  readonly good: CommitRef;
  readonly bad: CommitRef;
  readonly measured: Outcome;
  /** A target or cell; null: each cell that got slower. */
  readonly asked: string | null;
  /** For all searches, ms. Of a search, only measuring counts; what it takes besides is lost for those that follow. */
  readonly budgetMs: number;
  readonly seed: number;
}

/**
 * Searches for the commits behind what a run found slower, cell by cell, the one that changed most first. It changes nothing
 * of the run's verdict, and never throws: a search that fails says why. What the run itself still holds (containers,
 * networks) is removed first.
 * @returns empty: no cell got slower
 */
export async function bisectRed(request: RedRequest, deps: JobDeps): Promise<readonly BisectReport[]> {
  const { asked, budgetMs, measured } = request;
  const cells = slowerCells(measured)
    .map(({ cell }) => cell)
    .filter((cell) => asked === null || cell === asked || cell.startsWith(`${asked}/`));
  if (cells.length === 0) return [];
  await cleanUp(deps.cleanup, deps.log);
  const endMs = deps.clock.now() + budgetMs;
  const reports: BisectReport[] = [];
  for (const [place, cell] of cells.entries()) {
    const ownMs = (endMs - deps.clock.now()) / (cells.length - place);
    reports.push(await reportOn(cell, ownMs, request, deps));
  }
  return reports;
}

async function reportOn(
  cell: string,
  budgetMs: number,
  request: RedRequest,
  deps: JobDeps,
): Promise<BisectReport> {
  if (deps.signal.aborted) return { cell, outcome: null, why: 'The search was cancelled.' };
  if (budgetMs < LEAST_MS)
    return { cell, outcome: null, why: 'The budget ended before its search could begin.' };
  deps.log.info(`Searching for the commit that made ${cell} slower.`);
  const { id, git, config, good, bad, measured, seed } = request;
  const search = { id, git, config, good, bad, measured, seed, budgetMs, asked: cell, memory: noMemory };
  return reported(cell, () => withOwnCleanup(deps, (own) => runBisect(search, own)), deps);
}

/** What a search came to, or why it came to nothing. */
export async function reported(
  cell: string,
  search: () => Promise<BisectOutcome>,
  { log, signal }: Pick<JobDeps, 'log' | 'signal'>,
): Promise<BisectReport> {
  try {
    return { cell, outcome: await search(), why: null };
  } catch (error) {
    if (signal.aborted) return { cell, outcome: null, why: 'The search was cancelled.' };
    const [first] = toLoadgateErrors(error);
    const why = `${first?.message ?? ''} ${first?.hint ?? ''}`.trim();
    log.warning(`The search for the commit ended: ${first?.code}: ${why}`);
    return { cell, outcome: null, why };
  }
}

/** Removes what `body` leaves as soon as it ends, so that the next search finds its names free. */
export async function withOwnCleanup<T>(deps: JobDeps, body: (own: JobDeps) => Promise<T>): Promise<T> {
  const cleanup = createCleanup();
  try {
    return await body({ ...deps, cleanup });
  } finally {
    await cleanUp(cleanup, deps.log);
  }
}
