import type { Plateau } from '../model/capacity.js';
import { levelText, plateauColumns, stopText } from '../report/capacity.js';
import { escapeText, label } from '../report/escape.js';
import { list, number, percent, time } from '../report/format.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from '../report/markdown.js';
import type { CapacityFigures, Leaderboard, Row, ScenarioBoard } from './types.js';
import { factsOf, interval, labelOf, places, quota } from './words.js';

type Searched = Row & { readonly capacity: CapacityFigures };

const hasCapacity = (row: Row): row is Searched => row.capacity !== undefined;

/** What a scenario's searches found: the ranking, and the last level that held and the first that broke. */
export function capacityPart(board: Leaderboard, scenario: ScenarioBoard): string {
  const rows = scenario.rows.filter(hasCapacity);
  if (rows.length === 0) return 'Nothing was found.';
  const levels = rows.flatMap((row) =>
    [row.capacity.held, row.capacity.broke].flatMap((plateau) =>
      plateau === null ? [] : [{ row, plateau }],
    ),
  );
  return paragraphs([
    limitsLine(scenario),
    table(rankingColumns(board), rows),
    `### The last level that held, and the first that broke (${label(scenario.scenario)})`,
    table(levelColumns(board), levels),
  ]);
}

function limitsLine({ search }: ScenarioBoard): string {
  if (search === undefined) return '';
  const { of, from, to, until, holdMs } = search;
  const limits = [
    ...(until.p99Ms === null ? [] : [`a p99 of ${time(until.p99Ms * 1000)}`]),
    `${percent(until.errors)} of failed requests`,
    ...(until.cpu === null ? [] : [`${percent(until.cpu)} of its CPU`]),
  ];
  const unit = of === 'rate' ? 'requests/s' : 'connections';
  const range = from === to ? `${number(to)} ${unit}` : `${number(from)} to ${number(to)} ${unit}`;
  return `${range}, each level for ${number(holdMs / 1000, holdMs % 1000 === 0 ? 0 : 1)} s, until ${list(limits)}.`;
}

const text = <Item>(header: string, read: (item: Item) => string | null): Column<Item> => ({
  header,
  align: 'left',
  wraps: true,
  read: (item) => escapeText(read(item) ?? NONE),
});

const figure = <Item>(header: string, read: (item: Item) => string | null): Column<Item> => ({
  ...text(header, read),
  align: 'right',
  wraps: false,
});

const rankingColumns = (board: Leaderboard): readonly Column<Searched>[] => [
  figure('Rank', ({ rank }) => rank && places(rank)),
  text('Framework', (row) => labelOf(row, board)),
  text('Server', ({ target }) => factsOf(target, board)?.server ?? null),
  figure('Carries', ({ capacity }) => carriesText(capacity)),
  figure('95 % interval', ({ capacity: { level } }) => level && interval(level, number)),
  text('Held, and broke, in each generation', ({ capacity: { found } }) =>
    found.map(({ low, high }) => `${number(low)}, ${high === null ? NONE : number(high)}`).join('; '),
  ),
  text('Agree', ({ capacity: { agrees } }) => (agrees === null ? null : agrees ? 'yes' : 'no')),
  text('What stopped it', ({ capacity: { found } }) =>
    list([...new Set(found.map(({ stop }) => stopText(stop)))]),
  ),
  text('Differs from next', ({ differsFromNext }) =>
    differsFromNext === null ? null : differsFromNext ? 'yes' : 'no',
  ),
  text('CPU quota', ({ state, cpus }) => (state === 'apart' ? quota(cpus) : null)),
];

/** The mean; where a generation gave a bound alone, all that were found. */
const carriesText = ({ level, found }: CapacityFigures): string =>
  level === null ? [...new Set(found.map(levelText))].join(', ') : number(level.mean);

interface LevelRow {
  readonly row: Searched;
  readonly plateau: Plateau;
}

const levelColumns = (board: Leaderboard): readonly Column<LevelRow>[] => [
  text('Framework', ({ row }) => labelOf(row, board)),
  figure('Level', ({ plateau: { level } }) => number(level)),
  text('Broke', ({ plateau: { stop } }) => stop && stopText(stop)),
  ...plateauColumns<LevelRow>(({ plateau }) => plateau, true),
];

function table<Item>(columns: readonly Column<Item>[], rows: readonly Item[]): string {
  const cells = grid(columns, rows);
  return renderGrid(cells, cells.rows, { aligned: true });
}
