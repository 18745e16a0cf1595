import { markdownTable } from 'markdown-table';
import { compareStored } from '../../src/compare/stored.js';
import type { Config } from '../../src/model/config.js';
import type { RunRecord } from '../../src/model/record.js';
import { median } from '../../src/stats/summary.js';
import { NOISES, type Noise } from './pools.js';

/** A line of the raw data: a record, and what its containers had of the CPUs that it says. */
export interface StoredLine {
  readonly speed: number;
  readonly noise: Noise;
  readonly record: RunRecord;
}

/** A drop that people would look for. */
const DROP = 0.05;

/** What the record would be where the reference target can't be run. */
function withoutReference(record: RunRecord): RunRecord {
  const cells = record.cells.map((cell) => ({
    ...cell,
    generations: cell.generations.map(({ reference: _, ...rest }) => rest),
  }));
  return { ...record, cells };
}

interface Tally {
  readonly pairs: number;
  readonly drops: number;
  readonly rises: number;
  readonly red: number;
  readonly green: number;
  readonly largest: number;
  /** Median of the smallest drops that would have been seen. */
  readonly couldSee: number;
}

type IsWanted = (ours: StoredLine, theirs: StoredLine) => boolean;

/** Compares every record with every other, both ways round. */
function tally(
  lines: readonly StoredLine[],
  { gate, measure }: Config,
  wanted: IsWanted,
  referenced: boolean,
): Tally {
  const of = ({ record }: StoredLine): RunRecord => (referenced ? record : withoutReference(record));
  const compared = lines.flatMap((ours) =>
    lines
      .filter((theirs) => theirs !== ours && wanted(ours, theirs))
      .flatMap((theirs) => {
        const comparison = compareStored(of(ours), of(theirs), gate, measure);
        const [cell] = comparison.cells;
        const row = cell?.metrics.find(({ metric }) => metric === 'throughput');
        if (cell === undefined || row === undefined || comparison.stored === undefined) return [];
        if (referenced && comparison.stored.divided === 0) return [];
        return [{ ratio: row.ratio, verdict: cell.verdict, couldSee: row.couldSee }];
      }),
  );
  const count = (is: (one: (typeof compared)[number]) => boolean): number => compared.filter(is).length;
  return {
    pairs: compared.length,
    drops: count(({ ratio }) => ratio < 1 - DROP),
    rises: count(({ ratio }) => ratio > 1 + DROP),
    red: count(({ verdict }) => verdict === 'regression'),
    green: count(({ verdict }) => verdict === 'improvement'),
    largest: Math.max(0, ...compared.map(({ ratio }) => 1 - ratio)),
    couldSee: median(compared.flatMap(({ couldSee }) => couldSee ?? [])),
  };
}

const KINDS: readonly (readonly [string, IsWanted])[] = [
  ['the same', (a, b) => a.speed === b.speed],
  ['another', (a, b) => a.speed !== b.speed],
  ['any', () => true],
];

const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`;

function rowsOf(noise: Noise, lines: readonly StoredLine[], config: Config): string[][] {
  return KINDS.flatMap(([kind, wanted]) =>
    [true, false].map((referenced) => {
      const { pairs, drops, rises, red, green, largest, couldSee } = tally(lines, config, wanted, referenced);
      const shares = [drops, rises, red, green].map((part) => share(part, pairs));
      const rest = [share(largest, 1), share(couldSee, 1)];
      return [noise, kind, referenced ? 'with' : 'without', String(pairs), ...shares, ...rest];
    }),
  );
}

const PERCENT = `${DROP * 100} %`;
const HEAD = [
  ...['', 'speed', 'reference', 'pairs', `drop > ${PERCENT}`, `rise > ${PERCENT}`],
  ...['red', 'green', 'largest drop', 'could see, median'],
];

/** Records of one kind of noise against each other, as Markdown. */
export function pairsReport(lines: readonly StoredLine[], config: Config): string {
  const rows = NOISES.flatMap((noise) => {
    const of = lines.filter((line) => line.noise === noise);
    return of.length === 0 ? [] : rowsOf(noise, of, config);
  });
  return `${lines.length} records\n\n${markdownTable([HEAD, ...rows])}`;
}
