import { asksForAcceptance, type Grounds, judge, type Outcome } from '../compare/judge.js';
import type { AcceptedRegression } from '../model/accepted.js';
import { toLoadgateErrors } from '../model/error.js';

/** How what people accepted is found, and the time that it is judged at, ms since the epoch. */
export interface AcceptedQuestion {
  readonly lookUp: () => Promise<readonly AcceptedRegression[]>;
  readonly nowMs: number;
}

/**
 * Lets the gate pass what people accepted. Asks nobody where nothing got worse. Where it can't be read, nothing is
 * accepted: the gate stays red, and the note says why.
 * @param question null: nobody can accept anything here
 */
export async function withAccepted(
  outcome: Outcome,
  grounds: Grounds,
  question: AcceptedQuestion | null,
): Promise<{ readonly outcome: Outcome; readonly note: string | null }> {
  if (question === null || !asksForAcceptance(outcome)) return { outcome, note: null };
  try {
    const accepted = { regressions: await question.lookUp(), nowMs: question.nowMs };
    return { outcome: judge(outcome.record, { ...grounds, accepted }), note: null };
  } catch (error) {
    const told = toLoadgateErrors(error).map(({ message, hint }) => `${message} ${hint}`);
    return { outcome, note: `What was accepted could not be read, so nothing is: ${told.join(' ')}` };
  }
}
