import type { Config } from '../model/config.js';
import type { Limits, LimitsOf } from '../model/figure-limits.js';

/**
 * The limits of each cell by a configuration: a scenario's win over its target's, and these over those for all, one by
 * one. A cell that the configuration does not have is held to what holds for its target, or for all.
 */
export const limitsIn =
  ({ limits, targets, scenarios }: Pick<Config, 'limits' | 'targets' | 'scenarios'>): LimitsOf =>
  (cell) => {
    const target = targets.find(({ name }) => name === cell.target);
    const scenario = scenarios.find(({ name }) => name === cell.scenario);
    const all = { ...limits, ...target?.limits, ...scenario?.limits };
    return scenario?.capacity === undefined ? all : ofNoLoad(all);
  };

/** A search for a capacity has no load of its own that a figure could belong to. */
function ofNoLoad({ 'start-time': startTime, 'image-size': imageSize }: Limits): Limits {
  return {
    ...(startTime === undefined ? {} : { 'start-time': startTime }),
    ...(imageSize === undefined ? {} : { 'image-size': imageSize }),
  };
}
