import { resolve } from 'node:path';
import type { BranchOptions } from '../baseline/branch/ref.js';
import { fileStore } from '../baseline/file-store.js';
import { branchHistory, type StoredHistory, storeHistory } from '../baseline/history.js';
import { folderReleases } from '../baseline/releases.js';
import { createGit } from '../git/create.js';
import { authEnv } from '../git/environment.js';
import type { Git } from '../git/types.js';
import { pointOf } from '../history/point.js';
import { historyChoice } from '../history/settings.js';
import type { History } from '../history/types.js';
import { historyOf } from '../job/history.js';
import { newRunId, newSeed } from '../job/session.js';
import { LoadgateError } from '../model/error.js';
import { hintOf } from '../model/issues.js';
import { renderHistory } from '../report/history.js';
import { printableJson } from '../report/printable-json.js';
import { systemClock } from '../system/clock.js';
import { exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import { seededRandom } from '../system/random.js';

/** Which history is read, and how it is judged. */
export interface HistoryOptions {
  /** A tag or a commit. */
  readonly since?: string;
  /** As they were written. */
  readonly window: string;
  readonly p: string;
  readonly least: string;
  readonly branch: string;
  /** A folder or a file of records; absent: the branch of the remote. */
  readonly from?: string;
}

/**
 * Prints what the stored history says to stdout.
 * @throws LoadgateError(s) if a setting is wrong, or records can't be read
 */
export async function printHistory(
  options: HistoryOptions & { readonly json: boolean },
  log: Log,
): Promise<void> {
  const { history } = await readHistory(options, log);
  process.stdout.write(`${options.json ? printableJson(history) : renderHistory(history)}\n`);
}

/** Reads and judges the history of the default branch, or of HEAD in a clone that does not know one. */
export async function readHistory(
  options: HistoryOptions,
  log: Log,
): Promise<{ readonly history: History; readonly git: Git }> {
  const choice = choiceOf(options);
  const id = newRunId();
  const git = createGit({ exec, dir: process.cwd(), env: process.env, runId: id });
  const stored = await storedHistory(options, git, id);
  const head = await git.resolve((await git.defaultBranch()) ?? 'HEAD');
  return { history: await historyOf({ ...choice, git, head, stored, log }), git };
}

function choiceOf({ since, window, p, least }: HistoryOptions) {
  const texts = [
    `window=${window}`,
    `p=${p}`,
    `least=${least}`,
    ...(since === undefined ? [] : [`since=${since}`]),
  ];
  const read = historyChoice.safeParse(texts.join(' '));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new LoadgateError(`${issue?.message}.`, {
    kind: 'usage',
    code: 'input-invalid',
    hint: (issue && hintOf(issue)) ?? 'See loadgate history --help.',
  });
}

async function storedHistory({ from, branch }: HistoryOptions, git: Git, id: string): Promise<StoredHistory> {
  if (from !== undefined) {
    const path = resolve(from);
    const releases = path.endsWith('.json') ? null : folderReleases(path);
    return storeHistory(fileStore(path), releases, pointOf);
  }
  return branchHistory(await branchOptions(git, branch, id), pointOf);
}

/** @throws LoadgateError `remote-missing` (usage) */
async function branchOptions(git: Git, branch: string, runId: string): Promise<BranchOptions> {
  const url = await git.remoteUrl();
  if (url === null) {
    throw new LoadgateError('This clone has no remote, which would have the branch of the baselines.', {
      kind: 'usage',
      code: 'remote-missing',
      hint: 'Name a folder of records with --from, or add the remote: git remote add origin URL',
    });
  }
  const random = seededRandom(newSeed());
  const { GITHUB_TOKEN: token = '', GITHUB_SERVER_URL: server = 'https://github.com' } = process.env;
  // In a workflow: a private repository's branch is read with the job's token.
  const env = token === '' ? process.env : { ...process.env, ...authEnv(server, token, process.env) };
  return { exec, env, runId, url, branch, clock: systemClock, random };
}
