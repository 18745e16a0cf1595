import * as limits from '../model/limits.js';
import type { RunRecord } from '../model/record.js';
import { PACKED_FROM, pack } from './packed.js';
import { checkRecord } from './parse.js';

/**
 * Significant digits of a fraction. A relative error of at most 5 in 10⁶ is a hundredth of the smallest measured
 * spread between two generations. Whole numbers (counts, bytes, the seed) are exact.
 */
const SIGNIFICANT_DIGITS = 6;

/**
 * A record as JSON, packed where it is large (packed.ts): one line, members in the schema's order, stages of `timing` sorted, so that equal
 * records have equal texts. `parseRecord` reads the result, and serialising that again gives the same text.
 * Cuts logs, sentences, and facts that are too long, so that they don't cost a run its record.
 * @throws LoadgateError `record-invalid` if the record itself is wrong (NaN, a name that no configuration
 *   allows), which is a defect of loadgate
 */
export function serialiseRecord(record: RunRecord): string {
  const checked = checkRecord(clipped(record), 'that this run made');
  const ordered: RunRecord = { ...checked, timing: sorted(checked.timing) };
  const text = `${JSON.stringify(ordered, (_key, value: unknown) => (typeof value === 'number' ? rounded(value) : value))}\n`;
  return text.length < PACKED_FROM ? text : pack(text, ordered.startedAt);
}

/** A number as records hold it. */
export function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}

function sorted<T>(members: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function clipped(record: RunRecord): RunRecord {
  const { reference, second } = record;
  return {
    ...record,
    version: fact(record.version),
    candidate: { ...record.candidate, label: fact(record.candidate.label) },
    baseline: record.baseline && { ...record.baseline, label: fact(record.baseline.label) },
    ...(reference === undefined
      ? {}
      : { reference: { ...reference, missing: reference.missing && sentence(reference.missing) } }),
    ...clippedParts(record),
    ...(second === undefined ? {} : { second: { ...second, ...clippedParts(second) } }),
  };
}

type Parts = Pick<RunRecord, 'machine' | 'runtime' | 'cells' | 'problems'>;

/** What a run and its second opinion both have. */
function clippedParts({ machine, runtime, cells, problems }: Parts): Parts {
  return {
    machine: {
      ...machine,
      cpuModel: fact(machine.cpuModel),
      os: fact(machine.os),
      kernel: fact(machine.kernel),
      arch: fact(machine.arch),
    },
    runtime: { ...runtime, version: fact(runtime.version) },
    cells: cells.map((cell) => ({
      ...cell,
      noBaseline: cell.noBaseline && sentence(cell.noBaseline),
      invalid: cell.invalid && {
        ...cell.invalid,
        message: sentence(cell.invalid.message),
        log: log(cell.invalid.log),
      },
    })),
    problems: problems.slice(0, limits.MAX_PROBLEMS).map((problem) => ({
      ...problem,
      message: sentence(problem.message),
      hint: sentence(problem.hint),
      log: log(problem.log),
    })),
  };
}

const fact = (text: string): string => clip(text, limits.MAX_FACT);
const sentence = (text: string): string => clip(text, limits.MAX_SENTENCE);

/** Keeps the end of a log, which says why it ended. */
const log = (lines: readonly string[]): readonly string[] =>
  lines.slice(-limits.MAX_LOG_LINES).map((line) => clip(line, limits.MAX_LOG_LINE));

/** Cuts a text, but never within a surrogate pair. */
function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
