import { breaksLimit, type Comparison } from '../model/comparison.js';
import type { CommitRef, RunRecord } from '../model/record.js';
import { code, label, link } from './escape.js';
import { duration } from './format.js';
import { mostChanged } from './ranking.js';
import type { ReportContext } from './types.js';

const COMMAND_LENGTH = 200;

/** `a1b2c3d against e4f5a6b (main) · 9 min 12 s · run log · /loadgate run repeats it`. Markdown. */
export function footer(record: RunRecord, comparison: Comparison, context: ReportContext): string {
  const parts = [
    commitsText(record, context),
    duration(record.durationMs),
    ...(context.runUrl === null ? [] : [link('run log', context.runUrl)]),
    ...(context.commands ? [commandsText(comparison)] : []),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}

function commitsText({ candidate, baseline }: RunRecord, context: ReportContext): string {
  const one = commitText(candidate, context);
  return baseline === null ? one : `${one} against ${commitText(baseline, context)}`;
}

function commitText({ sha, label: name }: CommitRef, context: ReportContext): string {
  const isSha = /^[0-9a-f]{7,64}$/.test(sha);
  const short = isSha ? `\`${sha.slice(0, 7)}\`` : code(sha, 12);
  const page = isSha && context.repositoryUrl !== null ? `${context.repositoryUrl}/commit/${sha}` : null;
  return `${link(short, page)}${saysMore(name, sha) ? ` (${label(name)})` : ''}`;
}

/** Whether the name of a commit is more than the commit itself. */
export const saysMore = (name: string, sha: string): boolean =>
  name.trim() !== '' && !sha.startsWith(name) && !name.startsWith(sha);

function commandsText(comparison: Comparison): string {
  const run = `${code('/loadgate run')} repeats it`;
  const open = comparison.cells.filter((cell) => cell.accepted?.state !== 'holds' && !breaksLimit(cell));
  const worst = comparison.advisory ? null : mostChanged({ ...comparison, cells: open }, 'regression');
  // A name that a comment command can't take back is not offered.
  if (worst === null || ![worst.target, worst.scenario].every((name) => /^[\w.-]+$/.test(name))) return run;
  const accept = code(`/loadgate accept ${worst.target}/${worst.scenario} because …`, COMMAND_LENGTH);
  return `${run}, ${accept} accepts it`;
}
