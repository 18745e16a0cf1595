import { toProblems } from '../../../src/job/problems.js';
import { renderProblem, renderProblemText } from '../../../src/report/problems.js';
import type { Sunk } from './surface.js';

/** What becomes of errors: parts of a report, texts for a terminal, lines of a log. */
export function sunkErrors(thrown: readonly unknown[]): Required<Pick<Sunk, 'pages' | 'terminal' | 'told'>> {
  const problems = thrown.flatMap((error) => toProblems(error));
  // Hundreds of errors say the same of different fields.
  const once = [...new Map(problems.map((problem) => [renderProblem(problem), problem])).entries()];
  return {
    pages: once.map(([page]) => page),
    terminal: once.map(([, problem]) => renderProblemText(problem)),
    told: once.flatMap(([, { message, hint }]) => [`${message} ${hint}`]),
  };
}

/** @returns what was thrown, or nothing */
export function attempt(act: () => void): readonly unknown[] {
  try {
    act();
    return [];
  } catch (error) {
    return [error];
  }
}
