import * as z from 'zod';
import { acceptedEffect, MAX_EFFECTS } from '../model/accepted.js';
import { breaksLimit, type Comparison } from '../model/comparison.js';
import { type DeepReadonly, name, sha } from '../model/parts.js';
import { rounded } from '../record/serialise.js';

/** Cells that are remembered, and characters that they take together: half of a comment's room. */
const MAX_CELLS = 40;
const MAX_LENGTH = 32_000;

const worseCell = z.strictObject({
  target: name,
  scenario: name,
  effects: z.array(acceptedEffect).min(1).max(MAX_EFFECTS),
});

/**
 * What loadgate's comment remembers of the figures that it shows, hidden in its second line: what a person accepts is
 * what they saw. The comment is found by its marker and its author, so the line is as believable as the comment. The
 * line's place counts, because logs further below may hold anything.
 */
const schema = z.strictObject({
  v: z.literal(1),
  /** The commit that was measured. */
  sha,
  /** What got worse, in the order of the table. */
  worse: z.array(worseCell).max(MAX_CELLS),
});

export type WorseCell = DeepReadonly<z.infer<typeof worseCell>>;
export type CommentState = DeepReadonly<z.infer<typeof schema>>;

const LINE = /^<!-- loadgate:state (\{.*\}) -->$/;

/** The hidden line; empty where nothing got worse, or where the figures are another machine's. */
export function stateLine(sha: string, comparison: Comparison): string {
  const worse = worseCells(comparison);
  if (worse.length === 0 || comparison.advisory) return '';
  // Nothing but names and numbers, none of which can end the HTML comment.
  return `<!-- loadgate:state ${JSON.stringify({ v: 1, sha, worse } satisfies CommentState)} -->`;
}

/** The cells whose regression can be accepted, each with every metric that got worse; at most as many as are remembered. */
export function worseCells({ cells }: Comparison): readonly WorseCell[] {
  let length = 0;
  return (
    cells
      // What breaks a limit is not accepted by any figure.
      .filter((cell) => cell.verdict === 'regression' && !breaksLimit(cell))
      .map(({ target, scenario, metrics }) => ({
        target,
        scenario,
        effects: metrics
          .filter(({ verdict }) => verdict === 'regression')
          .map(({ metric, kind, baseline, candidate, ratio }) => ({
            metric,
            kind,
            baseline: rounded(baseline),
            candidate: rounded(candidate),
            ratio: rounded(ratio),
            worse: true,
          })),
      }))
      // A figure that is none, such as a ratio to next to nothing, can't be accepted.
      .filter((cell) => worseCell.safeParse(cell).success)
      .slice(0, MAX_CELLS)
      .filter((cell) => {
        length += JSON.stringify(cell).length;
        return length <= MAX_LENGTH;
      })
  );
}

/** Whether a line of a comment is the one that remembers what got worse. */
export const isStateLine = (line: string): boolean => LINE.test(line);

/** What a comment of ours remembers; null: nothing, or nothing that this version can read. Never throws. */
export function readState(comment: string): CommentState | null {
  const [, line = ''] = comment.split(/\r?\n/, 2);
  const [, json = ''] = LINE.exec(line.trim()) ?? [];
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
