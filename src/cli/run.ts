import { dirname, join, resolve } from 'node:path';
import type { Outcome } from '../compare/judge.js';
import { createGit } from '../git/create.js';
import type { Git } from '../git/types.js';
import { commitSide } from '../job/commit-side.js';
import { runJob } from '../job/job.js';
import { loadConfig } from '../job/load-config.js';
import { findRelease, LATEST } from '../job/release.js';
import { chooseBaseline, configAt } from '../job/repository.js';
import { newRunId, newSeed, type Session, withSession } from '../job/session.js';
import type { Watch } from '../job/so-far.js';
import type { JobRequest } from '../job/types.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { ProfileWhen } from '../model/profile.js';
import type { Shard } from '../model/shard.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import { exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';
import { readRecord } from './judge-again.js';
import { quickly } from './watch.js';

export interface RunOptions {
  /** Where the record is written; logs are kept beside it. */
  readonly record: string;
  readonly cells: readonly string[];
  /** null: `loadgate.yml`. */
  readonly config?: string;
  readonly base?: string;
  /** A tag, or `latest`. */
  readonly release?: string;
  readonly budget?: string;
  readonly slower?: string;
  /** Which cells are profiled. Absent: what the configuration says. */
  readonly profile?: ProfileWhen;
  readonly runtime: RuntimeChoice;
  readonly seed?: number;
  /** The part of the cells that is measured. */
  readonly shard?: Shard;
  /** Shorter rounds, for a loop beside an editor. */
  readonly quick?: boolean;
  /** Record whose times say how long the cells of all shards take. */
  readonly times?: string;
}

/**
 * Tried in this order where the clone does not know its remote's default branch. By their full names below `refs/`: a tag
 * called main is no branch.
 */
const DEFAULT_BRANCHES = ['remotes/origin/main', 'remotes/origin/master', 'heads/main', 'heads/master'];

/**
 * Compares the work tree, what is not committed included, with the merge base or the commit that was named.
 * @param watch is told what is known while it measures; absent: nobody
 * @throws LoadgateError(s) where the run could not start
 */
export async function run(
  options: RunOptions,
  log: Log,
  watch?: Watch,
): Promise<{ outcome: Outcome; signal: string | null }> {
  const id = newRunId();
  return withSession(
    {
      id,
      log,
      runtime: options.runtime,
      version: VERSION,
      logFolder: join(dirname(resolve(options.record)), 'logs'),
      keepsImages: true,
      ...(watch === undefined ? {} : { watch }),
    },
    async (session) => {
      const request = await toRequest(options, session);
      const { ref } = request.candidate;
      log.info(
        `${ref.label} ${ref.sha.slice(0, 7)} against ${request.baseline?.ref.label} ${request.baseline?.ref.sha.slice(0, 7)}`,
      );
      return { outcome: await runJob(request, session.deps), signal: session.interrupt.received() };
    },
  );
}

/**
 * What a run of these options measures.
 * @throws LoadgateError(s) of the configuration, of git, and of the record with the times
 */
export async function toRequest(options: RunOptions, { id, deps }: Session): Promise<JobRequest> {
  const git = createGit({ exec, dir: process.cwd(), env: process.env, runId: id, signal: deps.signal });
  const root = await git.root();
  const settings = { budget: options.budget ?? '', slower: options.slower ?? '', port: '', requests: '' };
  const written = await loadConfig({ root, file: options.config ?? null, settings });
  const config = withOptions(written, options);
  for (const remark of config.remarks ?? []) deps.log.info(remark);
  const candidate = await git.snapshotWorkTree();
  const head = await git.resolve('HEAD');
  const base =
    options.release === undefined
      ? await baseOf(git, options.base ?? null)
      : await releaseOf(git, options.release, { candidate, head }, deps.log);
  const isNamed = options.base !== undefined || options.release !== undefined;
  // Of HEAD, since no remote has a snapshot of the work tree.
  const met = isNamed ? base.sha : ((await git.mergeBase(head, base.sha)) ?? base.sha);
  const occasion = { kind: 'commit', commit: met } as const;
  const { commit, none, stored } = await chooseBaseline(git, candidate, occasion, null, config.compare);
  const label = candidate === head ? 'HEAD' : 'work tree';
  return {
    id,
    config,
    filter: options.cells,
    candidate: commitSide(git, { sha: candidate, label }, deps.cleanup),
    baseline: commit === null ? null : commitSide(git, { sha: commit, label: base.label }, deps.cleanup),
    baselineConfig: commit === null ? null : await configAt(git, commit, config.file),
    noBaseline: none,
    stored,
    ...(await shardOf(options)),
    seed: options.seed ?? seedOf(options, candidate),
  };
}

/** A configuration with what the command line says instead. */
function withOptions(written: Config, { quick, profile }: RunOptions): Config {
  const config = quick === true ? quickly(written) : written;
  return profile === undefined ? config : { ...config, profile };
}

async function shardOf({ shard, times }: RunOptions): Promise<Pick<JobRequest, 'shard' | 'times'>> {
  return {
    ...(shard === undefined ? {} : { shard }),
    ...(times === undefined ? {} : { times: await readRecord(times) }),
  };
}

/** Shards can't ask each other for a seed, so they have that of their commit. */
const seedOf = ({ shard }: RunOptions, candidate: string): number =>
  shard === undefined ? newSeed() : Number.parseInt(candidate.slice(0, 8), 16);

async function releaseOf(
  git: Git,
  wanted: string,
  { candidate, head }: { readonly candidate: string; readonly head: string },
  log: Log,
): Promise<{ sha: string; label: string }> {
  // A tag that is here needs no network.
  const local = wanted === LATEST ? null : await git.resolve(`refs/tags/${wanted}`).catch(() => null);
  if (local !== null) return { sha: local, label: wanted };
  const found = await findRelease(git, null, { wanted, candidate, head, ownTag: null });
  if (found !== null) {
    for (const note of found.notes) log.warning(note);
    return { sha: found.commit, label: found.name };
  }
  throw new LoadgateError(
    'No tag that is a version is in the history of HEAD, so there is no latest release.',
    {
      kind: 'usage',
      code: 'base-unknown',
      hint: 'Name a commit: loadgate run --base HEAD~1',
    },
  );
}

async function baseOf(git: Git, named: string | null): Promise<{ sha: string; label: string }> {
  if (named !== null) return { sha: await git.resolve(named), label: named };
  const known = await git.defaultBranch();
  for (const branch of known === null ? DEFAULT_BRANCHES : [`remotes/${known}`]) {
    const sha = await git.resolve(`refs/${branch}`).catch(() => null);
    if (sha !== null) return { sha, label: branch.replace(/^(?:remotes|heads)\//, '') };
  }
  throw new LoadgateError(
    'This clone does not know its default branch, so there is nothing to compare with.',
    {
      kind: 'usage',
      code: 'base-unknown',
      hint: 'Name a commit: loadgate run --base HEAD~1',
    },
  );
}
