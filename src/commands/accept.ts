import { nearest } from '../config/nearest.js';
import type { AcceptedRegression } from '../model/accepted.js';
import type { CommentState } from './state.js';
import type { Command } from './types.js';

/** Who said it, where and when. */
export interface Said {
  readonly by: string;
  /** The comment's id. */
  readonly comment: number;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * What accepting a cell comes to: an entry with the figures that the comment showed, or why it is not accepted.
 * @param state null: the comment shows no regression
 * @param updatedAt when the comment with the figures was last written, ISO 8601; null: unknown
 */
export function accept(
  command: Extract<Command, { kind: 'accept' }>,
  state: CommentState | null,
  updatedAt: string | null,
  said: Said,
  today: string,
): AcceptedRegression | string {
  const { target, scenario, reason, until } = command;
  if (until !== null && until < today) return `The day ${until} is over.`;
  if (state === null) {
    return 'The newest report shows no regression that could be accepted: there is nothing to do.';
  }
  // Whoever opened the pull request may have pushed something worse in the meantime.
  if (updatedAt === null || Date.parse(updatedAt) >= Date.parse(said.at)) {
    return 'The report was written anew after you wrote: look at its figures, and say it again if you still mean it.';
  }
  const cell = state.worse.find((one) => one.target === target && one.scenario === scenario);
  if (cell === undefined) return notWorse(`${target}/${scenario}`, state);
  const { by, at, comment } = said;
  return { target, scenario, effects: cell.effects, by, reason, at, until, sha: state.sha, comment };
}

const LISTED = 10;

function notWorse(name: string, { worse }: CommentState): string {
  const names = worse.map((cell) => `${cell.target}/${cell.scenario}`);
  const meant = nearest(name, names);
  const hint = meant === null ? `These are: ${names.slice(0, LISTED).join(', ')}.` : `Did you mean ${meant}?`;
  return `The newest report does not show ${name} as a regression. ${hint}`;
}
