import { requestStore } from '../../baseline/request-store.js';
import { keepFormer } from '../../compare/kept.js';
import { gateResult } from '../../compare/overall.js';
import type { Git } from '../../git/types.js';
import type { Session } from '../../job/session.js';
import type { Outcome } from '../../job/types.js';
import type { Config, Gate } from '../../model/config.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { PartialRequest } from '../../model/request.js';
import { cellName, type PlannedCell, planCells } from '../../plan/cells.js';
import { list, number } from '../../report/format.js';
import type { ActionContext } from '../context.js';
import type { ActionInputs } from '../inputs.js';
import { branchOptions } from '../open.js';

/** What a run has to know to find out whether somebody asked for a part of it. */
export interface PartialQuestion {
  readonly git: Git;
  readonly inputs: ActionInputs;
  readonly context: ActionContext;
  readonly config: Config;
  /** The commit that is measured. */
  readonly candidate: string;
  /** Takes a sentence that a reader must see. */
  readonly note: (text: string) => void;
}

export interface Part {
  readonly request: PartialRequest;
  /** The cells to measure, `target/scenario`. */
  readonly cells: readonly string[];
}

/**
 * The cells that a comment asked this very attempt of this very run to measure; null: all. Only a repeated run asks. Where
 * the request can't be read, or does not fit what this run would measure, all is measured: that is never less.
 */
export async function partOf(question: PartialQuestion, session: Session): Promise<Part | null> {
  const { git, inputs, context, config, candidate, note } = question;
  const { trigger, runAttempt: attempt, runId: run } = context;
  if (!inputs.commands || trigger.kind !== 'pull_request' || attempt < 2) return null;
  try {
    const options = await branchOptions(git, context, inputs, session);
    const request = options === null ? null : await requestStore(options).of(trigger.number);
    const place = { run, attempt, key: inputs.key, head: trigger.headSha, sha: candidate };
    if (request === null || !isMeantFor(request, place)) return null;
    const cells = config.compare === 'stored' ? [] : cellsOf(request, planCells(config, inputs.targets));
    if (cells.length > 0) return { request, cells };
    note(
      `${request.by} asked for ${list(request.targets)} alone; all is measured, since what the report had does not fit this run.`,
    );
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    note(
      `Whether a part of the cells was asked for could not be read, so all are measured: ${first?.message}`,
    );
  }
  return null;
}

/** What a request must be of, to count. */
export interface RequestPlace {
  readonly run: number;
  readonly attempt: number;
  readonly key: string;
  /** The pull request's head, and the commit that is measured. */
  readonly head: string;
  readonly sha: string;
}

/** Whether a request is for this attempt of this run, of these commits. */
export function isMeantFor(request: PartialRequest, place: RequestPlace): boolean {
  const { run, attempt, key, head, sha } = request;
  return (
    run === place.run &&
    attempt === place.attempt &&
    key === place.key &&
    head === place.head &&
    sha === place.sha
  );
}

/** The planned cells that are asked for; empty where one of the others has no verdict that could be kept. */
export function cellsOf(
  { targets, cells }: PartialRequest,
  planned: readonly PlannedCell[],
): readonly string[] {
  const known = new Set(cells.map(({ target, scenario }) => `${target}/${scenario}`));
  const isAsked = (cell: PlannedCell): boolean =>
    targets.includes(cell.target.name) || targets.includes(cellName(cell));
  const complete = planned.every((cell) => isAsked(cell) || known.has(cellName(cell)));
  return complete ? planned.filter(isAsked).map(cellName) : [];
}

/** The outcome with the verdicts that the report before had of the cells that were not asked for. */
export function withFormer({ record, comparison }: Outcome, request: PartialRequest, gate: Gate): Outcome {
  const whole = keepFormer(comparison, request.cells, gate, record.problems);
  return { record, comparison: whole, gate: gateResult(whole, gate, record.problems) };
}

/** What a reader must know of such an outcome; null: every cell is of this run. */
export function partNote({ targets, by }: PartialRequest, { comparison }: Outcome): string | null {
  const kept = comparison.cells.filter((cell) => cell.kept === true).length;
  if (kept === 0) return null;
  const others = kept === 1 ? 'the other cell keeps' : `the other ${number(kept)} cells keep`;
  return `Only ${list(targets)} was measured, as ${by} asked: ${others} the verdict of the report before, which was of the same commit.`;
}
