import { type CapacityStop, isForeignStop, type Plateau, type SideCapacity } from '../model/capacity.js';
import type { CellRecord, Failures, RunRecord, SideName } from '../model/record.js';
import { mean } from '../stats/summary.js';
import { escapeText } from './escape.js';
import { bytes, list, number, share, time } from './format.js';
import { type Column, type Grid, grid, NONE } from './markdown.js';
import { markdownProse } from './prose.js';

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
  readonly generation: number;
  readonly plateau: Plateau;
}

/** What every level of every search showed; no rows where nothing was searched. */
export function capacityGrid({ cells }: RunRecord): Grid {
  const rows = cells.flatMap((cell) =>
    cell.generations.flatMap((generation, index) =>
      (['baseline', 'candidate'] as const).flatMap((side) => {
        const found = generation[side]?.capacity;
        if (found === undefined) return [];
        const name = markdownProse.cell(cell.target, cell.scenario);
        return found.plateaus.map((plateau): PlateauRow => ({ name, side, generation: index + 1, plateau }));
      }),
    ),
  );
  return grid(COLUMNS, rows);
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
  { header: 'generation', align: 'right', read: ({ generation }) => number(generation) },
  right('level', ({ level }) => number(level)),
  left('what broke', ({ plateau: { stop, steady } }) => {
    const broke = stop === null ? NONE : stopText(stop);
    return escapeText(steady ? broke : `${broke} (not steady)`);
  }),
  right('requests/s', ({ rps }) => number(rps)),
  right('p50', ({ p50Us }) => time(p50Us)),
  right('p99', ({ p99Us }) => time(p99Us)),
  left('failed', ({ plateau: { failures } }) => failuresByKind(failures) ?? NONE),
  right('CPU', ({ cpu }) => (cpu === null ? null : share(cpu))),
  right('memory', ({ memoryBytes }) => (memoryBytes === null ? null : bytes(memoryBytes))),
  right('connections opened', ({ connectionsOpened }) => number(connectionsOpened)),
  right("generator's CPU", ({ generatorCpu }) => share(generatorCpu)),
  right('its delay', ({ generatorDelayUs }) => time(generatorDelayUs)),
  right('its memory', ({ generatorMemoryBytes }) => bytes(generatorMemoryBytes)),
];

/** What a side of a cell carries, where nothing is compared: `1,024 connections`; null: nobody asked. */
export function carriedText({ generations }: CellRecord, side: SideName): string | null {
  const found = generations.flatMap((one) => one[side]?.capacity ?? []);
  const [first] = found;
  if (first === undefined) return null;
  const bound = found.find((one) => one.stop === 'to' || one.low === 0 || isForeignStop(one));
  const level = bound === undefined ? number(mean(found.map((one) => one.level))) : levelText(bound);
  return `${level} ${first.of === 'rate' ? 'req/s' : 'connections'}`;
}

/** What stopped the searches of a side, the most frequent first. */
export function stopsOf(found: readonly SideCapacity[]): string {
  const times = new Map<CapacityStop, number>();
  for (const { stop } of found) times.set(stop, (times.get(stop) ?? 0) + 1);
  return list([...times].sort((a, b) => b[1] - a[1]).map(([stop]) => stopText(stop)));
}
