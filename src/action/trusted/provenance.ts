import type { Pull } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import { LoadgateError } from '../../model/error.js';
import type { CommitRef, RunRecord } from '../../model/record.js';

/**
 * Holds a record to the pull request that the event led to. Its candidate is either the pull request's own commit, or a
 * merge of it: a commit of two parents, whose second is that commit. (GitHub makes the merge commit anew whenever one of
 * the branches moves, so the number that it has now says nothing about the one that was measured.) Where both sides ran, the baseline
 * has to be the merge's first parent. A fork could push such a merge by hand: it would lie about its own figures, which
 * it can anyway, and about nobody else's.
 * @returns the record with labels of ours, since its own could say anything
 * @throws LoadgateError `record-foreign` (usage)
 */
export async function ofPullRequest(
  record: RunRecord,
  pull: Pull,
  reader: RepositoryReader,
): Promise<RunRecord> {
  const mergedInto = await mergeBaseOf(record.candidate, pull, reader);
  const { baseline } = record;
  if (mergedInto !== null && record.baselineFigures === 'run' && baseline?.sha !== mergedInto) {
    throw foreign(
      `it was compared with ${short(baseline?.sha ?? 'nothing')}, and its commit is a merge into ${short(mergedInto)}`,
    );
  }
  const isOnBase = mergedInto !== null && baseline?.sha === mergedInto;
  return {
    ...record,
    candidate: { sha: record.candidate.sha, label: `#${pull.number}` },
    baseline: baseline && { sha: baseline.sha, label: isOnBase ? pull.baseRef : '' },
  };
}

/** The commit that the pull request was merged into for the run; null: its own commit was measured. */
async function mergeBaseOf(
  candidate: CommitRef,
  { headSha }: Pull,
  reader: RepositoryReader,
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

const short = (sha: string): string => sha.slice(0, 7);

function foreign(why: string): LoadgateError {
  return new LoadgateError(`The record is of another commit than the run that ended: ${why}.`, {
    kind: 'usage',
    code: 'record-foreign',
    hint: 'Download the artifact of the run that the event names (`run-id: github.event.workflow_run.id`), and check out what GitHub checks out by default.',
  });
}
