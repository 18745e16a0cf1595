import type { Pull } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import { LoadgateError } from '../../model/error.js';
import type { CommitRef, RunRecord } from '../../model/record.js';

/** A record of which the commits are known to be what it says. */
export interface Proven {
  /** With labels of ours, since its own could say anything. */
  readonly record: RunRecord;
  /** The commit of the base branch that the pull request was measured against. */
  readonly base: string;
}

/**
 * Holds a record to the pull request that the event led to.
 * - Its candidate is either the pull request's own commit, or a merge of it: a commit of two parents, whose second is that
 *   commit. (GitHub makes the merge commit anew whenever one of the branches moves, so the number that it has now says
 *   nothing about the one that was measured.)
 * - What the pull request was merged into is on the base branch's history, and no older than where the two parted. A fork
 *   can push a merge by hand, and a pull request can be pointed at another branch after its run.
 * - Its baseline is that commit; where nothing was merged, where the two branches parted, or the base branch itself. Which
 *   record a run with stored figures compared with is found without it (stored.ts).
 * @param pull with the newest commit of its base branch
 * @throws LoadgateError `record-foreign` (usage)
 */
export async function ofPullRequest(
  record: RunRecord,
  pull: Pull,
  reader: Pick<RepositoryReader, 'parents' | 'mergeBase'>,
): Promise<Proven> {
  const { candidate, baseline, baselineFigures } = record;
  const mergedInto = await mergeBaseOf(candidate, pull, reader);
  const parted = await reader.mergeBase(pull.baseSha, pull.headSha);
  if (mergedInto !== null) await requireOnBase(mergedInto, parted, pull, reader);
  const base = mergedInto ?? parted ?? pull.baseSha;
  if (baselineFigures !== 'stored') requireBaseline(record, mergedInto, base, pull);
  return {
    base,
    record: {
      ...record,
      candidate: { sha: candidate.sha, label: `#${pull.number}` },
      baseline: baseline && { sha: baseline.sha, label: baselineFigures === 'stored' ? '' : pull.baseRef },
    },
  };
}

/** The commit that the pull request was merged into for the run; null: its own commit was measured. */
async function mergeBaseOf(
  candidate: CommitRef,
  { headSha }: Pull,
  reader: Pick<RepositoryReader, 'parents'>,
): Promise<string | null> {
  if (candidate.sha === headSha) return null;
  const parents = await reader.parents(candidate.sha);
  if (parents === null) throw foreign(`this repository has no commit ${short(candidate.sha)}`);
  const [first, second] = parents;
  if (first === undefined || second !== headSha || parents.length !== 2) {
    throw foreign(`${short(candidate.sha)} is neither ${short(headSha)} nor a merge of it`);
  }
  return first;
}

async function requireOnBase(
  mergedInto: string,
  parted: string | null,
  { baseSha, baseRef }: Pull,
  reader: Pick<RepositoryReader, 'mergeBase'>,
): Promise<void> {
  const isOnBase = mergedInto === baseSha || (await reader.mergeBase(mergedInto, baseSha)) === mergedInto;
  if (!isOnBase) {
    throw foreign(`its commit is a merge into ${short(mergedInto)}, which is not on the branch ${baseRef}`);
  }
  const isOlder =
    parted !== null && parted !== mergedInto && (await reader.mergeBase(parted, mergedInto)) !== parted;
  if (isOlder) {
    throw foreign(
      `its commit is a merge into ${short(mergedInto)}, and the pull request is based on ${short(parted)}, which is newer`,
    );
  }
}

function requireBaseline(
  { baseline, baselineFigures }: RunRecord,
  mergedInto: string | null,
  base: string,
  { baseSha }: Pull,
): void {
  if (baseline === null && baselineFigures === 'none') return;
  const right = mergedInto === null ? [base, baseSha] : [mergedInto];
  if (right.includes(baseline?.sha ?? '')) return;
  const where = mergedInto === null ? 'the pull request is based on' : 'its commit is a merge into';
  throw foreign(`it was compared with ${short(baseline?.sha ?? 'nothing')}, and ${where} ${short(base)}`);
}

const short = (sha: string): string => sha.slice(0, 7);

function foreign(why: string): LoadgateError {
  return new LoadgateError(`The record is of another commit than the run that ended: ${why}.`, {
    kind: 'usage',
    code: 'record-foreign',
    hint: 'Download the artifact of the run that the event names (`run-id: github.event.workflow_run.id`), and check out what GitHub checks out by default.',
  });
}
