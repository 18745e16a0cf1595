import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Charts } from '../chart/types.js';
import { DEFAULT_CONFIG_FILE } from '../job/load-config.js';
import { leaderboardCsv } from '../leaderboard/csv.js';
import { leaderboardPage } from '../leaderboard/page.js';
import { pictureOf } from '../leaderboard/picture.js';
import type { Leaderboard } from '../leaderboard/types.js';
import { rounded } from '../record/serialise.js';
import { printableJson } from '../report/printable-json.js';

/** A bundle of its own beside this one: a megabyte that only this command needs. */
const CHARTS = './chart.js';

interface Places {
  /** Folder of leaderboard.md, .json, .csv and a picture for each scenario. */
  readonly out: string;
  /** Where the page is written too, with its pictures in images/ beside it; null: nowhere else. */
  readonly markdown: string | null;
  /** The configuration that the targets are from, as the page names it. */
  readonly config: string;
}

/** @returns the files that were written, as they can be opened from here */
export async function writeLeaderboard(
  board: Leaderboard,
  { out, markdown, config }: Places,
): Promise<readonly string[]> {
  const pictures = await drawPictures(board);
  const command = commandOf(board, config);
  const files: [string, string][] = [
    [join(out, 'leaderboard.json'), leaderboardJson(board)],
    [join(out, 'leaderboard.csv'), leaderboardCsv(board)],
    ...pageFiles({ board, pictures, command }, join(out, 'leaderboard.md'), out),
    ...(markdown === null
      ? []
      : pageFiles({ board, pictures, command }, markdown, join(dirname(markdown), 'images'), 'leaderboard-')),
  ];
  for (const [path, text] of files) await writeIn(path, text);
  return files.map(([path]) => path);
}

export const leaderboardJson = (board: Leaderboard): string =>
  `${printableJson(board, (_key, value) => (typeof value === 'number' ? rounded(value) : value))}\n`;

interface Shown {
  readonly board: Leaderboard;
  /** Scenario → SVG. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly command: string;
}

/** The page and its pictures. @param prefix of the pictures' names, where others lie beside them */
function pageFiles(
  { board, pictures, command }: Shown,
  page: string,
  folder: string,
  prefix = '',
): [string, string][] {
  const paths = new Map(
    [...pictures.keys()].map((scenario) => [scenario, join(folder, `${prefix}${scenario}.svg`)]),
  );
  const links = new Map(
    [...paths].map(([scenario, path]) => [scenario, relative(dirname(page), path).split(sep).join('/')]),
  );
  return [
    [page, leaderboardPage(board, links, command)],
    ...[...pictures].map(([scenario, svg]): [string, string] => [paths.get(scenario) ?? '', svg]),
  ];
}

/** Scenario → SVG. Without anything to draw the bundle is not loaded. */
async function drawPictures(board: Leaderboard): Promise<ReadonlyMap<string, string>> {
  const charts = board.scenarios.flatMap((scenario) => {
    const chart = pictureOf(board, scenario);
    return chart === null ? [] : [[scenario.scenario, chart] as const];
  });
  if (charts.length === 0) return new Map();
  const { drawBars }: Charts = await import(new URL(CHARTS, import.meta.url).href);
  return new Map(charts.map(([scenario, chart]) => [scenario, drawBars(chart)]));
}

function commandOf({ scenarios }: Leaderboard, config: string): string {
  const counts = scenarios.flatMap(({ rows }) =>
    rows.map(({ figures, capacity }) => figures?.rps.values.length ?? capacity?.found.length ?? 0),
  );
  const from = config === DEFAULT_CONFIG_FILE ? '' : ` --config ${config}`;
  return `loadgate leaderboard${from} --generations ${Math.max(1, ...counts)}`;
}

/** Writes a file and makes its folder. A folder `.loadgate` ignores itself, so that nothing in it is committed by accident. */
export async function writeIn(path: string, text: string): Promise<void> {
  const folder = dirname(resolve(path));
  await mkdir(folder, { recursive: true });
  const own = [folder, dirname(folder)].find((one) => basename(one) === '.loadgate');
  if (own !== undefined) await writeFile(join(own, '.gitignore'), '*\n');
  await writeFile(path, text);
}
