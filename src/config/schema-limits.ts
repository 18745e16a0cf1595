import type * as z from 'zod';
import { LIMIT_NAMES, type Limits } from '../model/figure-limits.js';
import { duration, rate, section, share, size } from './fields.js';

/** A record says µs, a configuration ms. */
const US = 1_000;

const latency = (which: string) =>
  duration({ from: 0.01, to: 300_000 }, { description: `${which} at most, under the load.` }).transform(
    (ms) => ms * US,
  );

/** What a scenario decides, too. */
const ofScenario = {
  p50: latency('Median latency').optional(),
  p95: latency('Latency of 95 % of the requests').optional(),
  p99: latency('Latency of 99 % of the requests').optional(),
  errors: share(
    { from: 0, to: 0.5 },
    {
      description:
        'Failed requests at most, as a share of all. With this limit, failed requests no longer make a cell invalid.',
    },
  ).optional(),
  requests: rate(
    { from: 0.01, to: 10_000_000 },
    { description: 'Right answers at least, of the candidate alone.' },
  ).optional(),
  cpu: duration({ from: 0.01, to: 300_000 }, { description: 'CPU time per request at most.' })
    .transform((ms) => ms * US)
    .optional(),
  memory: size(
    { from: 1024 ** 2, to: 4 * 1024 ** 4 },
    { description: 'Peak memory at most, without page cache.' },
  ).optional(),
};

const ofTarget = {
  ...ofScenario,
  'start-time': duration(
    { from: 1, to: 1_800_000 },
    { description: 'Time from the start of its container until it is ready, at most.' },
  )
    .transform((ms) => ms * US)
    .optional(),
  'image-size': size(
    { from: 1024, to: 4 * 1024 ** 4 },
    { description: 'Size of its image at most.' },
  ).optional(),
};

/** Limits of a target, or of all cells. */
export const limits = section(ofTarget, {
  description: 'Absolute figures that must hold, whatever the baseline does. The most specific one wins.',
});

/** Limits of a scenario: none of what no request changes. */
export const scenarioLimits = section(ofScenario, {
  description: 'Absolute figures that must hold in this scenario. They win over those of targets.',
});

/** @returns in the order of `LIMIT_NAMES`; undefined: none is given */
export function resolveLimits(given: z.output<typeof limits> | undefined): Limits | undefined {
  const set = LIMIT_NAMES.flatMap((name) => {
    const value = given?.[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return set.length === 0 ? undefined : Object.fromEntries(set);
}
