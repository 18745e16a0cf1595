import { dirname, join, resolve } from 'node:path';
import { createGit } from '../git/create.js';
import type { Git } from '../git/types.js';
import { runBisect } from '../job/bisect.js';
import { fileMemory } from '../job/bisect-state.js';
import { loadConfig } from '../job/load-config.js';
import { newRunId, newSeed, type Session, withSession } from '../job/session.js';
import type { BisectOutcome } from '../model/bisect.js';
import { LoadgateError } from '../model/error.js';
import type { CommitRef } from '../model/record.js';
import { renderBisect } from '../report/bisect.js';
import { printableJson } from '../report/printable-json.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import { exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';
import { exitCodeOfSignal } from './exit.js';

export interface BisectOptions {
  /** `GOOD..BAD`; without `BAD`, HEAD. */
  readonly range: string;
  /** A target or cell. */
  readonly cell?: string;
  readonly config?: string;
  readonly budget: string;
  readonly slower?: string;
  readonly runtime: RuntimeChoice;
  readonly seed?: number;
  /** Where a search that is cancelled is kept. */
  readonly state: string;
  readonly json: boolean;
}

/**
 * Looks for the commit that made a cell slower, and prints what it found to stdout.
 * @returns the exit code: 1 where something got slower, 0 where nothing did; 128 + the signal's number where one ended it
 * @throws LoadgateError(s)
 */
export async function bisect(options: BisectOptions, log: Log): Promise<number> {
  const id = newRunId();
  const logFolder = join(dirname(resolve(options.state)), 'logs');
  const { runtime } = options;
  return withSession(
    { id, log, runtime, version: VERSION, logFolder, keepsImages: true },
    async (session) => {
      try {
        const outcome = await searched(options, session);
        const { stdout } = process;
        stdout.write(`${options.json ? printableJson(outcome) : renderBisect(outcome)}\n`);
        return outcome.whole === null ? 0 : 1;
      } catch (error) {
        const signal = session.interrupt.received();
        if (signal === null) throw error;
        log.warning(
          `The search was cancelled. Run the same command again, and it goes on from ${options.state}.`,
        );
        return exitCodeOfSignal(signal);
      }
    },
  );
}

async function searched(options: BisectOptions, { id, deps }: Session): Promise<BisectOutcome> {
  const git = createGit({ exec, dir: process.cwd(), env: process.env, runId: id, signal: deps.signal });
  const root = await git.root();
  const settings = { budget: options.budget, slower: options.slower ?? '', port: '', requests: '' };
  const config = await loadConfig({ root, file: options.config ?? null, settings });
  for (const remark of config.remarks ?? []) deps.log.info(remark);
  const { good, bad } = await ends(git, options.range);
  deps.log.info(`${good.label} (${good.sha.slice(0, 7)}) .. ${bad.label} (${bad.sha.slice(0, 7)})`);
  const request = {
    ...{ id, git, config, good, bad },
    asked: options.cell ?? null,
    budgetMs: config.budgetMs,
    seed: options.seed ?? newSeed(),
    memory: fileMemory(resolve(options.state), deps.log),
  };
  return runBisect(request, deps);
}

async function ends(git: Git, range: string): Promise<{ good: CommitRef; bad: CommitRef }> {
  const [good = '', bad = '', ...more] = range.split('..');
  if (good === '' || bad.startsWith('.') || more.length > 0) {
    throw new LoadgateError(`"${range}" is no range of commits.`, {
      kind: 'usage',
      code: 'range-wrong',
      hint: 'Write GOOD..BAD, such as v1.4.0..HEAD: BAD is slower, and comes after GOOD.',
    });
  }
  const named = async (name: string): Promise<CommitRef> => ({ sha: await git.resolve(name), label: name });
  return { good: await named(good), bad: await named(bad === '' ? 'HEAD' : bad) };
}
