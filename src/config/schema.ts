import * as z from 'zod';
import {
  DEFAULT_BUDGET_MS,
  DEFAULT_COMPARE,
  DEFAULT_GATE,
  DEFAULT_MEASURE,
  DEFAULT_PROFILE,
} from './defaults.js';
import { choice, duration, name, section, share, whole } from './fields.js';
import { caps } from './schema-caps.js';
import { limits } from './schema-limits.js';
import { requestHeaders } from './schema-request.js';
import { scenario } from './schema-scenario.js';
import { services } from './schema-service.js';
import { target } from './schema-target.js';
import { allowHosts } from './schema-url.js';
import { formatDuration, formatFraction, formatRate } from './units.js';

const HOUR = 3_600_000;
const ROUND = { from: 100, to: 60_000 };

/** Arrivals of a round without which its p95 would be its slowest request. */
const LEAST_ARRIVALS = 20;

const THRESHOLD = { from: 0.001, to: 10 };

const gate = section(
  {
    slower: share(
      { from: 0.001, to: 0.9 },
      {
        description: 'Throughput lost, or CPU time per request gained, that counts as slower.',
        default: formatFraction(DEFAULT_GATE.slower),
      },
    ).optional(),
    latency: share(THRESHOLD, {
      description: 'Service time gained that counts as slower.',
      default: formatFraction(DEFAULT_GATE.latency),
    }).optional(),
    memory: share(THRESHOLD, {
      description: 'Peak memory gained that counts as a regression.',
      default: formatFraction(DEFAULT_GATE.memory),
    }).optional(),
    bytes: share(THRESHOLD, {
      description: 'Bytes of a response gained that count as a regression.',
      default: formatFraction(DEFAULT_GATE.bytes),
    }).optional(),
    'on-inconclusive': choice(['pass', 'warn', 'fail'], {
      description:
        'What the gate does about a cell that could not be decided: "fail" fails the check, "warn" warns in the log.',
      default: DEFAULT_GATE.onInconclusive,
    }).optional(),
  },
  { description: 'What counts as a regression, and what happens then.' },
);

const measure = section(
  {
    'screen-generations': whole(
      { from: 2, to: 100 },
      {
        description: 'Generations of every cell before the first look at it.',
        default: DEFAULT_MEASURE.screenGenerations,
      },
    ).optional(),
    'confirm-generations': whole(
      { from: 3, to: 100 },
      {
        description: 'New generations of a suspect cell before the first look at whether it really changed.',
        default: DEFAULT_MEASURE.confirmGenerations,
      },
    ).optional(),
    'max-generations': whole(
      { from: 2, to: 500 },
      { description: 'Generations of one cell at most.', default: DEFAULT_MEASURE.maxGenerations },
    ).optional(),
    'warm-up': duration(
      { from: 0, to: ROUND.to },
      {
        description:
          'Load before the first round of a generation. Where it is not written, a target with services gets more, until its CPU time per request settles: 10 s in all at most.',
        default: formatDuration(DEFAULT_MEASURE.warmupMs),
      },
    ).optional(),
    duet: duration(ROUND, {
      description: 'Length of a round with both sides at once.',
      default: formatDuration(DEFAULT_MEASURE.duetMs),
    }).optional(),
    solo: duration(ROUND, {
      description: 'Length of a round with one side.',
      default: formatDuration(DEFAULT_MEASURE.soloMs),
    }).optional(),
    probe: duration(ROUND, {
      description: 'Length of a round that measures the service time.',
      default: formatDuration(DEFAULT_MEASURE.probeMs),
    }).optional(),
    trim: duration(
      { from: 0, to: ROUND.to },
      {
        description: 'Cut from both ends of a duet or solo round: less than a third of it.',
        default: formatDuration(DEFAULT_MEASURE.trimMs),
      },
    ).optional(),
    'probe-connections': whole(
      { from: 1, to: 2 },
      { description: 'Connections of a probe round.', default: DEFAULT_MEASURE.probeConnections },
    ).optional(),
  },
  { description: 'How long the rounds are, and how many generations there may be.' },
).check((context) => {
  const given = context.value;
  const complain = (key: string, message: string): void => {
    context.issues.push({ code: 'custom', input: given, path: [key], message });
  };
  const screen = given['screen-generations'] ?? DEFAULT_MEASURE.screenGenerations;
  const most = given['max-generations'] ?? DEFAULT_MEASURE.maxGenerations;
  if (most < screen)
    complain('max-generations', `at most ${most} generations, but the screen alone takes ${screen}`);
  const trim = given.trim ?? DEFAULT_MEASURE.trimMs;
  const shortest = Math.min(given.duet ?? DEFAULT_MEASURE.duetMs, given.solo ?? DEFAULT_MEASURE.soloMs);
  if (trim >= shortest / 3) {
    const message = `${formatDuration(trim)} cut from both ends of a round of ${formatDuration(shortest)} leaves too little: less than a third of the shorter of "duet" and "solo"`;
    complain('trim', message);
  }
});

/** What stands at the top level beside targets and scenarios; inputs may override these. */
export const settingsShape = {
  caps: caps.optional(),
  budget: duration(
    { from: 5_000, to: 6 * HOUR },
    {
      description: 'Time spent measuring, whatever the number of cells.',
      default: formatDuration(DEFAULT_BUDGET_MS),
    },
  ).optional(),
  compare: choice(['duet', 'stored'], {
    description:
      '"duet": both sides run here at once. "stored": only the candidate runs, and is compared with the stored record: quicker, and sees less.',
    default: DEFAULT_COMPARE,
  }).optional(),
  gate: gate.optional(),
  measure: measure.optional(),
};

/** loadgate.yml, as it is written; its output has ms, bytes and fractions, but no defaults yet. */
export const configSchema = section(
  {
    ...settingsShape,
    limits: limits.optional(),
    profile: choice(['always', 'on-regression', 'never'], {
      description:
        'Which cells are sampled after the verdict, to say which functions take more CPU time: all, those that got slower, or none.',
      default: DEFAULT_PROFILE,
    }).optional(),
    targets: z
      .record(name, target, { error: 'a mapping of names to targets' })
      .refine((targets) => Object.keys(targets).length > 0, {
        error: 'no target is there: name at least one service',
      })
      .meta({ description: 'The services under test, by name.', minProperties: 1 }),
    services: services.optional(),
    headers: requestHeaders
      .meta({
        description:
          'Headers of the requests of all scenarios, and of "ready" of all targets; those of a request win.',
        examples: [{ Host: 'shop.example.com' }],
      })
      .optional(),
    'allow-hosts': allowHosts.optional(),
    scenarios: z
      .record(name, scenario, { error: 'a mapping of names to scenarios' })
      .refine((scenarios) => Object.keys(scenarios).length > 0, {
        error: 'no scenario is there: name at least one request',
      })
      .meta({ description: 'The requests, by name.', minProperties: 1 }),
  },
  { description: 'Configuration of loadgate.' },
).check((context) => {
  const { measure: times = {}, scenarios } = context.value;
  const duetMs = times.duet ?? DEFAULT_MEASURE.duetMs;
  const shortestMs = Math.min(duetMs, times.solo ?? DEFAULT_MEASURE.soloMs);
  const windowMs = shortestMs - 2 * (times.trim ?? DEFAULT_MEASURE.trimMs);
  for (const [scenarioName, { rate }] of Object.entries(scenarios)) {
    if (rate === undefined || (rate * windowMs) / 1000 >= LEAST_ARRIVALS) continue;
    const seen = `${formatDuration(windowMs)} of the shorter of "duet" and "solo"`;
    const message = `at ${formatRate(rate)}, fewer than ${LEAST_ARRIVALS} requests arrive in the ${seen} that are measured: make both longer`;
    context.issues.push({
      code: 'custom',
      input: rate,
      path: ['scenarios', scenarioName, 'rate'],
      message,
    });
  }
});

export type ConfigInput = z.output<typeof configSchema>;
