import { resolve } from 'node:path';
import { branchStore } from '../baseline/branch.js';
import { fileStore } from '../baseline/file.js';
import type { BaselineStore } from '../baseline/types.js';
import { createGit } from '../git/create.js';
import { authEnv } from '../git/environment.js';
import type { Git } from '../git/types.js';
import { newSeed, type Session } from '../job/session.js';
import { seededRandom } from '../system/random.js';
import type { ActionContext } from './context.js';
import { actionExec } from './exec.js';
import type { ActionInputs } from './inputs.js';

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
  { id, deps }: Session,
): Promise<BaselineStore | null> {
  if (inputs.baseline.kind === 'none') return null;
  if (inputs.baseline.kind === 'file') return fileStore(resolve(context.workspace, inputs.baseline.path));
  const url = await git.remoteUrl();
  if (url === null) return null;
  return branchStore({
    exec: actionExec,
    env: gitEnv(context, inputs),
    runId: id,
    url,
    branch: inputs.baseline.branch,
    clock: deps.clock,
    random: seededRandom(newSeed()),
    signal: deps.signal,
  });
}
