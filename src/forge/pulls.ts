import { SHA_PATTERN } from '../model/patterns.js';
import type { Repository } from './people.js';
import { isObject, needed } from './reply.js';
import type { Sender } from './retry.js';

/** A pull request as the forge has it now. Repositories are `owner/name`. */
export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly headSha: string;
  readonly headRef: string;
  /** null: the fork is gone. */
  readonly headRepository: string | null;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly baseRepository: string;
  /** The commit on the base branch that it was merged as (merge, squash or rebase); null: it is not merged, or this is one of a list. */
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

/** What an answer tells of a pull request; null: it is no such answer, or a part of it is not what GitHub sends. */
export function toPull(data: unknown): Pull | null {
  if (!isObject(data) || !isObject(data['head']) || !isObject(data['base'])) return null;
  const { number, state, merged, merge_commit_sha: merge, head, base } = data;
  const { sha: headSha, ref: headRef, repo: headRepo } = head;
  const { sha: baseSha, ref: baseRef, repo: baseRepo } = base;
  const baseRepository = nameOf(baseRepo);
  if (typeof number !== 'number' || typeof state !== 'string' || baseRepository === null) return null;
  if (typeof headRef !== 'string' || typeof baseRef !== 'string') return null;
  if (!isSha(headSha) || !isSha(baseSha)) return null;
  return {
    number,
    open: state === 'open',
    headSha,
    headRef,
    headRepository: nameOf(headRepo),
    baseSha,
    baseRef,
    baseRepository,
    mergedAs: merged === true && isSha(merge) ? merge : null,
  };
}

/** All of a list; null: one of them is none. */
export function toPulls(data: unknown): readonly Pull[] | null {
  if (!Array.isArray(data)) return null;
  const pulls = data.map(toPull);
  return pulls.every((pull) => pull !== null) ? pulls : null;
}

function nameOf(repository: unknown): string | null {
  const name = isObject(repository) ? repository['full_name'] : null;
  return typeof name === 'string' ? name : null;
}

function isSha(value: unknown): value is string {
  return typeof value === 'string' && SHA_PATTERN.test(value);
}
