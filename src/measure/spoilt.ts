/**
 * What the machine did to a round that leaves nothing to compare. Registered before any run, like RULE
 * (src/compare/rule.ts): none of these looks at throughput or latency, so that no result is chosen by what is dropped
 * (but for what a late generator is late against, which a slower target makes more, never less).
 * A neighbour alone spoils nothing, since both sides of a duet suffer the same: the kernel gives both of them slices of
 * what it leaves. The host of a virtual machine does not.
 */

import { tooLate } from '../load/late.js';
import type { Caps } from '../model/config.js';
import type { RoundFigures, SideName } from '../model/record.js';
import { cpuUs } from '../model/round.js';
import type { Spoilt } from './fate.js';

/** The period of a CPU quota, ms: Docker's, and that of our own cgroups. */
const QUOTA_PERIOD_MS = 100;

/**
 * Periods in which a side must have been held back before it is judged. A period is counted at its end, so one more
 * may be counted than was used in the window: a third of three.
 */
export const LEAST_PERIODS = 3;

/**
 * A side may be held back only in periods in which it has used up its cap. One that used less than this share of what
 * those periods give was held back by something else: a quota that somebody changed, or a kernel that loses unused
 * slices of it (Linux before 5.4). A third is lost at the edges (above), and a core may keep 5 ms of 100 for itself.
 */
export const LEAST_OF_CAP = 0.5;

/**
 * The most that others may take of the target cores while a target waits for them. With a quarter left, each side of a
 * duet gets an eighth: 110 ms of a window of 0.9 s. The kernel gives it in slices of some 4 ms, and one slice more
 * or less is 3.6 %, which is more than `gate.slower` asks for.
 */
export const MOST_TO_OTHERS = 0.75;

/**
 * The most that the host may take of the target cores. It takes a core away with whichever side is on it, for as long as
 * it likes: where it had 30 % and more of a duet, generations differed by 15 to 26 % (s.d.), below that by 2 to 3, as
 * those without do (docs/internals/precision.md).
 */
export const MOST_STOLEN = 0.3;

/** A thread that is ready in this share of the window had always something to do. */
const ALWAYS_READY = 0.9;

/**
 * Equal sides share what others leave of a core. One that was always ready and got less than this share of its half,
 * while the other got more, was treated unequally: two containers of one image differ by 0.76 % (s.d.) in a generation.
 */
export const LEAST_OF_HALF = 0.8;

/** A side that is held back by its quota longer than this share of the window has its quota to thank for its share. */
const HELD_BACK = 0.05;

/** One loaded side of a round. */
export interface SideRound {
  readonly side: SideName;
  readonly figures: RoundFigures;
  readonly caps: Pick<Caps, 'cpus'>;
}

/** @returns why the machine has spoilt a round; null: it has not, or this machine can't tell */
export function judgeShares(sides: readonly SideRound[]): Spoilt | null {
  for (const one of sides) {
    const other = sides.find((each) => each !== one) ?? null;
    const message = heldBack(one) ?? (other === null ? null : unequalCaps(one, other));
    if (message !== null) return { code: 'throttled', side: one.side, message };
  }
  // Solo rounds of a comparison are for the table, and a probe's median is not moved by a few waits.
  const [first, second] = sides;
  if (first === undefined || second === undefined) return null;
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const message = stolen(one) ?? hardlyAny(one) ?? lessThanItsHalf(one, other);
    if (message !== null) return { code: 'starved', side: one.side, message };
  }
  return null;
}

/** CPUs that it used in the window; null: not known. */
function usedCpus(round: RoundFigures): number | null {
  const each = cpuUs(round);
  return each === null ? null : (round.rps * each) / 1e6;
}

function heldBack({ side, figures, caps }: SideRound): string | null {
  const periods = figures.shares?.throttledPeriods ?? 0;
  const used = usedCpus(figures);
  if (used === null || periods < LEAST_PERIODS) return null;
  const usedMs = used * figures.windowMs;
  const givenMs = periods * caps.cpus * QUOTA_PERIOD_MS;
  if (usedMs >= LEAST_OF_CAP * givenMs) return null;
  const had = `it used ${Math.round(usedMs)} ms of CPU time, where its cap gives ${Math.round(givenMs)} ms`;
  return `the ${side} was held back by a quota in ${periods} periods in which ${had}`;
}

/** One side is held to its cap, and the other, which has the same, is not. A window may meet a period more at each end. */
function unequalCaps(one: SideRound, other: SideRound): string | null {
  const used = usedCpus(other.figures);
  const most = other.caps.cpus * (1 + (2 * QUOTA_PERIOD_MS) / other.figures.windowMs);
  if (used === null || used <= most || (one.figures.shares?.throttledPeriods ?? 0) < LEAST_PERIODS)
    return null;
  return `the ${one.side} was held to its cap of ${one.caps.cpus} CPUs, and the ${other.side} used ${used.toFixed(2)}`;
}

function stolen({ figures }: SideRound): string | null {
  const steal = figures.shares?.stealCpu ?? 0;
  return steal <= MOST_STOLEN
    ? null
    : `the host of this virtual machine took ${percent(steal)} of the target's cores away`;
}

function hardlyAny({ side, figures }: SideRound): string | null {
  const { othersCpu = null, stealCpu = null, waitedMs = null } = figures.shares ?? {};
  if (othersCpu === null || waitedMs === null) return null;
  // Waiting for the end of a period is the quota's doing.
  const ready = Math.max(0, waitedMs - (figures.throttledMs ?? 0)) / figures.windowMs;
  if (Math.min(othersCpu, ready + (stealCpu ?? 0)) <= MOST_TO_OTHERS) return null;
  return `others had ${percent(othersCpu)} of the target's cores while the ${side} waited for them`;
}

function lessThanItsHalf(one: SideRound, other: SideRound): string | null {
  const { figures } = one;
  const { othersCpu = null, stealCpu = null, readyMs = null } = figures.shares ?? {};
  const [ours, theirs] = [usedCpus(figures), usedCpus(other.figures)];
  if (ours === null || theirs === null || othersCpu === null || readyMs === null) return null;
  if (readyMs / figures.windowMs + (stealCpu ?? 0) < ALWAYS_READY) return null;
  if ((figures.throttledMs ?? 0) > HELD_BACK * figures.windowMs) return null;
  const half = (1 - othersCpu) / 2;
  if (ours >= LEAST_OF_HALF * half || ours >= LEAST_OF_HALF * theirs) return null;
  const shares = `${percent(ours)} of a core, and the ${other.side} ${percent(theirs)}`;
  return `the ${one.side} always had something to do and got ${shares}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** @returns that the generator of a side sent too late in an open loop; null: none did */
export function judgeLateness(sides: readonly SideName[], figures: readonly RoundFigures[]): Spoilt | null {
  for (const [at, side] of sides.entries()) {
    const one = figures[at];
    // CPU time does not hang on the moment of a request, and at a reduced rate no tail is judged.
    const lateUs = one === undefined || one.arrivals?.reduced === true ? null : tooLate(one);
    if (lateUs === null) continue;
    const message = `the load generator sent one request in a hundred to the ${side} more than ${Math.floor(lateUs / 1000)} ms after it was due`;
    return { code: 'generator-late', side, message };
  }
  return null;
}
