/**
 * Ten planted slowdowns in CPython, Node.js and Go: whether the profile names the function that has it first. Prints a
 * Markdown table: the function that is first, what it takes more with its interval, what the cell takes more, and what the
 * profile took.
 *
 *   node scripts/run-ts.mjs bench/profile.ts [--only python,node,go] [--runs 1]
 *
 * Needs perf, a Docker engine with python:3.13-slim, node:24-slim and debian:bookworm-slim (which gets Go by apt-get), and
 * the right to look into processes: root.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import type { JobDeps } from '../src/job/types.js';
import { type Change, profileChange } from '../src/profile/difference.js';
import { bundleLoad, changeText, compareFolders, whyOf, writeFolder } from './compare-folders.js';
import { PLANTED, type Planted, versionsOf } from './profile-services.js';

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string', default: 'python,node,go' },
    runs: { type: 'string', default: '1' },
  },
});

// Two generations: the verdict is not what is looked at.
const CONFIG = `budget: 60s
profile: always
gate: { bytes: 1000% }
measure: { screen-generations: 2, max-generations: 2 }
targets: { shop: { build: ., port: 8080 } }
scenarios: { list: { request: GET /, expect: { body: any } } }
`;

const micros = ({ difference, half }: Change): string => `${difference.toFixed(1)} (±${half.toFixed(1)})`;

async function row(planted: Planted, root: string, bundles: JobDeps['bundles']): Promise<string[]> {
  const { language, name, what } = planted;
  const versions = versionsOf(planted);
  const baseline = await writeFolder(join(root, `${name}-before`), versions.baseline);
  const candidate = await writeFolder(join(root, `${name}-after`), versions.candidate);
  const outcome = await compareFolders(CONFIG, { baseline, candidate }, bundles, { profiles: true });
  const [cell] = outcome.record.cells;
  const cpu = changeText(outcome.comparison.cells[0]?.metrics.find(({ metric }) => metric === 'cpu'));
  const seconds = (outcome.record.timing['profile'] ?? 0) / 1000;
  const profile = cell?.profile;
  if (profile?.kind !== 'sampled') {
    const why = profile?.message ?? whyOf(outcome);
    return [language, what, name, `none: ${why}`, '–', '–', cpu, seconds.toFixed(0), 'no'];
  }
  const { total, functions } = profileChange(profile);
  const [first] = functions;
  process.stderr.write(
    `${name}: ${functions
      .slice(0, 6)
      .map((one) => `${one.name} [${one.kind}] ${micros(one)}`)
      .join('; ')}\n`,
  );
  return [
    ...[
      language,
      what,
      name,
      first?.name ?? 'none',
      first === undefined ? '–' : micros(first),
      micros(total),
    ],
    ...[cpu, seconds.toFixed(0), first?.name === name && first.isSure ? 'yes' : 'no'],
  ];
}

const root = await mkdtemp(join(tmpdir(), 'loadgate-profile-bench-'));
const { bundles, remove } = await bundleLoad();
try {
  const rows: string[][] = [];
  for (let run = 0; run < Number(asked.runs); run++) {
    for (const planted of PLANTED.filter(({ language }) => asked.only.split(',').includes(language)))
      rows.push(await row(planted, join(root, String(run)), bundles));
  }
  const head = [
    ...['language', 'slowdown', 'planted in', 'first'],
    ...['µs a request (±)', 'in all (±)', 'CPU time by cgroup, %', 's', 'right'],
  ];
  console.log(markdownTable([head, ...rows]));
  console.log(`\n${rows.filter((one) => one.at(-1) === 'yes').length} of ${rows.length} right`);
} finally {
  remove();
  await rm(root, { recursive: true });
}
