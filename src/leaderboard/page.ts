import { code, escapeText, label } from '../report/escape.js';
import { bytes, duration, list, number, percent, plural, share } from '../report/format.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from '../report/markdown.js';
import { scenarioPart } from './scenario-page.js';
import { countedIn } from './service-counts.js';
import type { Leaderboard, Shares, TargetFacts } from './types.js';
import { quota } from './words.js';

/**
 * The whole leaderboard as Markdown.
 * @param pictures scenario → path of its picture, relative to the page
 * @param command the command that makes the page again
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
      ? "⚠️ The configuration isn't this record's: connections, quotas, and facts can be newer than the figures."
      : '',
    '## How to read it',
    [rulesOf(board), ...furtherRules(board)].join('\n'),
    '## Targets',
    factsTable(board),
    sharesTable(board),
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
    `on ${escapeText(where)}; ${runtime.kind} ${escapeText(runtime.version)}, ${quota(board.cpus)} and ${bytes(board.memoryBytes)} per target.${missing}`,
    `Made by ${code(command, 200)}, seed ${number(board.seed).replaceAll(',', '')}.`,
  ].join('\n');
}

/** A record has duets in all of its scenarios that can have some, or in none. */
const rulesOf = (board: Leaderboard): string =>
  [
    board.scenarios.some(({ reference }) => reference !== undefined) ? DUET_RULES(board) : SOLO_RULES(board),
    COMMON_RULES,
  ].join('\n');

const DUET_RULES = ({ cpus }: Leaderboard): string => `\
- Targets run in **duets**: two at once on the same cores, ${quota(cpus)} for each, with the load on other cores. Each runs beside
  one reference target, and targets that lie close run beside one another. One **generation** is a fresh container of
  each: ready, every answer verified, warmed up, loaded. What ranks is the ratio of both in a generation, which
  spreads by 1 to 2 % where requests/s alone spread by 10 %. The pair that one more duet says most about gets the next one.
- **Rank** is a range. Two targets are **told apart** where "they are the same" is rejected at 4 % for all pairs of the table
  together (Holm), and are **within 1 %** where "they differ by more" is rejected at 1 %. Those within 1 % share a place. All
  that a table says is true at once with 95 % confidence.
- **Requests/s** is the ratio times one common rate, by which the ratios of all targets fit their requests/s **alone**
  best. It is approximate; its interval holds the spread of both. The interval of the ratio is the one that ranks.
- **Ranked alone**: a target that doesn't want its half of full cores, because it waits or has few threads, is ranked by its
  rounds alone, relative to the reference's. Its range is wide.`;

const SOLO_RULES = ({ cpus }: Leaderboard): string => `\
- Each target runs alone, under ${quota(cpus)}, on cores that the load doesn't use. One **generation** is a fresh container: ready,
  every answer verified, warmed up, loaded. Means, standard deviations, and 95 % intervals are over generations, on
  logarithms (geometric mean, Student's t).
- **Rank** is a range: a target ranks after significantly faster targets, and before significantly slower ones. Two
  targets differ significantly if Welch's t test says so, at 5 % for all pairs of the table together (Holm). You can't
  distinguish a target with rank \`2–4\` from the others in that range. **Differs from next** compares two neighbours.`;

const COMMON_RULES = `\
- **Invalid isn't slow**: the page lists a row without credible figures with its reason, and doesn't rank it.
- A target that is too fast for the load generator has a **smaller CPU quota**, and one with replicas has the quota for
  each of them. The page shows these below the ranking with their quota, and doesn't compare requests/s under different
  quotas. **CPU rank**, by CPU time per request, includes all of them, and also targets for which the generator was at its
  limit.
- A latency is the median of the values of all solo rounds. All targets get the same number of connections,
  so at saturation, latency says the same as throughput.
- **Generator's CPU** is the largest share that the load generator took of its own core. **Ceiling** is the limit that
  the counts of workers, threads, and pooled connections set.`;

/** Rules about what only some boards have. */
const furtherRules = ({ facts, scenarios }: Leaderboard): readonly string[] => [
  ...(facts.some(({ replicas }) => replicas > 1)
    ? [
        `\
- **Replicas** (\`3 × 7\`: three containers of 7 workers) are behind a balancer. Their shares of the load differ from the mean by
  5 % at most; otherwise the row is invalid.`,
      ]
    : []),
  ...(scenarios.some((scenario) => countedIn(scenario).length > 0)
    ? [
        `\
- What a request asks of **services** is counted before the load, one request after the other, from the services' own
  counters. "Not steady" means that it differed from request to request.`,
      ]
    : []),
];

function factsTable({ facts, scenarios }: Leaderboard): string {
  const text = (header: string, read: (one: TargetFacts) => string | null): Column<TargetFacts> => ({
    header,
    align: 'left',
    wraps: true,
    read: (one) => escapeText(read(one) ?? NONE),
  });
  const services = [...new Set(facts.flatMap(({ clients }) => Object.keys(clients)))].sort();
  const columns = [
    text('Target', ({ target }) => target),
    text('Framework', ({ framework, frameworkVersion }) => together(framework, frameworkVersion)),
    text('Server', ({ server, serverVersion }) => (server === null ? null : together(server, serverVersion))),
    text('Interface', (one) => one.interface),
    text('Async', (one) => (one.async === null ? null : one.async ? 'yes' : 'no')),
    ...(scenarios.some(({ upstream }) => upstream !== null)
      ? [text('Several upstream calls', ({ upstreamMultiple }) => upstreamMultiple)]
      : []),
    ...services.map((service) =>
      text(escapeText(`Client of ${service}`), ({ clients }) => clients[service] ?? null),
    ),
    text('Workers', ({ workers, replicas }) => (replicas === 1 ? workers : `${replicas} × ${workers}`)),
    text('CPU quota', ({ cpus }) => quota(cpus)),
    text('Image', ({ imageBytes }) => (imageBytes === null ? null : bytes(imageBytes))),
    text('Built in', ({ buildMs }) => (buildMs === null ? null : duration(buildMs))),
  ];
  const cells = grid(columns, facts);
  return renderGrid(cells, cells.rows, { aligned: true });
}

/** How the balancers shared the load; nothing where no target has replicas. */
function sharesTable({ facts }: Leaderboard): string {
  const rows = facts.flatMap(({ target, shares }) => (shares === null ? [] : [{ target, ...shares }]));
  if (rows.length === 0) return '';
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { header: 'Target', align: 'left', wraps: true, read: ({ target }) => escapeText(target) },
    { header: 'By replica', align: 'left', wraps: true, read: amountsText },
    {
      header: 'Largest difference from the mean',
      align: 'right',
      read: ({ largestDifference }) => percent(largestDifference),
    },
  ];
  const cells = grid(columns, rows);
  return paragraphs([
    'What each replica had of the load, over all generations and scenarios, with the largest difference in any generation:',
    renderGrid(cells, cells.rows, { aligned: true }),
  ]);
}

const amountsText = ({ kind, amounts }: Shares): string =>
  kind === 'requests'
    ? `${list(amounts.map((one) => number(Math.round(one))))} requests`
    : `${list(amounts.map(bytes))} received`;

const together = (name: string, version: string | null): string =>
  version === null ? name : `${name} ${version}`;

/** Stages in the order of their cost, and the rest of the wall time. */
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
