import { applyAccepted } from '../../compare/accepted.js';
import { gateResult, openRegressions } from '../../compare/overall.js';
import type { RepositoryReader } from '../../forge/github.js';
import type { Outcome } from '../../job/types.js';
import type { Gate } from '../../model/config.js';
import { toLoadgateErrors } from '../../model/error.js';
import { parseAccepted } from '../../record/accepted.js';
import type { ReportInputs } from './inputs.js';

/** Where and when what was accepted is looked up. */
export interface AcceptedSource {
  readonly inputs: Pick<ReportInputs, 'commands' | 'baselineBranch'>;
  readonly pullRequest: number;
  readonly reader: Pick<RepositoryReader, 'textAt'>;
  readonly nowMs: number;
}

/**
 * Lets the gate pass what people accepted in the pull request, as the branch of the baselines has it. What can't be read
 * accepts nothing, and the note says so.
 */
export async function withAccepted(
  outcome: Outcome,
  gate: Gate,
  { inputs, pullRequest, reader, nowMs }: AcceptedSource,
): Promise<{ readonly outcome: Outcome; readonly note: string | null }> {
  const { record, comparison } = outcome;
  if (!inputs.commands || openRegressions(comparison).length === 0) return { outcome, note: null };
  const path = `accepted/${pullRequest}.json`;
  try {
    const text = await reader.textAt(inputs.baselineBranch, path);
    if (text === null) return { outcome, note: null };
    const { regressions } = parseAccepted(text, pullRequest, `${path} on branch ${inputs.baselineBranch}`);
    const judged = applyAccepted(comparison, regressions, nowMs);
    return {
      outcome: { record, comparison: judged, gate: gateResult(judged, gate, record.problems) },
      note: null,
    };
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    return {
      outcome,
      note: `What was accepted could not be read, so nothing is: ${first?.message} ${first?.hint}`,
    };
  }
}
