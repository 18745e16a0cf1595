import { resolve } from 'node:path';
import type { BranchOptions } from '../baseline/branch/ref.js';
import { branchStore } from '../baseline/branch-store.js';
import { fileStore } from '../baseline/file-store.js';
import { branchReleases, folderReleases, type ReleaseStore } from '../baseline/releases.js';
import type { BaselineStore } from '../baseline/store.js';
import { type GitHub, openGitHub } from '../forge/github.js';
import { createGit } from '../git/create.js';
import { authEnv } from '../git/environment.js';
import type { Git } from '../git/types.js';
import { newSeed, type Session } from '../job/session.js';
import { seededRandom } from '../system/random.js';
import type { ActionContext } from './context.js';
import { actionExec } from './exec.js';
import type { ActionInputs } from './inputs.js';
import { forgeOptions } from './tell/context.js';

/** Git in the checkout; the token goes through git's environment configuration, never into argv or a URL. */
export function openGit(context: ActionContext, inputs: ActionInputs, { id, deps }: Session): Git {
  return createGit({
    exec: actionExec,
    dir: context.workspace,
    env: gitEnv(context, inputs),
    runId: id,
    signal: deps.signal,
  });
}

const gitEnv = (context: ActionContext, inputs: ActionInputs) =>
  inputs.token === null
    ? process.env
    : { ...process.env, ...authEnv(context.serverUrl, inputs.token, process.env) };

/** Where records are kept; null: nowhere (`baseline: none`, or a checkout without a remote). */
export async function openStore(
  git: Git,
  context: ActionContext,
  inputs: ActionInputs,
  session: Session,
): Promise<BaselineStore | null> {
  if (inputs.baseline.kind === 'file') return fileStore(resolve(context.workspace, inputs.baseline.path));
  const options = await branchOptions(git, context, inputs, session);
  return options === null ? null : branchStore(options);
}

/** Where records of releases are kept; null: nowhere, also where all records are in a single file. */
export async function openReleases(
  git: Git,
  context: ActionContext,
  inputs: ActionInputs,
  session: Session,
): Promise<ReleaseStore | null> {
  if (inputs.baseline.kind === 'file') {
    const path = resolve(context.workspace, inputs.baseline.path);
    return path.endsWith('.json') ? null : folderReleases(path);
  }
  const options = await branchOptions(git, context, inputs, session);
  return options === null ? null : branchReleases(options);
}

/** How the branch of the baselines is talked to; null: baselines are kept on none. */
export async function branchOptions(
  git: Git,
  context: ActionContext,
  inputs: ActionInputs,
  { id, deps }: Session,
): Promise<BranchOptions | null> {
  if (inputs.baseline.kind !== 'branch') return null;
  const url = await git.remoteUrl();
  if (url === null) return null;
  return {
    exec: actionExec,
    env: gitEnv(context, inputs),
    runId: id,
    url,
    branch: inputs.baseline.branch,
    clock: deps.clock,
    random: seededRandom(newSeed()),
    signal: deps.signal,
  };
}

/** GitHub, for what a comment asks; null: there is no token. */
export function openConversation(
  context: ActionContext,
  { token }: ActionInputs,
  { deps }: Session,
): GitHub | null {
  if (token === null) return null;
  return openGitHub({ ...forgeOptions(context, token, deps.log), token, signal: deps.signal });
}
