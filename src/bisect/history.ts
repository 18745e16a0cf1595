/** The commits of a range, and the lines that are searched. */

export interface Commit {
  readonly sha: string;
  /** All of them, the first first; those outside of the range, too. */
  readonly parents: readonly string[];
}

/** Commits that are in the history of `bad`, and not in that of `good`. */
export interface Range {
  readonly good: string;
  readonly bad: string;
  /** Without `good`. */
  readonly commits: ReadonlyMap<string, Commit>;
  /**
   * Digest of what the cell is made of (src/plan/digest.ts) in each commit, in `good`, and in each parent outside; null: the
   * commit has no such target.
   */
  readonly inputs: ReadonlyMap<string, string | null>;
}

/** Commits of a line that follow each other and are made of the same. */
export interface Point {
  /** The first of them: the one that made the difference. */
  readonly sha: string;
  /** null: there is nothing to build. */
  readonly inputs: string | null;
  /** The last of them, which is the parent of the next point's first. */
  readonly last: string;
}

/** The points from where the line begins, which is not part of it, up to its tip. */
export type Line = readonly Point[];

/** The line of first parents from `bad` back to where it leaves the range. */
export const mainLine = (range: Range): Line => lineTo(range, range.bad, () => false);

/**
 * The lines that a merge brought in, each from where it left what the merge's first parent has.
 * @returns empty: the commit is no merge, or brings nothing of the range in
 */
export function mergedLines(range: Range, sha: string): readonly Line[] {
  const [first, ...others] = range.commits.get(sha)?.parents ?? [];
  if (first === undefined) return [];
  const before = ancestors(range, first);
  return others
    .filter((other) => range.commits.has(other) && !before.has(other))
    .map((other) => lineTo(range, other, (commit) => before.has(commit)));
}

function lineTo(range: Range, tip: string, isKnown: (sha: string) => boolean): Line {
  const commits: string[] = [];
  let at: string | undefined = tip;
  for (; at !== undefined && range.commits.has(at) && !isKnown(at); at = range.commits.get(at)?.parents[0]) {
    commits.push(at);
  }
  // A line that begins with a root commit has nothing before it: the good commit stands for that.
  const whole = [at ?? range.good, ...commits.reverse()];
  const points: Point[] = [];
  for (const sha of whole) {
    const inputs = range.inputs.get(sha) ?? null;
    const before = points.at(-1);
    if (before !== undefined && inputs !== null && before.inputs === inputs) {
      points[points.length - 1] = { ...before, last: sha };
    } else points.push({ sha, inputs, last: sha });
  }
  return points;
}

/** A commit and what it has of the range in its history. */
function ancestors(range: Range, sha: string): ReadonlySet<string> {
  const found = new Set<string>([sha]);
  const open = [sha];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const parent of range.commits.get(at)?.parents ?? []) {
      if (!range.commits.has(parent) || found.has(parent)) continue;
      found.add(parent);
      open.push(parent);
    }
  }
  return found;
}
