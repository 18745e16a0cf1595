import type { JobRequest } from '../../job/types.js';
import type { Config } from '../../model/config.js';
import { toLoadgateErrors } from '../../model/error.js';
import type { PartialRequest } from '../../model/request.js';
import { cellName, type PlannedCell, planCells } from '../../plan/cells.js';
import { list } from '../../report/format.js';
import type { ActionRun } from '../open.js';
import { partOfRequest, requestFor } from '../part.js';

/** Some cells to measure, `target/scenario`, while the others keep their verdicts. */
export interface Part extends NonNullable<JobRequest['part']> {
  readonly cells: readonly string[];
}

export interface FoundPart {
  /** null: all cells are measured. */
  readonly part: Part | null;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

const ALL: FoundPart = { part: null, notes: [] };

/**
 * The cells that a comment asked this run to measure. Where the request can't be read, or does not fit what this run would
 * measure, all are measured: that is never less.
 * @param candidate the commit that is measured
 */
export async function partOf(run: ActionRun, config: Config, candidate: string): Promise<FoundPart> {
  const { inputs, context } = run;
  const { trigger, runAttempt: attempt, runId } = context;
  if (!inputs.commands || trigger.kind !== 'pull_request') return ALL;
  const { number: pullRequest, headSha: head, baseRef: base } = trigger;
  const place = { pullRequest, run: runId, attempt, key: inputs.key, head, base, sha: candidate };
  try {
    const { branch } = await run.stores();
    const request = await requestFor(place, branch?.requests ?? null);
    return request === null ? ALL : fitting(request, run, config);
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const why = `Whether a part of the cells was asked for could not be read, so all are measured: ${first?.message}`;
    return { part: null, notes: [why] };
  }
}

function fitting(request: PartialRequest, { inputs }: ActionRun, config: Config): FoundPart {
  // Figures of another time may be another machine's: no verdict of theirs is kept.
  // A comment keeps no verdict of what is at a URL, and no gate hangs on one.
  const planned = planCells(config, inputs.targets).filter(({ target }) => target.url === null);
  const cells = config.compare === 'stored' ? [] : cellsOf(request, planned);
  if (cells.length > 0) return { part: { ...partOfRequest(request), cells }, notes: [] };
  const why = `${request.by} asked for ${list(request.targets)} alone; all is measured, since what the report had does not fit this run.`;
  return { part: null, notes: [why] };
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
