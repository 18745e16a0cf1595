import type { CellHistory, Drift, History, Step } from '../history/types.js';
import { change, number, plural, range } from './format.js';
import { paragraphs } from './markdown.js';
import { metricWords } from './metric-words.js';
import { markdownProse, type Prose, plainProse } from './prose.js';

/** Steps that are told one by one, the newest first. */
const STEPS = 5;

const BASIS: Readonly<Record<CellHistory['series']['basis'], string>> = {
  fixed: 'each record ran beside the same commit',
  reference: 'each record is divided by the reference target beside it',
  previous: 'each record ran beside the one before it, so errors add up',
};

/** What `loadgate history` says, as plain text. */
export function renderHistory(history: History): string {
  const blocks = historyBlocks(history, plainProse);
  return [...blocks.map((block) => block.join('\n')), closing(history, blocks.length)].join('\n\n');
}

/** What the job summary of a default branch says; empty: there is nothing to say. */
export function historyPart(history: History | undefined): string {
  if (history === undefined) return '';
  const blocks = historyBlocks(history, markdownProse);
  if (blocks.length === 0) return '';
  return paragraphs(['### History', ...blocks.map((block) => block.join('\n')), HARMLESS]);
}

const HARMLESS =
  'The history decides nothing: a bisect measures both ends again before it looks for a commit.';

function closing({ points, cells }: History, told: number): string {
  const counted = `${plural(points.length, 'record')}, ${plural(cells.length, 'cell')} with a trend`;
  if (cells.length === 0) return `${counted}: fewer than two records of the default branch can be compared.`;
  if (told === 0) return `${counted}: no drift and no step.`;
  return `${counted}. ${HARMLESS}`;
}

/** One block for each cell that has a drift or a step. */
function historyBlocks({ cells }: History, prose: Prose): readonly (readonly string[])[] {
  return cells.flatMap((cell) => {
    const drifts = cell.drifts.filter(({ isShown }) => isShown);
    if (drifts.length === 0 && cell.steps.length === 0) return [];
    const head = `${prose.name(cell.target, cell.scenario)}: ${metricWords(cell.metric).long}${drifts.map((drift) => driftText(drift, prose)).join(';')} (${BASIS[cell.series.basis]}).`;
    const newest = cell.steps.slice(-STEPS).reverse();
    const more = cell.steps.length - newest.length;
    const rest = more === 0 ? [] : [`- ${plural(more, 'earlier step')}.`];
    return [[head, ...newest.map((step) => stepText(step, cell, prose)), ...rest]];
  });
}

function driftText({ pin, ratio, interval, steps }: Drift, prose: Prose): string {
  const own = steps.filter(({ cause }) => cause === 'code');
  const how = own.length === 0 ? '' : `, in ${plural(own.length, 'step')}`;
  return ` ${change(ratio, interval)} since ${prose.text(pin.name, 80)} (${range(ratio, interval)})${how}`;
}

function stepText(step: Step, cell: CellHistory, prose: Prose): string {
  const { before, after, commits, ratio, interval, cause, isWorse } = step;
  const where =
    commits === 1
      ? `at ${prose.code(short(after))}`
      : `at ${prose.code(short(after))} or one of the ${plural(commits - 1, 'commit')} before it, after ${prose.code(short(before))}`;
  const size = `- ${change(ratio, interval)} (${range(ratio, interval)}) ${where}`;
  if (cause === 'machine') return `${size}: the machine changed there, so it may be none of the code.`;
  return isWorse ? `${size}. Find it: ${prose.code(bisectCommand(step, cell))}` : `${size}.`;
}

/** The command that looks for the commit of a step. Names are those of a checked configuration. */
export function bisectCommand(
  { range: { good, bad }, ratio }: Step,
  { target, scenario }: CellHistory,
): string {
  // Half of what was seen, so that a true step of that size is found surely.
  const slower = Math.max(0.1, Math.floor(Math.abs(ratio - 1) * 500) / 10);
  return `loadgate bisect ${good.slice(0, 12)}..${bad.slice(0, 12)} ${target}/${scenario} --slower ${number(slower, 1)}%`;
}

const short = (sha: string): string => sha.slice(0, 7);
