import { closest, distance } from 'fastest-levenshtein';
import type { Config, Scenario, Target } from '../model/config.js';
import { LoadgateError, LoadgateErrors } from '../model/error.js';

/** One cell that a run is to measure. */
export interface PlannedCell {
  readonly target: Target;
  readonly scenario: Scenario;
}

/** How many known names an error lists where none is near. */
const LISTED_NAMES = 10;

/**
 * Target × scenario in the configuration's order; a scenario that names its targets is sent to those only, and one that is a
 * part of mixes alone is no cell.
 * @param filter `target` or `target/scenario`; empty or absent: everything.
 * @throws LoadgateErrors `unknown-cell` (usage), one for each filter that names nothing.
 */
export function planCells(config: Config, filter: readonly string[] = []): readonly PlannedCell[] {
  const cells = config.targets.flatMap((target) =>
    config.scenarios
      .filter(({ targets, isPart }) => isPart !== true && (targets === null || targets.includes(target.name)))
      .map((scenario) => ({ target, scenario })),
  );
  if (filter.length === 0) return cells;
  const wanted = new Set(filter);
  const errors = [...wanted]
    .filter((name) => !cells.some((cell) => isNamed(cell, name)))
    .map((name) => unknownCell(name, config, cells));
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return cells.filter((cell) => wanted.has(cell.target.name) || wanted.has(cellName(cell)));
}

/** Which cells a configuration has; without one, which nobody can tell, all of them. */
export function cellsOf(config: Config | null): (cell: { target: string; scenario: string }) => boolean {
  if (config === null) return () => true;
  const names = new Set(planCells(config).map(cellName));
  return ({ target, scenario }) => names.has(`${target}/${scenario}`);
}

/** `target/scenario`, as filters and comment commands spell it. */
export function cellName(cell: PlannedCell): string {
  return `${cell.target.name}/${cell.scenario.name}`;
}

function isNamed(cell: PlannedCell, name: string): boolean {
  return name === cell.target.name || name === cellName(cell);
}

function unknownCell(name: string, config: Config, cells: readonly PlannedCell[]): LoadgateError {
  const known = [...new Set([...cells.map((cell) => cell.target.name), ...cells.map(cellName)])];
  return new LoadgateError(describeUnknown(name, config), {
    kind: 'usage',
    code: 'unknown-cell',
    hint: suggest(name, known),
  });
}

function describeUnknown(name: string, config: Config): string {
  const target = config.targets.find((one) => name === one.name || name.startsWith(`${one.name}/`));
  const scenario = target && config.scenarios.find((one) => name === `${target.name}/${one.name}`);
  if (target && scenario?.isPart) {
    return `Scenario "${scenario.name}" is a part of ${mixesOf(scenario.name, config)}, and no cell of its own.`;
  }
  if (target && scenario) return `Scenario "${scenario.name}" is not sent to target "${target.name}".`;
  if (target && name === target.name) return `No scenario is sent to target "${name}".`;
  if (target) return `Target "${target.name}" has no scenario "${name.slice(target.name.length + 1)}".`;
  return `There is no target or cell named "${name}".`;
}

/** The mixes that name a scenario, in quotes. */
const mixesOf = (part: string, { scenarios }: Config): string =>
  scenarios
    .filter(({ mix = [] }) => mix.some(({ scenario }) => scenario === part))
    .map(({ name }) => `"${name}"`)
    .join(', ');

function suggest(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'The configuration has no cell: add a scenario.';
  const nearest = closest(name, known);
  const isNear = distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3));
  if (isNear) return `Did you mean "${nearest}"?`;
  const listed = known.slice(0, LISTED_NAMES).map((one) => `"${one}"`);
  const more = known.length - listed.length;
  return `Name a target or target/scenario: ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
