import type { Interval } from '../model/metric.js';
import { plain } from './escape.js';
import { change, duration, plural } from './format.js';

/** A cell while a run goes on (src/job/so-far.ts). */
export interface CellProgress {
  readonly target: string;
  readonly scenario: string;
  readonly step: 'screen' | 'confirm' | 'done' | 'unchanged';
  readonly generations: number;
  readonly metric: 'throughput' | 'cpu' | null;
  readonly ratio: number | null;
  readonly interval: Interval | null;
}

export interface Progress {
  readonly spentMs: number;
  readonly budgetMs: number;
  readonly cells: readonly CellProgress[];
}

/** Cells that are shown; those that are done go first, since nothing more will be known of them. */
const MOST_CELLS = 12;
const BAR = 24;

const SIGNS: Readonly<Record<CellProgress['step'], string>> = {
  screen: '·',
  confirm: '?',
  done: '✓',
  unchanged: '=',
};

/** A bar of the time with what is left, and a line for each cell with what is known. Lines hold nothing that moves a cursor. */
export function progressLines({ spentMs, budgetMs, cells }: Progress): readonly string[] {
  const open = cells.filter(({ step }) => step === 'screen' || step === 'confirm');
  const measured = cells.filter(({ step }) => step !== 'unchanged');
  const decided = measured.length - open.length;
  const shown = [...open, ...measured.filter((cell) => !open.includes(cell))].slice(0, MOST_CELLS);
  const hidden = measured.length - shown.length;
  const width = Math.max(0, ...shown.map((cell) => nameOf(cell).length));
  return [
    `${bar(spentMs / budgetMs)} ${left(budgetMs - spentMs)}, ${decided} of ${plural(measured.length, 'cell')} decided`,
    ...shown.map((cell) => `  ${SIGNS[cell.step]} ${nameOf(cell).padEnd(width)}  ${known(cell)}`),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
  ];
}

const nameOf = ({ target, scenario }: CellProgress): string => plain(`${target}/${scenario}`, 60);

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
}

/** A run ends as soon as all cells are decided. */
const left = (ms: number): string => `at most ${duration(Math.max(0, Math.ceil(ms / 1000) * 1000))} left`;

function known({ generations, metric, ratio, interval, step }: CellProgress): string {
  const count = plural(generations, 'generation');
  if (metric === null || ratio === null) return generations === 0 ? 'nothing yet' : count;
  const what = metric === 'cpu' ? 'CPU time' : 'throughput';
  return `${what} ${change(ratio, interval)}, ${count}${step === 'confirm' ? ', being confirmed' : ''}`;
}
