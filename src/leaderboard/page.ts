import { code, escapeText, label } from '../report/escape.js';
import { bytes, duration, list, number, plural, share } from '../report/format.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from '../report/markdown.js';
import { scenarioPart } from './scenario-page.js';
import type { Leaderboard, TargetFacts } from './types.js';
import { quota } from './words.js';

/**
 * The whole leaderboard as Markdown.
 * @param pictures scenario → path of its picture, relative to the page
 * @param command that makes it again
 */
export function leaderboardPage(
  board: Leaderboard,
  pictures: ReadonlyMap<string, string>,
  command: string,
): string {
  return `${paragraphs([
    '# Leaderboard',
    opening(board, command),
    board.configChanged
      ? '⚠️ The configuration is not the one of this record: connections, quotas and facts may be newer than the figures.'
      : '',
    '## How to read it',
    RULES(board),
    '## Targets',
    factsTable(board.facts),
    ...board.scenarios.map((scenario) =>
      scenarioPart(board, scenario, pictures.get(scenario.scenario) ?? null),
    ),
    '## Where the time went',
    timeTable(board),
  ])}\n`;
}

function opening(board: Leaderboard, command: string): string {
  const { machine, runtime, facts, scenarios } = board;
  const day = board.startedAt.slice(0, 10);
  const amount = `${plural(facts.length, 'target')} × ${plural(scenarios.length, 'scenario')}`;
  const where = `${machine.cpuModel}, ${plural(machine.cores, 'core')}, ${bytes(machine.memoryBytes)}, ${machine.os}, ${machine.arch}`;
  const missing =
    runtime.capsMissing.length === 0 ? '' : ` Caps that did not hold: ${list(runtime.capsMissing)}.`;
  return [
    `${amount}, measured on ${day} by loadgate ${escapeText(board.version)} at ${label(board.commit.label)} (${code(board.commit.sha.slice(0, 7))})`,
    `on ${escapeText(where)}; ${runtime.kind} ${escapeText(runtime.version)}, ${quota(board.cpus)} and ${bytes(board.memoryBytes)} a target.${missing}`,
    `Made by ${code(command, 200)}, seed ${number(board.seed).replaceAll(',', '')}.`,
  ].join('\n');
}

const RULES = ({ cpus }: Leaderboard): string => `\
- Each target runs alone, under ${quota(cpus)}, on cores that the load does not use. One **generation** is a fresh container: ready,
  every answer verified, warmed up, loaded. Means, standard deviations and 95 % intervals are over generations, on
  logarithms (geometric mean, Student's t).
- **Rank** is a range: a target is behind those that are surely faster, and before those that are surely slower. Surely
  means that Welch's t test says they differ, at 5 % for all pairs of the table together (Holm). \`2–4\` can't be told
  apart from the others of its range. **Differs from next** says it of two neighbours.
- **Invalid is not slow**: a row whose figures can't be believed is listed with its reason, and not ranked.
- A target that is too fast for the load generator has a **smaller CPU quota**, and is shown below the ranking with
  its quota. Requests/s under different quotas are not compared. **CPU rank**, by CPU time per request, holds for all
  of them, also for a target at which the generator came to its limit.
- A latency is the median over the solo rounds of what each round says. All targets get the same number of connections,
  so at saturation latency says the same as throughput.
- **Generator's CPU** is the most that the load generator took of its own core. **Ceiling** is what worker, thread and
  pool counts allow.`;

function factsTable(facts: readonly TargetFacts[]): string {
  const text = (header: string, read: (one: TargetFacts) => string | null): Column<TargetFacts> => ({
    header,
    align: 'left',
    wraps: true,
    read: (one) => escapeText(read(one) ?? NONE),
  });
  const columns = [
    text('Target', ({ target }) => target),
    text('Framework', ({ framework, frameworkVersion }) => together(framework, frameworkVersion)),
    text('Server', ({ server, serverVersion }) => (server === null ? null : together(server, serverVersion))),
    text('Interface', (one) => one.interface),
    text('Async', (one) => (one.async === null ? null : one.async ? 'yes' : 'no')),
    text('Several upstream calls', ({ upstreamMultiple }) => upstreamMultiple),
    text('Workers', ({ workers }) => workers),
    text('CPU quota', ({ cpus }) => quota(cpus)),
    text('Image', ({ imageBytes }) => (imageBytes === null ? null : bytes(imageBytes))),
    text('Built in', ({ buildMs }) => (buildMs === null ? null : duration(buildMs))),
  ];
  const cells = grid(columns, facts);
  return renderGrid(cells, cells.rows, { aligned: true });
}

const together = (name: string, version: string | null): string =>
  version === null ? name : `${name} ${version}`;

/** Stages in the order of their cost, and what is left of the wall time. */
function timeTable({ timing, durationMs }: Leaderboard): string {
  const stages = Object.entries(timing).sort(([, a], [, b]) => b - a);
  const known = stages.reduce((total, [, ms]) => total + ms, 0);
  const rows = [
    ...stages,
    ['not accounted for', Math.max(0, durationMs - known)] as const,
    ['wall time', durationMs] as const,
  ];
  const columns: Column<(typeof rows)[number]>[] = [
    { header: 'Stage', align: 'left', read: ([name]) => escapeText(name), wraps: true },
    { header: 'Time', align: 'right', read: ([, ms]) => duration(ms) },
    { header: 'Share', align: 'right', read: ([, ms]) => (durationMs === 0 ? NONE : share(ms / durationMs)) },
  ];
  const cells = grid(columns, rows);
  return renderGrid(cells, cells.rows, { aligned: true });
}
