import { compareRecord } from '../../src/compare/compare.js';
import { neededRounds } from '../../src/compare/needed.js';
import { countVerdicts } from '../../src/compare/overall.js';
import { nextStep } from '../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { CellVerdict } from '../../src/model/comparison.js';
import type { Gate, MeasureSettings } from '../../src/model/config.js';
import type { CellRecord, Generation, RunRecord } from '../../src/model/record.js';
import type { RoundKind } from '../../src/model/round.js';
import type { Noise } from './noise.js';
import type { Ratios } from './records.js';
import { makeCell, makeRatioGeneration, makeRecord } from './records.js';

/** Spread of the log ratios per generation, by metric. */
export interface Spread {
  readonly throughput: number;
  readonly cpu: number;
  readonly latency: number;
  readonly memory: number;
  readonly idle: number;
  readonly growth: number;
}

/** Everything that a simulated run depends on. */
export interface World {
  readonly gate: Gate;
  readonly settings: MeasureSettings;
  readonly noise: Noise;
  readonly spread: Spread;
}

/** One round of each kind that the cell needs: enough for a comparison, and quick to make by the hundred thousand. */
function leanRounds(cell: CellRecord, { gate, settings }: World) {
  const kinds = neededRounds(cell, gate, settings);
  const count = (kind: RoundKind): number => (kinds.includes(kind) ? 1 : 0);
  return { rounds: { duet: count('duet'), solo: count('solo'), probe: count('probe') } };
}

/** Measures a cell whose true ratios are known, one generation after the other, as a run does. */
export function simulateCell(world: World, truth: Ratios, overrides: Partial<CellRecord> = {}): CellRecord {
  const { gate, settings, spread } = world;
  const generations: Generation[] = [];
  const cell = makeCell({ ...overrides, generations });
  for (let step = nextStep(cell, gate, settings); step !== 'done'; step = nextStep(cell, gate, settings)) {
    const drawn = {
      throughput: draw(world, truth.throughput, spread.throughput),
      cpu: draw(world, truth.cpu, spread.cpu),
      latency: draw(world, truth.latency, spread.latency),
      memory: draw(world, truth.memory, spread.memory),
      idle: draw(world, truth.idle, spread.idle),
      growth: draw(world, truth.growth, spread.growth),
    };
    const lean = leanRounds(cell, world);
    generations.push(
      makeRatioGeneration(generations.length, drawn, { phase: step, baseline: lean, candidate: lean }),
    );
  }
  return cell;
}

function draw({ noise }: World, truth: number | undefined, sd: number): number {
  return (truth ?? 1) * Math.exp(sd * noise());
}

/** What became of many simulated reports, each of `CELLS` cells. */
export interface Tally {
  readonly reports: number;
  /** Reports in which a cell without any change was called a regression, or an improvement. */
  readonly falseRed: number;
  readonly falseGreen: number;
  /** Verdicts of the changed cell (the first), where there is one. */
  readonly changed: Readonly<Record<CellVerdict, number>>;
  /** Mean generations of an unchanged cell. */
  readonly generations: number;
}

const CELLS = 9;

/** The record of one run of `CELLS` cells, of which the first has changed. */
export function simulateRun(world: World, change: Ratios | null): RunRecord {
  const cells = Array.from({ length: CELLS }, (_, index) =>
    simulateCell(world, index === 0 ? (change ?? {}) : {}, { scenario: `s${index}` }),
  );
  return makeRecord({ cells });
}

/**
 * Simulates whole reports and compares them.
 * @param change true ratios of the first cell; null: nothing has changed in any.
 * @param keep how many of a cell's generations the record keeps (a budget that ends early); all where left out.
 */
export function simulateReports(
  reports: number,
  world: World,
  change: Ratios | null,
  keep: (generations: number) => number = (generations) => generations,
): Tally {
  const changed = countVerdicts([]);
  let [falseRed, falseGreen, generations] = [0, 0, 0];
  for (let report = 0; report < reports; report++) {
    const cells = simulateRun(world, change).cells.map((cell) => ({
      ...cell,
      generations: cell.generations.slice(0, keep(cell.generations.length)),
    }));
    const compared = compareRecord(makeRecord({ cells }), world.gate, world.settings).cells;
    const still = change === null ? compared : compared.slice(1);
    if (still.some(({ verdict }) => verdict === 'regression')) falseRed++;
    if (still.some(({ verdict }) => verdict === 'improvement')) falseGreen++;
    if (change !== null) changed[compared[0]?.verdict ?? 'invalid']++;
    generations +=
      cells.slice(-still.length).reduce((sum, cell) => sum + cell.generations.length, 0) / still.length;
  }
  return { reports, falseRed, falseGreen, changed, generations: generations / reports };
}

/** A world with the defaults that are shipped, and the same spread for throughput and CPU time. */
export function worldOf(noise: Noise, sd: number, gate: Partial<Gate> = {}): World {
  return {
    gate: { ...DEFAULT_GATE, ...gate },
    settings: DEFAULT_MEASURE,
    noise,
    // Probe rounds of the two sides are not simultaneous: twice the spread.
    spread: { throughput: sd, cpu: sd, latency: 2 * sd, memory: sd, idle: sd, growth: sd },
  };
}
