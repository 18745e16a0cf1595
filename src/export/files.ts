import type { Outcome } from '../compare/judge.js';
import { outcomeCsv } from './csv.js';
import { influxLines } from './influx.js';
import { junitXml } from './junit.js';
import { openMetricsText } from './openmetrics.js';
import { actionBenchmarkJson, bencherJson } from './trackers.js';

/** Every format, as the input `export` and the option `--format` spell it. */
export const EXPORT_FORMATS = ['influx', 'openmetrics', 'gab', 'bmf', 'csv', 'junit'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportFile {
  /** File name, without a folder. */
  readonly name: string;
  readonly text: string;
}

/** File name → its text; null: the outcome has nothing for this file. */
type Texts = Readonly<Record<string, string | null>>;

const FILES: Readonly<Record<ExportFormat, (outcome: Outcome) => Texts>> = {
  influx: (outcome) => ({ 'influx.lp': influxLines(outcome) }),
  openmetrics: (outcome) => ({ 'openmetrics.txt': openMetricsText(outcome) }),
  // The tool is told one direction for a whole file.
  gab: (outcome) => ({
    'gab-bigger.json': actionBenchmarkJson(outcome, 'larger'),
    'gab-smaller.json': actionBenchmarkJson(outcome, 'smaller'),
  }),
  bmf: (outcome) => ({ 'bmf.json': bencherJson(outcome) }),
  csv: (outcome) => ({ 'loadgate.csv': outcomeCsv(outcome) }),
  junit: (outcome) => ({ 'junit.xml': junitXml(outcome) }),
};

/**
 * The files of an outcome in one format. Pure: the same outcome gives the same texts.
 * @returns those that have something in them
 */
export const exportFiles = (format: ExportFormat, outcome: Outcome): readonly ExportFile[] =>
  Object.entries(FILES[format](outcome)).flatMap(([name, text]) => (text === null ? [] : [{ name, text }]));
