import type { RoundFigures, SideName } from '../model/record.js';
import {
  addDiffering,
  type Differing,
  differingOf,
  isInDoubt,
  judgeDiffering,
  leavesBodyOpen,
  NONE_DIFFERING,
  noteUnderLoad,
} from './bodies.js';
import { type Cell, loaded, type Started, sidesOf } from './cell.js';
import type { MeasureDeps } from './deps.js';
import { type RoundPlan, runRound, type SideOfRound } from './rounds.js';

/** Duets at most that are run to find out whose bodies differ. */
const MAX_DUETS = 3;
/** Rounds over a single connection in which a side without another one has to show that its bodies differ there, too. */
const MAX_PROBES = 5;

type Running = ReadonlyMap<SideName, Started>;

/** A side at fault, and figures of a round that show it. */
export interface Blamed {
  readonly side: SideName;
  readonly figures: RoundFigures;
}

/**
 * Finds out why bodies of a round were not those before the load, where that makes it unbelievable. If it is the target's
 * way, it is noted in the cell, and the round is to be run again.
 *
 * With two sides, it is the way of both if both differ as often under the same load at the same time. A side that differs
 * alone is wrong. With one side, it is its way if its bodies differ over a quiet connection as well: what differs under
 * load alone is wrong.
 * @returns `again`: the round is to be run again. A side, which need not be one of the round: it is at fault, and the other
 *   is not. `as-seen`: its bodies are right, or wrong, as its figures say
 */
export async function explainBodies(
  plan: RoundPlan,
  cell: Cell,
  results: readonly SideOfRound[],
  running: Running,
  deps: MeasureDeps,
): Promise<'again' | 'as-seen' | Blamed> {
  if (!leavesBodyOpen(cell.scenario) || !results.some(({ figures }) => isInDoubt(figures))) return 'as-seen';
  const sides = sidesOf(cell, running);
  const found =
    sides.length === 2
      ? await ofTwo(plan, cell, results, running, deps)
      : await ofOne(plan, cell, sides, running, deps);
  if (found === 'few') return 'again';
  if (found === 'wrong') return 'as-seen';
  if ('figures' in found) return found;
  const wereCompared = sides.some((side) =>
    loaded(cell, side, running).expected.some(({ expectBody }) => expectBody !== null),
  );
  noteUnderLoad(cell.bodies, found, wereCompared);
  return 'again';
}

/** Without the bodies that differ: those of a side that is not the one at fault. */
export const withoutBodies = (figures: RoundFigures): RoundFigures => ({
  ...figures,
  failures: { ...figures.failures, wrongBody: 0 },
});

/** Those whose way it is; `few`: it hardly ever happens. */
type Found = readonly SideName[] | 'few';

const BOTH = ['candidate', 'baseline'] as const;

async function ofTwo(
  plan: RoundPlan,
  cell: Cell,
  results: readonly SideOfRound[],
  running: Running,
  deps: MeasureDeps,
): Promise<Found | Blamed> {
  let seen = plan.kind === 'duet' ? bySide(plan.sides, results) : NOTHING_SEEN;
  // At least one more: in the last moments before a turn of the clock only one side may have met it.
  for (let duet = 1; duet <= MAX_DUETS; duet += 1) {
    const more = await moreOf('duet', BOTH, cell, running, deps);
    seen = add(seen, bySide(BOTH, more));
    const whose = judgeDiffering(seen.candidate, seen.baseline);
    if (whose === 'few') return 'few';
    if (whose === 'candidate' || whose === 'baseline') {
      const shown = [results[plan.sides.indexOf(whose)], more[BOTH.indexOf(whose)]].flatMap((one) =>
        one === undefined ? [] : [one.figures],
      );
      const figures = shown.find(isInDoubt) ?? shown.at(-1);
      if (figures !== undefined) return { side: whose, figures };
    }
    if (whose === 'both') break;
  }
  // Where it stays open, nobody is blamed.
  return BOTH.filter((side) => seen[side].differing > 0);
}

async function ofOne(
  { kind }: RoundPlan,
  cell: Cell,
  sides: readonly SideName[],
  running: Running,
  deps: MeasureDeps,
): Promise<readonly SideName[] | 'wrong'> {
  if (kind === 'probe') return sides;
  for (let probe = 1; probe <= MAX_PROBES; probe += 1) {
    const more = await moreOf('probe', sides, cell, running, deps);
    if (more.some(({ figures }) => differingOf(figures).differing > 0)) return sides;
  }
  return 'wrong';
}

type BySide = Readonly<Record<SideName, Differing>>;

const NOTHING_SEEN: BySide = { candidate: NONE_DIFFERING, baseline: NONE_DIFFERING };

const add = (one: BySide, other: BySide): BySide => ({
  candidate: addDiffering(one.candidate, other.candidate),
  baseline: addDiffering(one.baseline, other.baseline),
});

function bySide(sides: readonly SideName[], results: readonly SideOfRound[]): BySide {
  const of = (side: SideName): Differing => {
    const result = results[sides.indexOf(side)];
    return result === undefined ? NONE_DIFFERING : differingOf(result.figures);
  };
  return { candidate: of('candidate'), baseline: of('baseline') };
}

/** A round whose figures nobody keeps. @returns in the order of `sides` */
function moreOf(
  kind: 'duet' | 'probe',
  sides: readonly SideName[],
  cell: Cell,
  running: Running,
  deps: MeasureDeps,
): Promise<readonly SideOfRound[]> {
  const all = sides.map((side) => loaded(cell, side, running));
  return runRound(kind, cell.scenario, all, deps);
}
