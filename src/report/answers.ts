import type { AcceptedEffect, AcceptedRegression } from '../model/accepted.js';
import type { AskedRange } from '../model/bisect-request.js';
import type { Machine, RunRecord } from '../model/record.js';
import { reasonText, untilText } from './accepted-block.js';
import { code, escapeText, label, link } from './escape.js';
import { bytes, change, list, number, plural } from './format.js';
import { paragraphs } from './markdown.js';
import { metricWords } from './metric-words.js';
import { sentence } from './prose.js';

/** What loadgate answers to commands in comments. Everything that a person or the forge wrote is escaped. */

/** The answer to one line of a comment. */
export interface Answer {
  /** The line as it was written. */
  readonly line: string;
  /** `done`, or not: not understood or not possible (`wrong`), not allowed (`denied`), something broke (`failed`). */
  readonly state: 'done' | 'wrong' | 'denied' | 'failed';
  /** Markdown. */
  readonly text: string;
}

const ICONS: Readonly<Record<Answer['state'], string>> = {
  done: '✅',
  wrong: '❓',
  denied: '⛔',
  failed: '⚠️',
};
const LINE_LENGTH = 200;
const PROBLEM_LENGTH = 600;
/** Accepted cells that are listed. */
const ACCEPTED = 30;

/** In the second line of an answer that is final: the same event, run again, has nothing more to do. */
export const FINAL = '<!-- loadgate:answered -->';

/** The comment that answers another one. @param marker its first line */
export function renderAnswers(marker: string, answers: readonly Answer[]): string {
  const final = answers.every(({ state }) => state !== 'failed');
  const parts = answers.map(
    ({ line, state, text }) => `${ICONS[state]} ${code(line, LINE_LENGTH)}\n\n${text}`,
  );
  return paragraphs([final ? `${marker}\n${FINAL}` : marker, ...parts]);
}

/** A sentence of ours that quotes somebody. */
export function problemText(message: string): string {
  return escapeText(sentence(message), PROBLEM_LENGTH);
}

export function outsiderText(login: string): string {
  return `Nothing was done: commands are taken from people who may write to this repository, and GitHub says that ${label(login)} may not.`;
}

/**
 * What was accepted, metric by metric, and until when.
 * @param said the command named the day
 */
export function acceptedText(
  { target, scenario, effects, until, sha }: AcceptedRegression,
  branch: string,
  said = true,
): string {
  const how = list(effects.filter(({ worse }) => worse).map(effectText));
  const what = `**${label(target)} · ${label(scenario)}** is accepted as \`${sha.slice(0, 7)}\` was measured: ${how}. Nothing else of this cell is accepted.`;
  const unsaid = said ? '' : ', 90 days from now, since no day was named (`until YYYY-MM-DD`)';
  const end = until === null ? '' : `, and no later than the end of ${until} (UTC)${unsaid}`;
  return `${what} The check passes with it in this pull request until it grows${end}. It is written on the branch ${code(branch)}.`;
}

function effectText({ metric, kind, baseline, candidate, ratio }: AcceptedEffect): string {
  const { name, pair } = metricWords(metric);
  const figures = pair(baseline, candidate);
  return kind === 'exact' ? `${name} ${figures}` : `${name} ${change(ratio, null)} (${figures})`;
}

/** How asking for another run ended. */
export interface RerunFacts {
  readonly kind: 'started' | 'running' | 'waiting' | 'none' | 'no-workflow' | 'denied';
  readonly url: string | null;
  /** The forge's own words, where it said no. */
  readonly why: string;
  /** File name of the workflow. */
  readonly workflow: string;
  /** The pull request's newest commit. */
  readonly headSha: string;
}

export function rerunText({ kind, url, why, workflow, headSha }: RerunFacts): string {
  const commit = `\`${headSha.slice(0, 7)}\``;
  switch (kind) {
    case 'started':
      return `${commit} is ${link('being measured again', url)}; the report will be updated.`;
    case 'running':
      return `${commit} is ${link('being measured already', url)}. Ask again when that has ended.`;
    case 'waiting':
      return `The ${link('run', url)} of ${commit} waits for approval. A command does not approve it: look at the change, then approve it there.`;
    case 'none':
      return `There is no run of ${code(workflow)} for ${commit} that could be repeated. Push a commit, or close and reopen the pull request.`;
    case 'no-workflow':
      return `There is no workflow ${code(workflow)}. Name the one that measures pull requests by the input ${code('workflow')}.`;
    case 'denied':
      return `GitHub did not repeat the ${link('run', url)} (${escapeText(why)}). The job needs ${code('actions: write')}; a run that is older than 30 days can't be repeated.`;
  }
}

/** Names after `run`, and the other cells. @param kept cells that keep their verdict */
export function partText(targets: readonly string[], kept: number): string {
  const named = list(targets.map((name) => `**${label(name)}**`));
  const others = kept === 1 ? 'The other cell keeps' : `The other ${number(kept)} cells keep`;
  return `Only ${named} is measured. ${others} the verdict of the report above, and so does the check.`;
}

/** What follows a search that was asked for. @param range as it was written; null: what the pull request brings */
export function bisectText(range: AskedRange | null, name: string | null): string {
  const where = range === null ? 'in this pull request' : `from ${code(range.good)} to ${code(range.bad)}`;
  const what = name === null ? 'what got slower' : `**${label(name)}**`;
  return `Then it searches for the commit behind ${what}, ${where}. What it finds comes as a comment; where the run may not write one, as for a fork, it is in the job summary. The verdict does not change by it.`;
}

/** Names after `run` that can't be measured alone. @param why a sentence of ours */
export function targetsText(targets: readonly string[], why: string): string {
  const named = list(targets.map((name) => label(name)));
  return `All that changed is measured, not ${named} alone: ${escapeText(sentence(why))}`;
}

export interface BaselineFacts {
  /** The commit that the pull request is compared with. */
  readonly baseSha: string;
  readonly baseRef: string;
  /** Its stored record; null: there is none. */
  readonly record: RunRecord | null;
  /** Where records are kept: `branch loadgate`. */
  readonly store: string;
  readonly records: number;
  readonly size: { readonly files: number; readonly bytes: number } | null;
  readonly accepted: readonly AcceptedRegression[];
}

export function baselineText(facts: BaselineFacts): string {
  const { baseSha, baseRef, record, store, records, size, accepted } = facts;
  const lines = [
    `- **Compared with:** \`${baseSha.slice(0, 7)}\` (${label(baseRef)}), what this would be merged into. It is built and run beside the change.`,
    `- **Its record:** ${record === null ? 'none is stored' : recordText(record)}`,
    `- **Kept:** ${plural(records, 'record')} on ${label(store)}${size === null ? '' : `, ${bytes(size.bytes)} in ${plural(size.files, 'file')}`}`,
    accepted.length === 0 ? '- **Accepted here:** nothing' : '- **Accepted here:**',
    ...accepted.slice(-ACCEPTED).map(acceptedPoint),
    ...(accepted.length > ACCEPTED ? [`  - … and ${accepted.length - ACCEPTED} earlier ones`] : []),
  ];
  return lines.join('\n');
}

function acceptedPoint({ target, scenario, effects, by, reason, until }: AcceptedRegression): string {
  const how = list(effects.filter(({ worse }) => worse).map(effectText));
  return `  - ${label(target)} · ${label(scenario)} (${how}) by ${label(by)}${untilText(until)}: ${reasonText(reason)}`;
}

function recordText({ startedAt, machine, cells, version }: RunRecord): string {
  const when = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
  return `measured ${when} by loadgate ${escapeText(version)}, ${plural(cells.length, 'cell')}, on ${machineText(machine)}`;
}

function machineText({ cpuModel, cores, memoryBytes }: Machine): string {
  return `${escapeText(cpuModel)}, ${plural(cores, 'core')}, ${bytes(memoryBytes)}`;
}

const COMMANDS: readonly (readonly [string, string])[] = [
  [
    '/loadgate run [NAME …]',
    'measures the newest commit again: all of it, or the targets and cells (TARGET/SCENARIO) that are named',
  ],
  [
    '/loadgate accept TARGET/SCENARIO because REASON [until YYYY-MM-DD]',
    'lets the check pass although this cell got worse, as it was last reported',
  ],
  [
    '/loadgate bisect [GOOD..BAD] [NAME]',
    'measures the newest commit again, and then searches for the commit that made a cell slower: in this pull request, or in the range that is named',
  ],
  ['/loadgate baseline', 'says what this pull request is compared with'],
  ['/loadgate help', 'shows this list'],
];

export function helpText(): string {
  const lines = COMMANDS.map(([command, what]) => `- ${code(command)} ${what}`);
  return paragraphs([
    lines.join('\n'),
    'One command a line, at its start; by people who may write to this repository.',
  ]);
}
