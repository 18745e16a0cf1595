/** A row of the table of faults: something goes wrong for real, and it is looked at what a run makes of it. */
import type { CommentStatus } from '../../src/forge/sticky.js';
import { verdictsOf, type WorkflowRun } from './action-run.js';
import type { ForgeServer } from './forge-server.js';
import { leftoversOf } from './leftovers.js';

export interface FaultRow {
  readonly name: string;
  /** First cell of the row of docs/internals/faults.md that it provokes. */
  readonly docs: string;
  /** Error codes in the record; null: the run itself has none. */
  readonly code: string | RegExp | null;
  /** Several where it depends on the round in which it happens. */
  readonly exitCode: number | readonly number[];
  /** Output `comment-status`. */
  readonly comment: CommentStatus | 'failed' | '';
  /** Whole verdict of the run; a pattern where a cell's figures decide. */
  readonly verdict: string | RegExp;
  /** Cells that must have figures though another one has none. */
  readonly measured: readonly string[];
  /** Comments of ours on the pull request at the end (1). */
  readonly comments?: number;
  /** What the comment must say, the summary where there is no comment. */
  readonly says: RegExp;
  readonly provoke: () => Promise<Provoked>;
}

export interface Provoked {
  readonly run: WorkflowRun;
  readonly forge: ForgeServer;
  /** Ends the forge and removes the repository. */
  readonly close: () => Promise<void>;
}

export interface SeenRow {
  readonly code: string;
  readonly exitCode: string;
  readonly verdict: string;
  readonly comment: string;
  readonly measured: readonly string[];
  /** Containers, networks, worktrees, processes and files. */
  readonly left: readonly number[];
  /** What is not as the row says; empty: all is well. */
  readonly wrong: readonly string[];
}

/** GitHub's limit, characters. */
const LONGEST_COMMENT = 65_536;

/** Provokes a row and compares what is seen with what it says. */
export async function seeRow(row: FaultRow): Promise<SeenRow> {
  const { run, forge, close } = await row.provoke();
  try {
    const comments = await forge.comments();
    const ours = comments.filter(({ author }) => author === 'github-actions[bot]');
    const posted = ['created', 'updated'].includes(run.outputs['comment-status'] ?? '');
    const told = (posted ? ours.at(-1)?.body : null) ?? run.summary;
    const left = Object.values(leftoversOf({ ...run, keep: [`loadgate-${run.id}`] }));
    const seen = {
      code: (run.measured?.problems ?? []).map(({ code }) => code).join(', '),
      exitCode: String(run.exitCode),
      verdict: run.outputs['verdict'] ?? '',
      comment: run.outputs['comment-status'] ?? '',
      measured: measuredCells(run),
      left: left.map((names: readonly string[]) => names.length),
    };
    const wrong = [
      [row.exitCode].flat().includes(run.exitCode ?? -1) ? null : `exit code: ${run.exitCode}`,
      as('verdict', seen.verdict, row.verdict),
      as('code', seen.code, row.code ?? ''),
      unequal('comment', seen.comment, row.comment),
      unequal('measured', seen.measured.join(), row.measured.join()),
      unequal('comments', String(ours.length), String(row.comments ?? 1)),
      ...ours.map(({ body }) => (body.length > LONGEST_COMMENT ? `a comment of ${body.length}` : null)),
      unequal('left', left.flat().join(), ''),
      unlike('text', row.says, told),
      silent(row, run),
    ];
    return { ...seen, wrong: wrong.filter((one) => one !== null) };
  } finally {
    await close();
  }
}

/** Cells with figures of this run, whatever their verdict. */
const measuredCells = (run: WorkflowRun): string[] =>
  (run.measured?.cells ?? [])
    .filter(({ state, generations }) => state === 'measured' && generations.length > 0)
    .map(({ target, scenario }) => `${target}/${scenario}`)
    .filter((cell) => verdictsOf(run)[cell] !== 'invalid');

/** What could not be posted must be in the summary, and the job must say so. */
function silent({ comment }: FaultRow, run: WorkflowRun): string | null {
  if (comment !== 'refused' && comment !== 'failed') return null;
  const level = comment === 'refused' ? 'warning' : 'error';
  if (!/comment could not be written/i.test(run.summary)) return 'the summary does not tell of the comment';
  return run.annotations.some((one) => one.level === level) ? null : `no ${level} in the job`;
}

const as = (what: string, seen: string, wanted: string | RegExp): string | null =>
  wanted instanceof RegExp ? unlike(what, wanted, seen) : unequal(what, seen, wanted);

const unequal = (what: string, seen: string, wanted: string): string | null =>
  seen === wanted ? null : `${what}: ${seen || 'none'}, not ${wanted || 'none'}`;

const unlike = (what: string, pattern: RegExp, text: string): string | null =>
  pattern.test(text) ? null : `${what}: nothing like ${pattern} in: ${text.slice(0, 600)}`;
