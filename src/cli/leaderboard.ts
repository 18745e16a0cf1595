import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configDigest } from '../config/digest.js';
import { createGit } from '../git/create.js';
import type { Git } from '../git/types.js';
import { commitSide } from '../job/commit-side.js';
import { loadConfig } from '../job/load-config.js';
import { toProblems } from '../job/problems.js';
import { DEFAULT_RANKING_SOLO_MS, otherRecord, runRanking } from '../job/rank.js';
import { newRunId, newSeed, withSession } from '../job/session.js';
import { agreementOf } from '../leaderboard/agreement.js';
import { agreementText } from '../leaderboard/agreement-text.js';
import { makeLeaderboard } from '../leaderboard/board.js';
import { readLeaderboard } from '../leaderboard/read.js';
import type { Facts, Leaderboard } from '../leaderboard/types.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { planCells } from '../plan/cells.js';
import { parseRecord } from '../record/parse.js';
import { serialiseRecord } from '../record/serialise.js';
import { renderProblemText } from '../report/problems.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import { exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';
import { exitCodeOfProblems } from './exit.js';
import { readAllFacts } from './leaderboard-facts.js';
import { writeIn, writeLeaderboard } from './leaderboard-files.js';

export interface LeaderboardOptions {
  readonly cells: readonly string[];
  readonly generations: number;
  readonly most: number;
  readonly budget?: string;
  readonly config: string;
  readonly runtime: RuntimeChoice;
  readonly seed?: number;
  /** Folder of what is written. */
  readonly out: string;
  /** A second place for the page, with its pictures in images/ beside it. */
  readonly markdown?: string;
  /** A record that is shown instead of measuring. */
  readonly from?: string;
  /** The leaderboard.json of another run. */
  readonly compare?: string;
  /** A record that is measured on. */
  readonly continue?: string;
  /** The target that all others are measured beside. Absent: the first one that can be. */
  readonly reference?: string;
}

/** What is known before anything is measured. */
interface Ground {
  readonly git: Git;
  readonly config: Config;
  /** null: none was given. */
  readonly budgetMs: number | null;
  readonly facts: ReadonlyMap<string, Facts>;
}

/**
 * Measures targets beside one another (or reads a record), and writes the leaderboard.
 * @returns the exit code: 2 or 3 where a target or the machine failed, with whatever was measured written all the same
 * @throws LoadgateError(s) where it could not start
 */
export async function leaderboard(options: LeaderboardOptions, log: Log): Promise<number> {
  const id = newRunId();
  const ground = await groundOf(options, id);
  // Read first: a wrong path must not cost the measuring.
  const other = options.compare === undefined ? null : await readText(options.compare);
  const first = other === null ? null : readLeaderboard(other, options.compare ?? '');
  const earlier =
    options.continue === undefined ? null : parseRecord(await readText(options.continue), options.continue);
  const { record, signal } =
    options.from === undefined
      ? await measured(options, ground, earlier, id, log)
      : { record: parseRecord(await readText(options.from), options.from), signal: null };
  const board = makeLeaderboard(record, ground.config, configDigest(ground.config), ground.facts);
  await write(board, options, signal, log);
  if (first !== null) process.stdout.write(agreementText(agreementOf(first, board)));
  for (const problem of record.problems) process.stderr.write(`${renderProblemText(problem)}\n`);
  return exitCodeOfProblems(record.problems, signal);
}

/** The configuration and what the targets say of themselves: both are wrong before an hour of measuring, or never. */
async function groundOf(options: LeaderboardOptions, id: string): Promise<Ground> {
  const git = createGit({ exec, dir: process.cwd(), env: process.env, runId: id });
  const root = await git.root();
  const load = (budget: string) =>
    loadConfig({ root, file: options.config, settings: { budget, port: '', requests: '' } });
  // A record that is measured on has the configuration of the file, however long each piece may take.
  const config = await load('');
  const { budget } = options;
  const budgetMs = budget === undefined ? null : (await load(budget)).budgetMs;
  if (options.reference !== undefined) mustBeMeasured(options.reference, config, options.cells);
  return { git, config, budgetMs, facts: await readAllFacts(config, root) };
}

/** @throws LoadgateError `unknown-cell` (usage) */
function mustBeMeasured(reference: string, config: Config, cells: readonly string[]): void {
  if (planCells(config, cells).some(({ target }) => target.name === reference)) return;
  throw new LoadgateError(`"${reference}" is to be the reference, and is not measured.`, {
    kind: 'usage',
    code: 'unknown-cell',
    hint: 'Name a target that is measured: `--reference` takes one of them.',
  });
}

/** A page that is committed is not written over by a run that was broken off, none by a run that measured nothing. */
async function write(board: Leaderboard, options: LeaderboardOptions, signal: string | null, log: Log) {
  const measured = board.scenarios.some(({ rows }) =>
    rows.some(({ figures, capacity }) => figures !== null || capacity !== undefined),
  );
  if (!measured) {
    log.error('Nothing was measured: no leaderboard is written.');
    return;
  }
  const markdown = signal === null ? (options.markdown ?? null) : null;
  const { out, config } = options;
  for (const file of await writeLeaderboard(board, { out, markdown, config })) log.info(`wrote ${file}`);
}

/** The record as it was written: what is shown of it now is what `--from` shows later. */
async function measured(
  options: LeaderboardOptions,
  ground: Ground,
  earlier: RunRecord | null,
  id: string,
  log: Log,
) {
  const { record, signal } = await measure(options, ground, earlier, id, log);
  const text = serialiseRecord(record);
  const path = join(options.out, 'record.json');
  await writeIn(path, text);
  return { record: parseRecord(text, path), signal };
}

async function measure(
  options: LeaderboardOptions,
  ground: Ground,
  earlier: RunRecord | null,
  id: string,
  log: Log,
) {
  const { git, config, budgetMs } = ground;
  const sha = await git.snapshotWorkTree();
  const label = sha === (await git.resolve('HEAD')) ? 'HEAD' : 'work tree';
  return withSession({ id, log, runtime: options.runtime, version: VERSION }, async ({ deps, interrupt }) => {
    if (earlier !== null) mustBeOfHere(earlier, config, deps.machine.fingerprint);
    const request = {
      id,
      config,
      filter: options.cells,
      candidate: commitSide(git, { sha, label }, deps.cleanup),
      generations: options.generations,
      most: options.most,
      budgetMs,
      soloMs: DEFAULT_RANKING_SOLO_MS,
      seed: options.seed ?? newSeed(),
      ...(options.reference === undefined ? {} : { reference: options.reference }),
      ...(earlier === null ? {} : { from: earlier }),
    };
    return { record: await runRanking(request, deps), signal: interrupt.received() };
  });
}

/** @throws LoadgateError `record-other` (usage) */
function mustBeOfHere(earlier: RunRecord, config: Config, fingerprint: string): void {
  if (earlier.configDigest !== configDigest(config)) throw otherRecord('it has another configuration');
  if (earlier.machine.fingerprint !== fingerprint) throw otherRecord('another machine made it');
  if (earlier.baseline !== null) throw otherRecord('it is of a comparison');
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const [problem] = toProblems(cause);
    throw new LoadgateError(`${path} can't be read: ${problem?.message}`, {
      kind: 'usage',
      code: 'input-invalid',
      hint: 'Name a file that a leaderboard wrote: record.json, or leaderboard.json to compare with.',
      cause,
    });
  }
}
