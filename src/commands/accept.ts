import { nearest } from '../config/nearest.js';
import type { AcceptedRegression } from '../model/accepted.js';
import type { Command } from './command.js';
import type { CommentState } from './state.js';

/** Who said it, where and when. */
export interface Said {
  readonly by: string;
  /** The comment's id. */
  readonly comment: number;
  /** ISO 8601. */
  readonly at: string;
}

/** How long what is accepted counts, days: where no day is said, and at most. */
const DEFAULT_DAYS = 90;
const MAX_DAYS = 366;

/** @param day `YYYY-MM-DD` */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 3_600_000).toISOString().slice(0, 10);
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
  const { target, scenario, reason } = command;
  const until = command.until ?? dayAfter(today, DEFAULT_DAYS);
  if (until < today) return `The day ${until} is over.`;
  const latest = dayAfter(today, MAX_DAYS);
  if (until > latest) {
    return `${until} is too far away: what is accepted ends after a year. The last day that can be written is ${latest}.`;
  }
  if (state === null) {
    return 'The newest report shows no regression that could be accepted: there is nothing to do. What breaks a limit is not accepted, but changed in the configuration.';
  }
  // Whoever opened the pull request may have pushed something worse in the meantime.
  if (updatedAt === null || Date.parse(updatedAt) >= Date.parse(said.at)) {
    return 'The report was written anew after you wrote: look at its figures, and say it again if you still mean it.';
  }
  const cell = state.worse.find((one) => one.target === target && one.scenario === scenario);
  // A comment of 0.1.0 also remembers what was not worse.
  const effects = cell?.effects.filter(({ worse }) => worse) ?? [];
  if (effects.length === 0) return notWorse(`${target}/${scenario}`, state);
  const { by, at, comment } = said;
  return { target, scenario, effects, by, reason, at, until, sha: state.sha, comment };
}

const LISTED = 10;

function notWorse(name: string, { worse }: CommentState): string {
  const names = worse.map((cell) => `${cell.target}/${cell.scenario}`);
  const meant = nearest(name, names);
  const hint = meant === null ? `These are: ${names.slice(0, LISTED).join(', ')}.` : `Did you mean ${meant}?`;
  return `The newest report does not show ${name} as a regression that can be accepted. What breaks a limit can't be. ${hint}`;
}
