import { cpu } from '../compare/metrics/cpu.js';
import type { SampledMetric } from '../compare/metrics/metric.js';
import { throughput } from '../compare/metrics/throughput.js';
import { pairedSamples } from '../compare/samples.js';
import type { NextStep } from '../measure/schedule.js';
import type { Interval } from '../model/metric.js';
import type { CellRecord } from '../model/record.js';
import { confidenceInterval, estimateMean } from '../stats/inference.js';
import { mean } from '../stats/summary.js';

/** What is known of a cell while a run goes on. No verdict: that waits for all cells. */
export interface CellSoFar {
  readonly target: string;
  readonly scenario: string;
  /** `screen`: it is looked at; `confirm`: it is suspect; `done`: nothing more is measured; `unchanged`: nothing had to be. */
  readonly step: NextStep | 'unchanged';
  readonly generations: number;
  /** The metric that `ratio` is of; null: no figures of both sides yet. */
  readonly metric: 'throughput' | 'cpu' | null;
  /** candidate / baseline; null with `metric`. */
  readonly ratio: number | null;
  /** 95 %; null: fewer than two generations. */
  readonly interval: Interval | null;
}

/** What is known of a run while it measures. */
export interface SoFar {
  /** Time since measuring started, ms. */
  readonly spentMs: number;
  /** All that there is, ms. */
  readonly budgetMs: number;
  readonly cells: readonly CellSoFar[];
}

/** Is told whenever something new is known: after each generation, and when a cell needs no more. */
export type Watch = (soFar: SoFar) => void;

type Next = (cell: CellRecord, all: ReadonlyMap<string, CellRecord>) => NextStep;

/**
 * A schedule's question "what next?", overheard: it is asked of every cell before each generation, with all that was measured.
 * @param now ms
 */
export function overheard(next: Next, watch: Watch, budgetMs: number, now: () => number): Next {
  const startedMs = now();
  const steps = new Map<string, NextStep>();
  let known = '';
  return (cell, all) => {
    const step = next(cell, all);
    steps.set(`${cell.target}/${cell.scenario}`, step);
    const cells = [...all.entries()].map(([key, one]) => ({ cell: one, step: stepOf(one, steps.get(key)) }));
    const news = cells.map(({ cell: one, step: its }) => `${one.generations.length}${its}`).join(' ');
    if (news !== known) {
      known = news;
      watch({ spentMs: now() - startedMs, budgetMs, cells: cells.map((one) => soFarOf(one.cell, one.step)) });
    }
    return step;
  };
}

const stepOf = ({ state }: CellRecord, step: NextStep | undefined): CellSoFar['step'] =>
  state === 'unchanged' ? 'unchanged' : (step ?? 'screen');

function soFarOf(cell: CellRecord, step: CellSoFar['step']): CellSoFar {
  const { target, scenario, generations } = cell;
  const figures = figuresOf(cell, throughput) ?? figuresOf(cell, cpu) ?? NOTHING;
  return { target, scenario, step, generations: generations.length, ...figures };
}

type Figures = Pick<CellSoFar, 'metric' | 'ratio' | 'interval'>;
const NOTHING: Figures = { metric: null, ratio: null, interval: null };

function figuresOf(cell: CellRecord, metric: SampledMetric & { name: 'throughput' | 'cpu' }): Figures | null {
  const values = pairedSamples(cell, metric).map(({ value }) => value);
  if (values.length === 0) return null;
  const interval = values.length < 2 ? null : confidenceInterval(estimateMean(values), 0.05);
  return {
    metric: metric.name,
    ratio: Math.exp(mean(values)),
    interval: interval === null ? null : { low: Math.exp(interval.low), high: Math.exp(interval.high) },
  };
}
