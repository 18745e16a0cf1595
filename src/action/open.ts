import { resolve } from 'node:path';
import { type AcceptedStore, acceptedStore } from '../baseline/accepted-store.js';
import type { BranchOptions } from '../baseline/branch/ref.js';
import { branchStore } from '../baseline/branch-store.js';
import { fileStore } from '../baseline/file-store.js';
import { branchReleases, folderReleases, type ReleaseStore } from '../baseline/releases.js';
import {
  type BisectRequestStore,
  bisectRequestStore,
  type RequestStore,
  requestStore,
} from '../baseline/request-store.js';
import type { BaselineStore } from '../baseline/store.js';
import type { GitHub } from '../forge/github.js';
import { createGit } from '../git/create.js';
import { authEnv } from '../git/environment.js';
import type { Git } from '../git/types.js';
import { newSeed, type Session } from '../job/session.js';
import type { JobDeps } from '../job/types.js';
import { seededRandom } from '../system/random.js';
import { findCheckout } from './checkout.js';
import type { ActionContext } from './context.js';
import { actionExec } from './exec.js';
import type { ActionInputs } from './inputs.js';
import { openForge } from './open-forge.js';
import { isForks } from './trigger.js';

/** One run of the Action: what it is asked for, what started it, and what it can reach. */
export interface ActionRun {
  readonly id: string;
  readonly inputs: ActionInputs;
  readonly context: ActionContext;
  readonly deps: JobDeps;
  /** Absolute path of the checkout. */
  readonly folder: string;
  readonly git: Git;
  readonly github: GitHub;
  /** Opened when first asked for, and the same ones afterwards. */
  stores(): Promise<Stores>;
}

/** Where records, and what people said, are kept. null: nowhere. */
export interface Stores {
  /** null with `baseline: none`, and in a checkout without a remote. */
  readonly baselines: BaselineStore | null;
  /** null also where all records are in a single file. */
  readonly releases: ReleaseStore | null;
  /** What is kept on a branch alone; null: there is none. */
  readonly branch: BranchStores | null;
}

export interface BranchStores {
  readonly name: string;
  readonly options: BranchOptions;
  readonly accepted: AcceptedStore;
  readonly requests: RequestStore;
  readonly bisects: BisectRequestStore;
}

/** @throws LoadgateError (usage) `checkout-missing`, `checkout-unclear` */
export function openRun(inputs: ActionInputs, context: ActionContext, { id, deps }: Session): ActionRun {
  const { token } = inputs;
  // The token goes through git's environment configuration, never into argv or a URL.
  const env =
    token === null ? process.env : { ...process.env, ...authEnv(context.serverUrl, token, process.env) };
  const { folder, path } = findCheckout(context.workspace, inputs.path);
  if (path !== '.') deps.log.info(`The checkout is in ${path}.`);
  const { serverUrl, owner, repo, trigger } = context;
  // A workflow may check the fork out: its branches and its baselines are not those of the base.
  const isFork = isForks(trigger);
  const home = isFork ? { home: { serverUrl, repository: `${owner}/${repo}` } } : {};
  const git = createGit({ exec: actionExec, dir: folder, env, runId: id, signal: deps.signal, ...home });
  let stores: Promise<Stores> | null = null;
  return {
    id,
    inputs,
    context,
    deps,
    folder,
    git,
    github: openForge(context, token, deps.log, deps.signal),
    stores: () => {
      stores ??= openStores({ id, inputs, context, deps, git }, env);
      return stores;
    },
  };
}

type Opening = Pick<ActionRun, 'id' | 'inputs' | 'context' | 'deps' | 'git'>;

async function openStores(run: Opening, env: NodeJS.ProcessEnv): Promise<Stores> {
  const { baseline } = run.inputs;
  if (baseline.kind === 'file') {
    const path = resolve(run.context.workspace, baseline.path);
    const releases = path.endsWith('.json') ? null : folderReleases(path);
    return { baselines: fileStore(path), releases, branch: null };
  }
  const url = baseline.kind === 'branch' ? await run.git.remoteUrl() : null;
  if (baseline.kind === 'none' || url === null) return { baselines: null, releases: null, branch: null };
  const options: BranchOptions = {
    exec: actionExec,
    env,
    runId: run.id,
    url,
    branch: baseline.branch,
    clock: run.deps.clock,
    random: seededRandom(newSeed()),
    signal: run.deps.signal,
  };
  return {
    baselines: branchStore(options),
    releases: branchReleases(options),
    branch: {
      name: baseline.branch,
      options,
      accepted: acceptedStore(options),
      requests: requestStore(options),
      bisects: bisectRequestStore(options),
    },
  };
}
