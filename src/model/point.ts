/**
 * A point of the history: what is kept of a record when only its trend matters. It is a hundredth of the record's size, so
 * a branch can keep one for every commit.
 */
import * as z from 'zod';
import * as limits from './limits.js';
import { type DeepReadonly, fact, instant, listOf, name, positive, quantity, sha } from './parts.js';

export const POINT_SCHEMA = 'loadgate.point/v1';

/** The metrics that have a trend, the one that decides it first. */
export const TREND_METRICS = ['throughput', 'cpu', 'latency', 'capacity', 'capacity-rate'] as const;
export type TrendMetric = (typeof TREND_METRICS)[number];

/** Natural logs, one a generation. */
const sample = z.strictObject({
  mean: z.number().min(-100).max(100),
  /** Sample standard deviation; null: there is one value. */
  sd: quantity.nullable(),
  count: positive.max(limits.MAX_GENERATIONS),
});

const figure = z.strictObject({
  /** The candidate's own figure, in the metric's unit. */
  value: quantity,
  /** ln(candidate / baseline), from the rounds in which both ran at once. Absent: one side ran. */
  duet: sample.exactOptional(),
  /** ln(figure / figure of the reference target beside it). Absent: none ran. */
  divided: sample.exactOptional(),
});

const cell = z.strictObject({
  target: name,
  scenario: name,
  /** `unchanged`: its inputs equal the baseline's, so its ratio is 1 and nothing was measured. */
  state: z.enum(['measured', 'unchanged']),
  figures: z.partialRecord(z.enum(TREND_METRICS), figure),
});

export const pointSchema = z.strictObject({
  schema: z.literal(POINT_SCHEMA),
  sha,
  /** Branch, tag, or `work tree`. */
  label: fact,
  startedAt: instant,
  /** null: the candidate was measured alone. */
  baseline: sha.nullable(),
  machine: z.strictObject({ fingerprint: fact, cpuModel: fact, cores: positive }),
  caps: z.strictObject({ cpus: quantity, memoryBytes: quantity }),
  /** The reference target's program; figures of different programs say nothing of each other. Absent: none ran. */
  program: fact.exactOptional(),
  cells: listOf(cell, limits.MAX_CELLS),
});

export type Sample = DeepReadonly<z.infer<typeof sample>>;
export type TrendFigure = DeepReadonly<z.infer<typeof figure>>;
export type CellPoint = DeepReadonly<z.infer<typeof cell>>;
export type Point = DeepReadonly<z.infer<typeof pointSchema>>;
