import type { HistoryRequest } from '../../src/history/judge.js';
import { judgeHistory } from '../../src/history/judge.js';
import { DEFAULT_HISTORY, type HistorySettings } from '../../src/history/settings.js';
import type { Basis, CellHistory, History } from '../../src/history/types.js';
import { POINT_SCHEMA, type Point, type Sample } from '../../src/model/point.js';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import { normalNoise } from './noise.js';

/** Histories that are drawn: commits in a line, each with a record. */
export interface Drawing {
  readonly records: number;
  /** ln(ratio) of the change that each of these commits makes, by place. */
  readonly steps: ReadonlyMap<number, number>;
  /** S.d. of a generation. */
  readonly sd: number;
  /** Of each record. */
  readonly generations: number;
  readonly basis: Basis;
  readonly seed: number;
  /** By place; all are measured on one machine where it is left out. */
  readonly machineOf?: (place: number) => string;
  /** What a machine adds to the logs. */
  readonly machineLog?: (machine: string) => number;
}

/** The commit at a place; the release that all are compared with stands before the first. */
export const shaAt = (place: number): string => (place + 1).toString(16).padStart(40, '0');
const RELEASE = { name: 'v1.4.0', sha: shaAt(-1) } as const;

/** Its points and its line, as they are judged. */
export function drawHistory(drawing: Drawing): Pick<HistoryRequest, 'points' | 'line' | 'releases'> {
  const noise = normalNoise(seededRandom(drawing.seed));
  const { records, basis } = drawing;
  let level = 0;
  const points = Array.from({ length: records }, (_, place) => {
    const change = drawing.steps.get(place) ?? 0;
    level += change;
    const machine = drawing.machineOf?.(place) ?? 'one';
    const centre = (basis === 'previous' ? change : level) + (drawing.machineLog?.(machine) ?? 0);
    const sample = sampleOf(Array.from({ length: drawing.generations }, () => centre + drawing.sd * noise()));
    const baseline = { fixed: RELEASE.sha, previous: shaAt(place - 1), reference: null }[basis];
    return pointAt(place, {
      machine,
      baseline,
      figure: basis === 'reference' ? { divided: sample } : { duet: sample },
    });
  });
  return { points, line: [RELEASE.sha, ...points.map(({ sha }) => sha)], releases: [RELEASE] };
}

function sampleOf(values: readonly number[]): Sample {
  return { mean: mean(values), sd: values.length < 2 ? null : sampleStdev(values), count: values.length };
}

function pointAt(place: number, { machine = 'one', baseline, figure }: PointParts): Point {
  return {
    schema: POINT_SCHEMA,
    sha: shaAt(place),
    label: 'main',
    startedAt: new Date(Date.UTC(2026, 0, 1) + place * 3_600_000).toISOString(),
    baseline,
    machine: { fingerprint: machine, cpuModel: `CPU ${machine}`, cores: 4 },
    caps: { cpus: 1, memoryBytes: 2 ** 30 },
    ...('divided' in figure ? { program: 'reference-1' } : {}),
    cells: [
      {
        target: 'api',
        scenario: 'list',
        state: 'measured',
        figures: { throughput: { value: 2400, ...figure } },
      },
    ],
  };
}

interface PointParts {
  readonly machine?: string;
  readonly baseline: string | null;
  readonly figure: { readonly duet: Sample } | { readonly divided: Sample };
}

/** The drawn history as it is judged. */
export function drawnHistory(drawing: Drawing, changes: Partial<HistorySettings> = {}): History {
  return judgeHistory({
    ...drawHistory(drawing),
    since: drawing.basis === 'reference' ? { name: 'the first record', sha: shaAt(0) } : null,
    settings: { ...DEFAULT_HISTORY, ...changes },
  });
}

export function judgeDrawn(drawing: Drawing, changes: Partial<HistorySettings> = {}): CellHistory {
  const [cell] = drawnHistory(drawing, changes).cells;
  if (cell === undefined) throw new Error('the drawn history has no cell');
  return cell;
}

/** Five changes of −1 % in 60 records, at places that the seed draws, 8 records apart at least. */
export function fiveSteps(seed: number, size = 0.01): ReadonlyMap<number, number> {
  const random = seededRandom(seed);
  return new Map([8, 19, 30, 41, 52].map((from) => [from + random.below(4) - 2, Math.log(1 - size)]));
}

/** How far a step that was found is from the nearest true one, in commits. */
export function distances(cell: CellHistory, truth: ReadonlyMap<number, number>): readonly number[] {
  const placeOf = (sha: string): number => Number.parseInt(sha, 16) - 1;
  return cell.steps.map(({ after }) =>
    Math.min(...[...truth.keys()].map((place) => Math.abs(place - placeOf(after)))),
  );
}

/** True steps that have a found one within so many commits. */
export function foundWithin(cell: CellHistory, truth: ReadonlyMap<number, number>, commits: number): number {
  const found = cell.steps.map(({ after }) => Number.parseInt(after, 16) - 1);
  return [...truth.keys()].filter((place) => found.some((one) => Math.abs(one - place) <= commits)).length;
}
