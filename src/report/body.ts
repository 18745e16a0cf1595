import type { Comparison, GateResult } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { escapeText, link } from './escape.js';
import { plural } from './format.js';
import { headline } from './headline.js';
import { lead } from './lead.js';
import { markdownProse, sentence } from './prose.js';
import type { ReportContext } from './types.js';

/** The words above the tables, for comment and job summary. All give Markdown, empty where there is nothing to say. */

const NOTES = 6;

/** Everything that a report is made of. */
export interface Report {
  readonly record: RunRecord;
  readonly comparison: Comparison;
  readonly gate: GateResult;
  readonly context: ReportContext;
  /** Where what there was no room for can be found, Markdown: `see the job summary`. */
  readonly elsewhere: string;
}

export function headlineLine({ record, comparison }: Report): string {
  const { icon, text } = headline(record, comparison, markdownProse);
  return `### ${icon} loadgate: ${text}`;
}

/** Whose word the figures are, where it is not ours: whoever decides by them has to read that first. */
export function unverifiedLine({ context: { unverified } }: Report): string {
  if (unverified === undefined) return '';
  const run = link('That run', unverified.runUrl);
  const how = `${run} used the pull request's own code and workflow, so its author can make it say anything. The verdict was worked out here from what it says, by the base branch's thresholds.`;
  return `> **The figures are reported by the ${unverified.whose}'s run; not verified.** ${how}`;
}

export function leadParagraph({ record, comparison, context }: Report): string {
  return lead(record, comparison, context, markdownProse).join(' ');
}

/** Why the check passes or fails, where that does not simply follow from what was said already. */
export function gateLine({ record, comparison, gate }: Report): string {
  if (!gateTellsMore(record, comparison, gate)) return '';
  return `**The check ${gate.passed ? 'passes' : 'fails'}:** ${escapeText(sentence(gate.reason))}`;
}

/** Whether the gate's reason is news: it passes a bad verdict, or fails a good one. */
export function gateTellsMore(record: RunRecord, comparison: Comparison, gate: GateResult): boolean {
  const { verdict, counts, advisory } = comparison;
  const isBad = verdict === 'regression' || counts.invalid > 0 || record.problems.length > 0;
  return isBad === gate.passed && !advisory && gate.reason.trim() !== '';
}

export function notesBlock({ comparison, context }: Report): string {
  const notes = context.notes
    .slice(0, NOTES)
    .map((note) => escapeText(sentence(note)))
    .filter((note) => note !== '');
  const idle = comparison.counts.unchanged;
  if (idle > 0 && idle < comparison.cells.length) {
    const whose = idle === 1 ? 'its' : 'their';
    notes.push(`${plural(idle, 'cell was', 'cells were')} not run: ${whose} inputs equal the baseline's.`);
  }
  return notes.map((note) => `> ${note}`).join('\n>\n');
}
