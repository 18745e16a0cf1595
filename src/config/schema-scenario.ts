import * as z from 'zod';
import {
  DEFAULT_CONNECTIONS,
  DEFAULT_TIMEOUT_MS,
  DEFAULT_UPSTREAM_CONNECTIONS,
  DEFAULT_UPSTREAM_DELAY_MS,
} from './defaults.js';
import { choice, duration, name, rate, section, whole } from './fields.js';
import { capacity } from './schema-capacity.js';
import { checkPlaceholders, data } from './schema-data.js';
import { scenarioLimits } from './schema-limits.js';
import { mix } from './schema-mix.js';
import { expectation, REQUEST_PHRASE, request } from './schema-request.js';
import { steps } from './schema-steps.js';
import { formatDuration, formatRate } from './units.js';

const upstreamSection = section(
  {
    delay: duration(
      { from: 0, to: 60_000 },
      {
        description: 'How long the upstream waits before it answers a call.',
        default: formatDuration(DEFAULT_UPSTREAM_DELAY_MS),
      },
    ).optional(),
    calls: whole(
      { from: 0, to: 1_000 },
      { description: 'Calls that one request is meant to make. Default: whatever it makes.' },
    ).optional(),
    reuse: choice(['on', 'off'], {
      description:
        'Whether the target uses its connections to the upstream again; checked by those that it opens. Default: not checked.',
    }).optional(),
    pool: whole(
      { from: 1, to: 1_000_000 },
      {
        description:
          'Size of the pool: with "reuse: on", the rounds of a generation open no more connections. Default: not checked.',
      },
    ).optional(),
  },
  { description: "loadgate's own slow upstream; its address is in UPSTREAM_URL." },
).check((context) => {
  const { reuse, pool } = context.value;
  if (pool === undefined || reuse === 'on') return;
  const message = '"pool" is checked only together with "reuse: on"';
  context.issues.push({ code: 'custom', input: context.value, path: ['pool'], message });
});

/** No target answers more requests than arrive. */
function checkLimits(
  context: z.core.ParsePayload<{
    readonly rate?: number | undefined;
    readonly limits?: { readonly requests?: number | undefined } | undefined;
  }>,
): void {
  const { rate, limits } = context.value;
  const least = limits?.requests;
  if (rate === undefined || least === undefined || least <= rate) return;
  context.issues.push({
    code: 'custom',
    input: least,
    path: ['limits', 'requests'],
    message: `every run would break it: ${formatRate(rate)} arrive, and ${formatRate(least)} have to be answered`,
  });
}

/** One scenario as it is written. */
export const scenario = section(
  {
    request: request.optional(),
    steps: steps.optional(),
    mix: mix.optional(),
    alone: z
      .boolean({ error: 'true or false' })
      .meta({ description: 'A scenario that a "mix" names is measured on its own, too.', default: false })
      .optional(),
    cookies: z
      .boolean({ error: 'true or false' })
      .meta({
        description: 'Cookies that answers set are sent with later steps of the same sequence.',
        default: false,
      })
      .optional(),
    data: data.optional(),
    expect: expectation.optional(),
    upstream: z
      .union([z.boolean({ error: 'true' }), upstreamSection], {
        error: 'true, or a mapping with "delay", "calls" and "reuse"',
      })
      .meta({ description: "The target calls loadgate's own slow upstream (UPSTREAM_URL) in this scenario." })
      .optional(),
    connections: whole(
      { from: 1, to: 10_000 },
      {
        description: `Concurrent connections. Default: ${DEFAULT_CONNECTIONS}, ${DEFAULT_UPSTREAM_CONNECTIONS} with an upstream.`,
      },
    ).optional(),
    rate: rate(
      { from: 1, to: 100_000 },
      {
        description:
          'Arrivals to each side, evenly spaced, whether answers come or not (open loop); "connections" are then the most that are open at a time. Default: each connection waits for its answer.',
        examples: ['500/s'],
      },
    ).optional(),
    capacity: capacity.optional(),
    timeout: duration(
      { from: 10, to: 300_000 },
      {
        description: 'A request that takes longer than this failed.',
        default: formatDuration(DEFAULT_TIMEOUT_MS),
      },
    ).optional(),
    limits: scenarioLimits.optional(),
    targets: z
      .array(name, { error: 'a list of target names' })
      .min(1, { error: 'at least one target name' })
      .meta({ description: 'Names of the targets that it is sent to. Default: all.' })
      .optional(),
  },
  { description: 'One kind of request, sent to every target or to those named.' },
).check((context) => {
  checkRequests(context);
  checkPlaceholders(context);
  const once = Object.entries(context.value.data ?? {}).find(([, { use }]) => use === 'once');
  if (context.value.capacity !== undefined && once !== undefined) {
    const message = '"capacity" finds out how many rows a search takes: it can\'t take each once';
    context.issues.push({ code: 'custom', input: context.value, path: ['data', once[0], 'use'], message });
  }
  if (context.value.capacity !== undefined && context.value.rate !== undefined) {
    const message = '"capacity" and "rate" are both there: a search sets the load itself';
    context.issues.push({ code: 'custom', input: context.value, path: ['rate'], message });
  }
  checkLimits(context);
  if (context.value.capacity !== undefined && context.value.limits !== undefined) {
    const message = '"capacity" and "limits" are both there: what a search must keep stands under "until"';
    context.issues.push({ code: 'custom', input: context.value, path: ['limits'], message });
  }
  const { upstream, timeout = DEFAULT_TIMEOUT_MS } = context.value;
  if (upstream === undefined || upstream === false) return;
  const delay = (upstream === true ? undefined : upstream.delay) ?? DEFAULT_UPSTREAM_DELAY_MS;
  if (delay < timeout) return;
  context.issues.push({
    code: 'custom',
    input: context.value,
    path: context.value.timeout === undefined ? ['upstream', 'delay'] : ['timeout'],
    message: `every request would time out: the upstream alone takes ${formatDuration(delay)}, the timeout is ${formatDuration(timeout)}`,
  });
});

interface WrittenScenario {
  readonly request?: unknown;
  readonly steps?: unknown;
  readonly mix?: unknown;
  readonly expect?: unknown;
  readonly data?: unknown;
  readonly cookies?: unknown;
}

/** A scenario has a request, steps, or a mix, and what belongs to it. */
function checkRequests(context: z.core.ParsePayload<WrittenScenario>): void {
  const { expect, data, cookies, ...all } = context.value;
  const complain = (path: string[], message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, path, message });
  };
  const kinds = (['request', 'steps', 'mix'] as const).filter((kind) => all[kind] !== undefined);
  const [first, second] = kinds;
  if (first === undefined) {
    const message = `${REQUEST_PHRASE}, or "steps", or "mix"`;
    context.issues.push({
      code: 'invalid_type',
      expected: 'object',
      input: undefined,
      path: ['request'],
      message,
    });
  }
  if (second !== undefined) complain([second], `"${first}" and "${second}" are both there: choose one`);
  if (first === 'steps' && expect !== undefined)
    complain(['expect'], '"expect" belongs to a step: write it beside the request whose answer it is about');
  if (first === 'mix')
    for (const [key, given] of Object.entries({ expect, data }))
      if (given !== undefined) complain([key], `"${key}" belongs to the scenarios that "mix" names`);
  if (first !== 'steps' && cookies === true)
    complain(['cookies'], '"cookies" are kept between "steps", and there are none');
}

export type ScenarioInput = z.output<typeof scenario>;
