import type { Repository } from './people.js';
import { isObject, needed } from './reply.js';
import type { Sender } from './retry.js';

/** A pull request as the forge has it now. */
export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly headSha: string;
  readonly headRef: string;
  /** `owner/name`; null: the fork is gone. */
  readonly headRepository: string | null;
  readonly baseSha: string;
  readonly baseRef: string;
  /** The commit on the base branch that it was merged as (merge, squash or rebase); null: it is not merged. */
  readonly mergedAs: string | null;
}

/** @throws LoadgateError `forge-refused`, `forge-failed` */
export async function readPull(sender: Sender, repository: Repository, number: number): Promise<Pull> {
  const route = '/repos/{owner}/{repo}/pulls/{pull_number}';
  const parameters = { ...repository, pull_number: number };
  return needed(
    await sender.repeatable({ method: 'GET', route, parameters }, toPull),
    `read pull request #${number}`,
  );
}

const SHA = /^[0-9a-f]{40,64}$/;

function toPull(data: unknown): Pull | null {
  if (!isObject(data) || !isObject(data['head']) || !isObject(data['base'])) return null;
  const { number, state, merged, merge_commit_sha: merge, head, base } = data;
  const { sha: headSha, ref: headRef, repo: headRepo } = head as Record<string, unknown>;
  const { sha: baseSha, ref: baseRef } = base as Record<string, unknown>;
  if (typeof number !== 'number' || typeof headRef !== 'string' || typeof baseRef !== 'string') return null;
  if (!isSha(headSha) || !isSha(baseSha)) return null;
  const name = isObject(headRepo) ? headRepo['full_name'] : null;
  return {
    number,
    open: state === 'open',
    headSha,
    headRef,
    headRepository: typeof name === 'string' ? name : null,
    baseSha,
    baseRef,
    mergedAs: merged === true && isSha(merge) ? merge : null,
  };
}

function isSha(value: unknown): value is string {
  return typeof value === 'string' && SHA.test(value);
}
