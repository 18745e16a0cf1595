import type * as z from 'zod';
import { CAPACITY_UNITS } from '../model/capacity.js';
import { DEFAULT_CAPACITY_ERRORS, DEFAULT_CAPACITY_FROM, DEFAULT_CAPACITY_HOLD_MS } from './defaults.js';
import { choice, duration, section, share, whole } from './fields.js';
import { formatDuration, formatFraction } from './units.js';

/** As much as `connections` and `rate` of a scenario may be. */
const MOST = { connections: 10_000, rate: 100_000 } as const;

const level = (description: string) => whole({ from: 1, to: MOST.rate }, { description });

const until = section(
  {
    p99: duration(
      { from: 1, to: 300_000 },
      { description: 'p99 of the right answers at most. Default: no limit.' },
    ).optional(),
    errors: share(
      { from: 0.0001, to: 1 },
      {
        description: 'Failed requests at most, as a share of all.',
        default: formatFraction(DEFAULT_CAPACITY_ERRORS),
      },
    ).optional(),
    cpu: share(
      { from: 0.01, to: 1 },
      {
        description: "CPU time at most, as a share of the target's cap. Default: no limit.",
        examples: ['95%'],
      },
    ).optional(),
  },
  { description: 'What is too much. The search ends at the level that goes beyond one of these.' },
);

/** A search for how much a target carries. */
export const capacity = section(
  {
    of: choice(CAPACITY_UNITS, {
      description:
        'What the levels are: "connections" of a closed loop, or the "rate" of an open one, in requests/s.',
    }),
    from: level(`The first level. Default: ${DEFAULT_CAPACITY_FROM}, or "to" where that is less.`).optional(),
    to: level('The highest level: where it holds, the result is a bound.'),
    until: until.optional(),
    hold: duration(
      { from: 500, to: 600_000 },
      {
        description: 'How long each level is measured, once the load has settled.',
        default: formatDuration(DEFAULT_CAPACITY_HOLD_MS),
      },
    ).optional(),
  },
  { description: 'Searches for how much each side carries, instead of loading both as they are.' },
).check((context) => {
  const { of, from, to } = context.value;
  const complain = (path: string, message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, path: [path], message });
  };
  if (from !== undefined && from > to) complain('from', `"from" is more than "to" (${to})`);
  if (to > MOST[of]) complain('to', `at most ${MOST[of]} ${of === 'rate' ? 'requests/s' : 'connections'}`);
});

export type CapacityInput = z.output<typeof capacity>;
