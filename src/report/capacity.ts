import {
  type CapacityStop,
  heldLevel,
  isForeignStop,
  type Plateau,
  type SideCapacity,
} from '../model/capacity.js';
import type { CellRecord, Failures, RunRecord, SideName } from '../model/record.js';
import { mean } from '../stats/summary.js';
import { escapeText } from './escape.js';
import { bytes, list, number, rate, share, time } from './format.js';
import { type Column, type Grid, grid, NONE } from './markdown.js';
import { markdownProse, type Prose } from './prose.js';

const STOPS: Readonly<Record<CapacityStop, string>> = {
  errors: 'failed requests',
  latency: 'latency',
  cpu: 'CPU',
  answers: 'fewer answers than arrivals',
  exited: 'the end of the target',
  generator: 'the load generator',
  ports: 'ports or open files of this machine',
  to: 'the highest level, which held',
};

/** What stopped a search, in the words of a list. */
export const stopText = (stop: CapacityStop): string => STOPS[stop];

/** `1,024`; `≥ 10,000`, `< 32`: a bound, where the limit lies beyond what was tried. */
export function levelText(found: Pick<SideCapacity, 'low' | 'level' | 'stop'>): string {
  if (found.stop === 'to' || isForeignStop(found)) return `≥ ${number(found.low)}`;
  return found.low === 0 ? `< ${number(found.level)}` : number(found.level);
}

const KINDS: Readonly<Record<keyof Failures, string>> = {
  refused: 'refused',
  reset: 'reset',
  timeout: 'time-out',
  non2xx: 'wrong status',
  wrongBody: 'wrong body',
  capture: 'nothing to capture',
  other: 'other',
};

/** `12 reset, 3 time-out`; null: none failed. */
export function failuresByKind(failures: Failures): string | null {
  const kinds = Object.entries(KINDS) as [keyof Failures, string][];
  const some = kinds.flatMap(([kind, word]) => {
    const count = failures[kind] ?? 0;
    return count > 0 ? [`${number(count)} ${word}`] : [];
  });
  return some.length === 0 ? null : list(some);
}

interface PlateauRow {
  readonly name: string;
  readonly side: SideName;
  /** null: that of a search that was cut off. */
  readonly generation: number | null;
  readonly plateau: Plateau;
}

/** What every level of every search showed; no rows where nothing was searched. */
export function capacityGrid({ cells }: RunRecord): Grid {
  const rows = cells.flatMap((cell) => {
    const name = markdownProse.cell(cell.target, cell.scenario);
    const searches = [
      ...cell.generations.map(({ baseline, candidate }, index) => ({
        ...{ generation: index + 1, baseline: baseline?.capacity, candidate: candidate.capacity },
      })),
      ...(cell.cutOff === undefined ? [] : [{ generation: null, ...cell.cutOff }]),
    ];
    return searches.flatMap(({ generation, ...sides }) =>
      (['baseline', 'candidate'] as const).flatMap((side) =>
        (sides[side]?.plateaus ?? []).map((plateau): PlateauRow => ({ name, side, generation, plateau })),
      ),
    );
  });
  return grid(COLUMNS, rows);
}

/** What a plateau showed, for every table of them. @param isTitle whether headers begin with a capital letter */
export function plateauColumns<Row>(of: (row: Row) => Plateau, isTitle = false): readonly Column<Row>[] {
  const column = (
    [header, title = header]: readonly [string, string?],
    read: (plateau: Plateau) => string | null,
    align: 'left' | 'right' = 'right',
  ): Column<Row> => ({
    ...{ header: isTitle ? title : header, align, wraps: align === 'left' },
    read: (row) => escapeText(read(of(row)) ?? NONE),
  });
  return [
    column(['requests/s', 'Requests/s'], ({ rps }) => rate(rps).replace(' req/s', '')),
    column(['p50'], ({ p50Us }) => time(p50Us)),
    column(['p99'], ({ p99Us }) => time(p99Us)),
    column(['failed', 'Failed'], ({ failures }) => failuresByKind(failures), 'left'),
    column(['CPU'], ({ cpu }) => (cpu === null ? null : share(cpu))),
    column(['memory', 'Memory'], ({ memoryBytes }) => (memoryBytes === null ? null : bytes(memoryBytes))),
    column(['connections opened', 'Connections opened'], ({ connectionsOpened }) =>
      number(connectionsOpened),
    ),
    column(["generator's CPU", "Generator's CPU"], ({ generatorCpu }) => share(generatorCpu)),
    column(['its delay'], ({ generatorDelayUs }) => time(generatorDelayUs)),
    column(['its memory'], ({ generatorMemoryBytes }) => bytes(generatorMemoryBytes)),
  ];
}

const left = (header: string, read: (row: PlateauRow) => string): Column<PlateauRow> => ({
  header,
  align: 'left',
  read,
  wraps: true,
});

const right = (header: string, read: (plateau: Plateau) => string | null): Column<PlateauRow> => ({
  header,
  align: 'right',
  read: ({ plateau }) => read(plateau) ?? NONE,
});

const COLUMNS: readonly Column<PlateauRow>[] = [
  left('cell', ({ name }) => name),
  left('side', ({ side }) => (side === 'baseline' ? 'base' : 'candidate')),
  {
    header: 'generation',
    align: 'right',
    read: ({ generation }) => (generation === null ? 'cut off' : number(generation)),
  },
  right('level', ({ level }) => number(level)),
  left('what broke', ({ plateau: { stop, steady } }) => {
    const broke = stop === null ? NONE : stopText(stop);
    return escapeText(steady ? broke : `${broke} (not steady)`);
  }),
  ...plateauColumns<PlateauRow>(({ plateau }) => plateau),
];

/** What a side of a cell carries, where nothing is compared: `1,024 connections`; null: nobody asked, or nothing is known. */
export function carriedText({ generations, cutOff }: CellRecord, side: SideName): string | null {
  const found = generations.flatMap((one) => one[side]?.capacity ?? []);
  const [first] = found;
  const unit = (of: SideCapacity['of']): string => (of === 'rate' ? 'req/s' : 'connections');
  if (first === undefined) {
    const known = cutOff?.[side] ?? null;
    const held = known === null ? 0 : heldLevel(known.plateaus);
    return known === null || held === 0 ? null : `≥ ${number(held)} ${unit(known.of)}`;
  }
  const bound = found.find((one) => one.stop === 'to' || one.low === 0 || isForeignStop(one));
  const level = bound === undefined ? number(mean(found.map((one) => one.level))) : levelText(bound);
  return `${level} ${unit(first.of)}`;
}

/** Whether a side held the highest level of every search: it may carry more. */
export function boundsOf(cell: CellRecord | null): Readonly<Record<SideName, boolean>> {
  const isBound = (side: SideName): boolean => {
    const found = cell?.generations.flatMap((one) => one[side]?.capacity ?? []) ?? [];
    return found.length > 0 && found.every(({ stop }) => stop === 'to');
  };
  return { baseline: isBound('baseline'), candidate: isBound('candidate') };
}

/** Cells whose highest level is told to be too low. */
const TOLD_BOUNDS = 3;

/** `api · carry: both sides hold 10,000 connections, the highest level. A higher "to" would tell …`, for each cell in which all do. */
export function boundSentences({ cells }: RunRecord, prose: Prose): readonly string[] {
  return cells
    .filter((cell) => {
      const { baseline, candidate } = boundsOf(cell);
      return candidate && (baseline || cell.generations.every((one) => one.baseline === null));
    })
    .slice(0, TOLD_BOUNDS)
    .map((cell) => {
      const [one] = cell.generations.flatMap(({ candidate, baseline }) =>
        candidate.capacity === undefined ? [] : [{ found: candidate.capacity, isOne: baseline === null }],
      );
      const unit = one?.found.of === 'rate' ? 'requests/s' : 'connections';
      const who = one?.isOne === true ? 'it holds' : 'both sides hold';
      const level = `${number(one?.found.low ?? 0)} ${unit}`;
      return `${prose.name(cell.target, cell.scenario)}: ${who} ${level}, the highest level of the search, and no difference beyond it was looked for. Raise ${prose.code('to')} under ${prose.code('capacity')} to see more.`;
    });
}

/** What stopped the searches of a side, the most frequent first. */
export function stopsOf(found: readonly SideCapacity[]): string {
  const times = new Map<CapacityStop, number>();
  for (const { stop } of found) times.set(stop, (times.get(stop) ?? 0) + 1);
  return list([...times].sort((a, b) => b[1] - a[1]).map(([stop]) => stopText(stop)));
}
