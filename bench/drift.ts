/**
 * What a stored history of 60 records shows of five changes of −1 %, and how often it raises an alarm without any: by what
 * the records are relative to, and by the generations that each holds. Prints a Markdown table.
 *
 *   node scripts/run-ts.mjs bench/drift.ts [HISTORIES] [P]
 */
import { markdownTable } from 'markdown-table';
import { DEFAULT_HISTORY } from '../src/history/settings.js';
import type { Basis } from '../src/history/types.js';
import { type Drawing, distances, fiveSteps, foundWithin, judgeDrawn } from '../test/support/histories.js';

const HISTORIES = Number(process.argv[2] ?? 200);
const settings = { p: Number(process.argv[3] ?? DEFAULT_HISTORY.p) };
const RECORDS = 60;
const STEPS = 5;
const WITHIN = 2;

const CASES: readonly (readonly [basis: Basis, sd: number, generations: number])[] = [
  ...([0.015, 0.02] as const).flatMap((sd) =>
    [1, 4, 7, 12, 24].map((generations) => ['fixed', sd, generations] as const),
  ),
  ['reference', 0.015, 1],
  ['reference', 0.02, 1],
  ['previous', 0.015, 7],
  ['previous', 0.02, 7],
  ['previous', 0.015, 24],
  ['previous', 0.0076, 24],
];

const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;

const rows = CASES.map(([basis, sd, generations]) => {
  const drawing = (seed: number, steps: Drawing['steps']): Drawing => ({
    ...{ records: RECORDS, sd, generations, basis, seed, steps },
  });
  let [drifts, within, all, beside, alarms] = [0, 0, 0, 0, 0];
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const truth = fiveSteps(seed);
    const cell = judgeDrawn(drawing(seed, truth), settings);
    if (cell.drifts.some(({ isShown, isWorse }) => isShown && isWorse)) drifts += 1;
    const found = foundWithin(cell, truth, WITHIN);
    within += found;
    all += found === STEPS ? 1 : 0;
    beside += distances(cell, truth).filter((distance) => distance > WITHIN).length;
    const quiet = judgeDrawn(drawing(1_000_000 + seed, new Map()), settings);
    if (quiet.steps.length > 0 || quiet.drifts.some(({ isShown }) => isShown)) alarms += 1;
  }
  return [
    ...[basis, `${(sd * 100).toFixed(2)} %`, String(generations)],
    ...[share(drifts, HISTORIES), share(within, HISTORIES * STEPS), share(all, HISTORIES)],
    ...[(beside / HISTORIES).toFixed(2), share(alarms, HISTORIES)],
  ];
});

console.log(
  markdownTable([
    [
      ...[
        'relative to',
        's.d. of a generation',
        'generations',
        'drift shown',
        `steps found within ${WITHIN} commits`,
      ],
      ...['all five', 'steps beside the truth, a history', 'alarms without a change'],
    ],
    ...rows,
  ]),
);
