import type { Commit, Range } from '../bisect/history.js';
import type { Git, RangeCommit } from '../git/types.js';
import { cellKey } from '../measure/schedule.js';
import type { Config } from '../model/config.js';
import type { CommitRef } from '../model/record.js';
import { planCells } from '../plan/cells.js';
import type { CleanupStack } from '../system/cleanup.js';
import { baselineTarget, initialCells } from './cells.js';
import { commitSide } from './commit-side.js';
import { configAt } from './repository.js';
import { servicesOf } from './services.js';

/** Commits whose inputs are read at once. */
const AT_ONCE = 8;

/** The configuration that each commit is built and started by. */
export type ConfigOf = (sha: string) => Promise<Config>;

/**
 * Each commit is built and started as its own configuration says, and measured as ours does: scenarios, caps, and lengths of
 * rounds are the same all over the range.
 */
export function configsOf(git: Git, ours: Config): ConfigOf {
  const known = new Map<string, Promise<Config>>();
  const read = async (sha: string): Promise<Config> => {
    const theirs = await configAt(git, sha, ours.file);
    if (theirs === null) return ours;
    const targets = ours.targets.map((target) =>
      target.url === null ? baselineTarget(target, theirs) : target,
    );
    const services = servicesOf('baseline', { config: ours, baselineConfig: theirs });
    return { ...ours, targets, services };
  };
  return (sha) => {
    const config = known.get(sha) ?? read(sha);
    known.set(sha, config);
    return config;
  };
}

export interface RangeQuestion {
  readonly git: Git;
  readonly good: CommitRef;
  readonly bad: CommitRef;
  /** As git has it, the newest first. */
  readonly commits: readonly RangeCommit[];
  /** `target/scenario` */
  readonly cell: string;
  readonly configOf: ConfigOf;
  /** Whether targets run as processes. */
  readonly areProcesses: boolean;
  readonly cleanup: CleanupStack;
}

/** The range of a search, with what the cell is made of in each commit: nothing is built to know that. */
export async function rangeOf(question: RangeQuestion): Promise<Range> {
  const { good, bad, commits } = question;
  const own = new Map(commits.map(({ sha, parents }): [string, Commit] => [sha, { sha, parents }]));
  // A line may begin at a commit outside of the range, beside which what it brings in is looked at.
  const outside = commits.flatMap(({ parents }) => parents).filter((sha) => !own.has(sha));
  const all = [...new Set([good.sha, ...outside, ...own.keys()])];
  // One after the other: two fetches into a shallow clone wait for no lock, and one of them fails.
  for (const sha of all) await question.git.ensureCommit(sha);
  const inputs = new Map<string, string | null>();
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const read = await Promise.all(some.map((sha) => inputsOf(sha, question)));
    for (const [place, sha] of some.entries()) inputs.set(sha, read[place] ?? null);
  }
  return { good: good.sha, bad: bad.sha, commits: own, inputs };
}

async function inputsOf(sha: string, question: RangeQuestion): Promise<string | null> {
  const { git, cell, configOf, areProcesses, cleanup } = question;
  const config = await configOf(sha);
  const side = commitSide(git, { sha, label: sha.slice(0, 7) }, cleanup);
  const nothing = { baseline: null, baselineConfig: null, noBaseline: null, stored: null };
  const planned = planCells(config, [cell]).filter(
    ({ target, scenario }) => cellKey(target.name, scenario.name) === cell,
  );
  const cells = await initialCells(
    planned,
    { config, candidate: side, ...nothing },
    async () => areProcesses,
  );
  return cells.get(cell)?.inputs ?? null;
}
