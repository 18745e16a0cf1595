import type { MeasureSettings } from '../model/config.js';

/**
 * The rule, registered before any run: every number that all metrics share and a verdict hangs on, with its reason. What
 * one metric alone needs (its floor) is in its file below metrics/. None is chosen by looking at a run's figures. What it does to false alarms and to real changes is simulated in
 * test/unit/compare/false-alarms.test.ts and power.test.ts.
 */
export const RULE = {
  /** Intervals are shown at 95 %: what readers expect, and what "no change" is held to. */
  intervalAlpha: 0.05,
  /** `couldSee` is the change that is seen four times out of five, the customary power. */
  power: 0.8,
  /**
   * Chance of any change that is not there being claimed in a whole report, in either direction; 1 % of
   * reports red, 1 % green. It is shared by the two kinds of cells and by the two ways to a claim (claims.ts), in each by
   * Holm over all that is tested, and by the looks as `looksAt` and `looksAtAll` say.
   */
  reportAlpha: 0.02,
  /**
   * Of that, what cells get that only the candidate's configuration has. They are corrected among themselves, so that
   * adding cells does not make it harder to show what became slower in those that were there. Little, because it is
   * taken from these.
   */
  newCellsShare: 0.1,
  /**
   * Of what a kind of cells has, what is spent on claims from all generations at once. It is for changes that need no
   * confirmation, and most changes do.
   */
  atOnceShare: 0.2,
  /** Of that, what each look may spend of what the looks before it have left: the first is what it is there for. */
  atOnceLookShare: 0.5,
  /**
   * Least s.d. of a generation's log ratio that a claim at once counts with. Where it was measured, it was 0.37 % at least
   * and 0.76 % for most; four values that agree better than this are luck.
   */
  leastSpread: 0.005,
  /**
   * Of that, what is kept for the last look at least: small changes are decided there, and a look shortly before it would
   * take its share for next to nothing.
   */
  lastLookShare: 1 / 3,
  /**
   * A metric is suspect from half its threshold on: a true change of exactly the threshold is then flagged
   * nearly always, while noise that is small against the threshold is not.
   */
  suspectShare: 0.5,
  /** Generations between two looks while screening, so that looks stay few (see `no-change` in the simulation). */
  screenStep: 2,
  /**
   * Flagged comparisons, and comparisons that are tested at once, that a cell counts on at least when it decides whether it
   * is done: it may not know all of the others (they may be in another shard).
   */
  assumedFlagged: 12,
  assumedTested: 24,
  /** Values without which no change is claimed: with two, one degree of freedom is left to know the noise from. */
  leastGenerations: 3,
  /** Without two values there is no interval to screen by. */
  leastScreen: 2,
  /**
   * Screening ends early where even `maxGenerations` as noisy as these would leave an interval this many times
   * too wide for the threshold, and for the change that they seem to show: time would be spent on nothing. More than 1,
   * because few values know the noise badly.
   */
  hopelessFactor: 1.5,
  /**
   * Thresholds inside which the interval of a metric that is not suspect settles it, by how long it holds its cell. A
   * change of two thresholds is suspect nearly always. Memory of a collected runtime spreads so much that no number of
   * generations would narrow it, and a cell is not measured on for what nothing points at.
   */
  settledWithin: { decided: 1, narrow: 2, suspect: Number.POSITIVE_INFINITY },
  /**
   * Smallest difference of an exact count that is judged, per request: the nearest whole call or connection.
   * A retry or a pool that grows changes a few requests of a sample, a change of code changes all or half.
   * No percentage: one call more is one call more, also where there were 200.
   */
  exactStep: 0.5,
  /**
   * s.d. of ln(ratio) between two runs on machines of one fingerprint, beside what their generations show. Where
   * it was measured, two solo runs of one commit differed by 1.6–6 %; this is the middle of that on a log scale.
   */
  runToRunSd: 0.03,
  /**
   * The same where both figures were divided by a reference target that ran beside them. What both meet cancels out;
   * what is left is what two services that take turns on one machine differ by: 1.33 % on a quiet one, 2.84 % beside
   * a noisy neighbour (solo rounds A B B A, docs/internals/measuring.md). This is the middle of that on a log scale.
   */
  referencedSd: 0.02,
  /**
   * The same between machines with different fingerprints. Nobody could measure it here: it is assumed, and such a
   * verdict is advisory. How much faster a CPU is than another depends on the program (caches, branches, vector
   * units), so a ratio of two programs moves, too; with this much, a change is claimed from about 25 % on.
   */
  otherMachineSd: 0.1,
} as const;

/** Generations of a cell, made consistent: settings can't switch the confirmation off. */
export interface Schedule {
  /** Generations before the first look. */
  readonly screen: number;
  /** New generations before the first look at a suspect (`looksAt`). */
  readonly confirm: number;
  /** In total. */
  readonly max: number;
}

/**
 * Confirming values after which a suspect is looked at: after `confirm` of them, twice, four times as many … and after
 * all that there is room for. A look may spend as large a share of α as it has new values (a spending function that is
 * linear in the information: Lan and DeMets, Biometrika 70, 1983), so that all of them together spend no more than α.
 */
export function looksAt(room: number, confirm: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = confirm; room - size >= room * RULE.lastLookShare; size *= 2) sizes.push(size);
  return [...sizes, room];
}

/**
 * Generations after which all of a cell's generations are looked at together, as if nothing was screened: after the
 * first look's, twice, four times as many … and after the most that there are.
 */
export function looksAtAll({ screen, max }: Schedule): readonly number[] {
  const sizes: number[] = [];
  for (let size = screen; size < max; size *= 2) sizes.push(size);
  return [...sizes, max];
}

export function schedule(settings: MeasureSettings): Schedule {
  const screen = Math.max(RULE.leastScreen, settings.screenGenerations);
  const confirm = Math.max(RULE.leastGenerations, settings.confirmGenerations);
  const max = Math.max(screen + confirm, settings.maxGenerations);
  return { screen, confirm, max };
}
