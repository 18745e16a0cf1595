import type { BareOptions } from '../git/bare.js';
import type { GitRunner } from '../git/run.js';
import { identity } from '../git/snapshot.js';
import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { serialiseRecord } from '../record/serialise.js';
import type { Clock } from '../system/clock.js';
import type { Random } from '../system/random.js';
import { branchRef, DEFAULT_BRANCH } from './branch-name.js';
import { BRANCH_README } from './branch-readme.js';
import {
  at,
  type BranchTip,
  commitRecord,
  FetchFailed,
  readRecordText,
  recordsOf,
  withBranch,
} from './branch-repository.js';
import { pushCommit } from './push.js';
import { fileNameOf, isNewer, readStored } from './read.js';
import type { BaselineStore, PutResult } from './types.js';

export interface BranchStoreOptions extends BareOptions {
  /** `loadgate` where not given. */
  readonly branch?: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Attempts in all. Of n writers at once one gets through each time, so that n − 1 may have to try again. */
export const PUSH_ATTEMPTS = 100;
export const FETCH_ATTEMPTS = 3;
/** Waits before another attempt: random between 0 and 200 ms · 2ⁿ, at most 5 s, so that writers spread out. */
const WAIT_MS = 200;
const MAX_WAIT_MS = 5000;
/** No attempt is begun later than this after the first: a job must not sit out its time limit over it. */
const MAX_TRYING_MS = 5 * 60_000;

/** What one attempt came to. */
export type Attempt<T> = { readonly value: T } | { readonly error: LoadgateError };

/**
 * Records on a branch of their own, `records/<commit>.json`. Every operation works in a temporary bare
 * repository and leaves nothing behind; writing adds one commit, never by force, and starts anew when
 * somebody else was quicker.
 * @throws LoadgateError `baseline-branch-name` (usage)
 */
export function branchStore(options: BranchStoreOptions): BaselineStore {
  const name = options.branch ?? DEFAULT_BRANCH;
  const branch = { name, ref: branchRef(name) };

  const read = <T>(sha: string, body: (runner: GitRunner, tip: BranchTip) => Promise<T>): Promise<T> =>
    retrying(options, FETCH_ATTEMPTS, async () => ({ value: await withBranch(options, branch, sha, body) }));

  const find: BaselineStore['find'] = async (commits) => {
    const [first] = commits;
    if (first === undefined) return null;
    return read(first, async (runner, tip) => {
      const records = recordsOf(tip);
      const sha = commits.find((commit) => records.has(commit));
      return sha === undefined ? null : readRecord(runner, tip, sha, name);
    });
  };

  return {
    find,
    get: (sha) => find([sha]),
    list: () => read('', async (_runner, tip) => [...recordsOf(tip).keys()].sort()),
    put: async (record) => {
      const text = serialiseRecord(record);
      const put = (runner: GitRunner, tip: BranchTip): Promise<Attempt<PutResult>> =>
        putRecord(runner, tip, { record, text, branch, nowMs: options.clock.now() });
      return retrying(options, PUSH_ATTEMPTS, () => withBranch(options, branch, record.candidate.sha, put));
    },
  };
}

interface Put {
  readonly record: RunRecord;
  readonly text: string;
  readonly branch: { readonly name: string; readonly ref: string };
  readonly nowMs: number;
}

async function putRecord(runner: GitRunner, tip: BranchTip, put: Put): Promise<Attempt<PutResult>> {
  const { record, text, branch } = put;
  const { sha } = record.candidate;
  const existing = await existingRecord(runner, tip, sha, branch.name);
  if (existing.text === text) return { value: { stored: true, why: `already on branch ${branch.name}` } };
  if (existing.record !== null && isNewer(existing.record, record)) {
    const why = `branch ${branch.name} has a newer record of ${sha.slice(0, 7)}`;
    return { value: { stored: false, why } };
  }
  const commit = await commitRecord(runner, tip, {
    fileName: fileNameOf(sha),
    text,
    readme: BRANCH_README,
    message: messageOf(record, existing),
    identity: identity(`@${Math.floor(put.nowMs / 1000)} +0000`),
  });
  const end = await pushCommit(runner, commit, branch);
  if (end.kind === 'refused') throw end.error;
  if (end.kind === 'again') return { error: end.error };
  return { value: { stored: true, why: `stored on branch ${branch.name}` } };
}

interface Existing {
  /** null: there is none. */
  readonly text: string | null;
  /** null: there is none, or it can't be read. */
  readonly record: RunRecord | null;
}

/** What is about to be replaced. Here, and only here, a record may be unreadable: it gives way to a good one. */
async function existingRecord(
  runner: GitRunner,
  tip: BranchTip,
  sha: string,
  branch: string,
): Promise<Existing> {
  const entry = recordsOf(tip).get(sha);
  if (entry === undefined) return { text: null, record: null };
  const text = await readRecordText(runner, entry, branch);
  try {
    return { text, record: readStored(text, sha, fileNameOf(sha), '') };
  } catch {
    return { text, record: null };
  }
}

function messageOf(record: RunRecord, existing: Existing): string {
  const lines = [
    `Baseline of ${record.candidate.sha.slice(0, 12)}`,
    '',
    `Run ${record.id}, ${record.startedAt}.`,
  ];
  if (existing.record !== null) lines.push(`Replaces the record of run ${existing.record.id}.`);
  else if (existing.text !== null) lines.push('Replaces a record that could not be read.');
  return `${lines.join('\n')}\n`;
}

async function readRecord(
  runner: GitRunner,
  tip: BranchTip,
  sha: string,
  branch: string,
): Promise<RunRecord | null> {
  const entry = recordsOf(tip).get(sha);
  if (entry === undefined) return null;
  const from = `records/${fileNameOf(sha)} on branch ${at(branch, tip.commit)}`;
  const remedy = `Remove records/${fileNameOf(sha)} from the branch ${branch}, or let a run of that commit store it again.`;
  return readStored(await readRecordText(runner, entry, branch), sha, from, remedy);
}

/**
 * Repeats an attempt, all of it, while others are quicker or the network fails; bound in number and in time.
 * @throws LoadgateError the last attempt's, which says how long it was tried
 */
export async function retrying<T>(
  { clock, random, signal }: Pick<BranchStoreOptions, 'clock' | 'random' | 'signal'>,
  attempts: number,
  attempt: () => Promise<Attempt<T>>,
): Promise<T> {
  const startedNs = clock.monotonicNs();
  let failedFetches = 0;
  for (let count = 1; ; count++) {
    const end = await attempt().catch(asAttempt);
    if ('value' in end) return end.value;
    failedFetches = end.error instanceof FetchFailed ? failedFetches + 1 : 0;
    const triedMs = Number(clock.monotonicNs() - startedNs) / 1e6;
    if (count >= attempts || failedFetches >= FETCH_ATTEMPTS || triedMs >= MAX_TRYING_MS) {
      throw givenUp(end.error, count, triedMs);
    }
    const bound = Math.min(MAX_WAIT_MS, WAIT_MS * 2 ** count);
    await clock.sleep(random.below(bound + 1), signal);
  }
}

function givenUp(error: LoadgateError, attempts: number, triedMs: number): LoadgateError {
  const { kind, code, hint, log } = error;
  const tried = `given up after ${attempts} attempts in ${Math.round(triedMs / 1000)} s`;
  return new LoadgateError(`${error.message} (${tried})`, { kind, code, hint, log, cause: error });
}

/** A network that failed, and a branch that was removed between two looks, are worth another attempt. */
function asAttempt(error: unknown): { readonly error: LoadgateError } {
  if (error instanceof FetchFailed && (error.failure === 'network' || error.failure === 'gone'))
    return { error };
  throw error;
}
