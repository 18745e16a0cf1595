import { stateLine } from '../../commands/state.js';
import { verdictsLine } from '../../commands/verdicts.js';
import { type GitHubOptions, openGitHub } from '../../forge/github.js';
import { commentMarker } from '../../forge/marker.js';
import { newSeed } from '../../job/session.js';
import type { Comparison } from '../../model/comparison.js';
import type { RunRecord } from '../../model/record.js';
import type { ReportContext } from '../../report/types.js';
import { systemClock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import { seededRandom } from '../../system/random.js';
import type { ActionContext } from '../context.js';

/** What the forge needs to know of this run: the same in every step of ours. */
export function forgeOptions(
  { owner, repo, apiUrl }: ActionContext,
  token: string | null,
  log: Log,
): GitHubOptions {
  return { token, apiUrl, owner, repo, log, clock: systemClock, random: seededRandom(newSeed()) };
}

export const openForge = (context: ActionContext, token: string | null, log: Log) =>
  openGitHub(forgeOptions(context, token, log));

/** What a report says of the run that makes it; `more` is what only that run knows. */
export function reportContext(
  context: ActionContext,
  more: Pick<ReportContext, 'key' | 'pullRequest' | 'repeatCommand'> & Partial<ReportContext>,
): ReportContext {
  return {
    marker: commentMarker(more.key),
    runUrl: context.runUrl,
    repositoryUrl: `${context.serverUrl}/${context.owner}/${context.repo}`,
    advisoryReason: null,
    notes: [],
    commands: false,
    ...more,
  };
}

/**
 * What the comment needs where commands are answered: it names them, and remembers how much worse each cell was, and which
 * verdict each had.
 * @param head the pull request's; null: there is none
 */
export function commandContext(
  { key, commands }: { readonly key: string; readonly commands: boolean },
  head: string | null,
  record: RunRecord,
  comparison: Comparison,
): Pick<ReportContext, 'marker' | 'commands'> {
  const state = commands ? stateLine(record.candidate.sha, comparison) : '';
  const verdicts = commands && head !== null ? verdictsLine(head, record, comparison) : '';
  const lines = [commentMarker(key), state, verdicts].filter((line) => line !== '');
  return { commands, marker: lines.join('\n') };
}
