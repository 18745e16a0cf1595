import type { Relation } from '../rank/places.js';
import { escapeText, label } from '../report/escape.js';
import { number, plural } from '../report/format.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from '../report/markdown.js';
import { capacityPart } from './capacity-page.js';
import { costColumns, latencyColumns, rankingColumns, type Shown } from './columns.js';
import { duetColumns } from './duet-columns.js';
import { ORIGINS, type Origin, type OriginRow } from './origins.js';
import type { Leaderboard, Pair, Row, ScenarioBoard } from './types.js';
import { nameOf, outside, places, quota, rps, shownRps } from './words.js';

/** The page's part about one scenario. @param picture path of its picture, relative to the page; null: none */
export function scenarioPart(board: Leaderboard, scenario: ScenarioBoard, picture: string | null): string {
  if (scenario.search !== undefined) {
    return paragraphs([
      `## ${label(scenario.scenario)}`,
      introduction(scenario),
      capacityPart(board, scenario),
      left(board, scenario),
    ]);
  }
  const ranked = scenario.rows.filter(({ state }) => state === 'ranked').filter(hasFigures);
  const apart = scenario.rows.filter(({ state }) => state === 'apart').filter(hasFigures);
  const columns = scenario.reference === undefined ? rankingColumns(board) : duetColumns(board, scenario);
  const costs = scenario.rows
    .filter(hasFigures)
    .filter(({ cpuRank, state }) => cpuRank !== null || state !== 'invalid');
  return paragraphs([
    `## ${label(scenario.scenario)}`,
    introduction(scenario),
    picture === null
      ? ''
      : `![Requests per second of each framework with 95 % intervals: ${escapeText(scenario.scenario)}](${picture})`,
    ranked.length === 0 ? 'Nothing could be ranked.' : table(columns, ranked),
    apart.length === 0
      ? ''
      : `**Not ranked with them**, because it had another CPU quota than ${quota(board.cpus)}:`,
    table(columns, apart),
    left(board, scenario),
    latencyPart(board, scenario, [...ranked, ...apart]),
    costs.length === 0 ? '' : `### What a request costs (${label(scenario.scenario)})`,
    table(costColumns(board, scenario), [...costs].sort(byCpu)),
    ...originsOf(scenario).map((origin) => originPart(scenario, origin)),
  ]);
}

const hasFigures = (row: Row): row is Shown => row.figures !== null;

const byCpu = (a: Shown, b: Shown): number =>
  (a.figures.cpuUs?.mean ?? Number.POSITIVE_INFINITY) - (b.figures.cpuUs?.mean ?? Number.POSITIVE_INFINITY);

function latencyPart(board: Leaderboard, scenario: ScenarioBoard, rows: readonly Shown[]): string {
  if (rows.length === 0) return '';
  return `### Latency (${label(scenario.scenario)})\n\n${table(latencyColumns(board, scenario.connections), rows)}`;
}

function table<Item>(columns: readonly Column<Item>[], rows: readonly Item[]): string {
  const cells = grid(columns, rows);
  return renderGrid(cells, cells.rows, { aligned: true });
}

function introduction({
  request,
  connections,
  upstream,
  rows,
  search,
  reference,
  pairs,
}: ScenarioBoard): string {
  const generations = rows
    .map(({ figures, capacity }) => figures?.rps.values.length ?? capacity?.found.length ?? 0)
    .filter((count) => count > 0);
  const fewest = Math.min(...generations);
  const most = Math.max(...generations);
  const amount = fewest === most ? plural(most, 'generation') : `${fewest} to ${most} generations`;
  const solo = generations.length === 0 ? '' : `, ${amount} each`;
  const times = reference === undefined ? solo : duetsText(rows, pairs);
  const calls = upstream === null ? '' : `, upstream that answers after ${number(upstream.delayMs)} ms`;
  const load = search?.of === 'connections' ? '' : `, ${number(connections)} connections`;
  return `<code>${escapeText(request)}</code>${load}${calls}${times}.`;
}

/** How many duets there were, and what they tell of neighbours. */
function duetsText(rows: readonly Row[], pairs: readonly Pair[]): string {
  const count = pairs.reduce((sum, { duets = 0 }) => sum + duets, 0);
  const next = rows.flatMap((row) => row.next ?? []);
  const of = (relation: Relation): number => next.filter((one) => one === relation).length;
  const told = [`${of('apart')} told apart`, `${of('alike')} within 1 %`, `${of('open')} open`];
  return `, ${plural(count, 'duet')}; of ${plural(next.length, 'pair')} of neighbours ${told.join(', ')}`;
}

/** Invalid and unmeasured rows, each with its reason, so that they never look slow. */
function left(board: Leaderboard, { rows }: ScenarioBoard): string {
  return rows
    .filter(({ state }) => state === 'invalid' || state === 'not-measured')
    .map((row) => `- ⚠️ **${escapeText(nameOf(row.target, board))}**, ${escapeText(outside(row) ?? '')}`)
    .join('\n');
}

/** Only for this repository's targets. Another repository's scenarios can have the same names. */
const originsOf = ({ scenario, rows }: ScenarioBoard): readonly Origin[] =>
  ORIGINS.filter(
    (origin) =>
      origin.scenario === scenario &&
      origin.rows.some(({ target }) => rows.some((row) => row.target === target)),
  );

/** Their figures, in their order, next to loadgate's. */
function originPart(scenario: ScenarioBoard, origin: Origin): string {
  const ours = (target: string): Row | null => scenario.rows.find((row) => row.target === target) ?? null;
  const figure = (header: string, read: (row: OriginRow) => string | null): Column<OriginRow> => ({
    header,
    align: 'right',
    read: (row) => escapeText(read(row) ?? NONE),
  });
  const words = (header: string, read: (row: OriginRow) => string | null): Column<OriginRow> => ({
    ...figure(header, read),
    align: 'left',
    wraps: true,
  });
  const columns = [
    words('Theirs', ({ name }) => name),
    figure('their requests', ({ requests }) => (requests === null ? null : number(requests))),
    figure('their requests/s', ({ rps: theirs }) =>
      theirs === null ? null : number(theirs, Number.isInteger(theirs) ? 0 : 1),
    ),
    figure(`their ${origin.latency}`, ({ latency }) => latency),
    figure('their failures', ({ failed }) => failed),
    words('note', ({ note }) => note),
    figure('our requests/s', ({ target }) => ourRps(ours(target))),
    figure('our rank', ({ target }) => ourRank(ours(target))),
  ];
  return paragraphs([
    `### Theirs: ${label(origin.name)}`,
    escapeText(origin.method, 1000),
    table(columns, origin.rows),
  ]);
}

const ourRps = (row: Row | null): string | null =>
  row?.figures && (row.state === 'ranked' || row.state === 'apart')
    ? rps(shownRps({ ...row, figures: row.figures }))
    : null;

function ourRank(row: Row | null): string | null {
  if (row === null) return null;
  if (row.rank !== null) return places(row.rank);
  return row.state === 'apart' ? quota(row.cpus) : row.state;
}
