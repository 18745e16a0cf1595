import * as z from 'zod';
import { quote, wrong } from '../model/issues.js';
import { jsonPathProblem } from '../model/json-path.js';
import {
  DEFAULT_CONNECTIONS,
  DEFAULT_TIMEOUT_MS,
  DEFAULT_UPSTREAM_CONNECTIONS,
  DEFAULT_UPSTREAM_DELAY_MS,
} from './defaults.js';
import { choice, duration, name, oneOrMore, rate, section, size, texts, whole } from './fields.js';
import { headerProblem, METHODS, parsePath, parseRequestLine } from './request-line.js';
import { capacity } from './schema-capacity.js';
import { checkPlaceholders, data } from './schema-data.js';
import { formatDuration } from './units.js';

const HEADER = { pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, phrase: 'a header name such as Accept' };

/** Header names must differ in more than their case, and values fit into one line of a head. */
function checkHeaders(context: z.core.ParsePayload<Record<string, string>>): void {
  const complain = (header: string, message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, path: [header], message });
  };
  const seen = new Set<string>();
  for (const [header, value] of Object.entries(context.value)) {
    const lower = header.toLowerCase();
    if (seen.has(lower))
      complain(header, `header ${header} is there twice: upper and lower case are the same`);
    seen.add(lower);
    if (!/^[\t\x20-\x7e]*$/.test(value)) complain(header, 'a header value is printable ASCII on one line');
  }
}

/** Headers of requests. */
export const requestHeaders = texts(HEADER, { description: 'Headers that are sent.' }).check((context) => {
  checkHeaders(context);
  for (const header of Object.keys(context.value)) {
    const message = headerProblem(header);
    if (message !== null)
      context.issues.push({ code: 'custom', input: context.value, path: [header], message });
  }
});

const expectHeaders = texts(HEADER, {
  description: 'Headers that the answer must have, with their exact values.',
}).check(checkHeaders);

const text = (description: string) => z.string({ error: 'text (JSON goes in quotes)' }).meta({ description });

export const requestLine = z
  .string({ error: 'a request' })
  .meta({ description: 'Method and path.', examples: ['GET /healthz'] })
  .transform(parseRequestLine);

/** The keys of a whole request. */
export const requestShape = {
  method: choice(METHODS, { description: 'The method.', default: 'GET' }).optional(),
  path: z
    .string({ error: 'a path such as /healthz' })
    .meta({ description: 'Path with query.', examples: ['/healthz'] })
    .transform(parsePath),
  headers: requestHeaders.optional(),
  body: text('The body, as text.').optional(),
};
const REQUEST_PHRASE = 'a request like "GET /healthz", or a mapping with "path"';

/** A request, short (`GET /x`) or whole. */
const request = z
  .union([requestLine, section(requestShape, { description: 'The whole request.' })], {
    error: REQUEST_PHRASE,
  })
  .meta({ description: 'What is sent.' });

/** Longer ones are no patterns of a person. */
const LONGEST_PATTERN = 1_000;
const PATTERN_PHRASE = 'a regular expression such as ^port \\d+$';

const pattern = z
  .string({ error: PATTERN_PHRASE })
  .max(LONGEST_PATTERN, { error: `a regular expression of at most ${LONGEST_PATTERN} characters` })
  .meta({
    description: 'A regular expression of JavaScript (flag u) that is found in the body.',
    examples: ['^port \\d+$'],
  })
  .superRefine((text, issues) => {
    try {
      new RegExp(text, 'u');
    } catch (error) {
      const why = error instanceof SyntaxError ? error.message.split(': ').at(-1) : String(error);
      wrong(issues, `${quote(text)} is no regular expression: ${why}`, 'Escape only what has a meaning.');
    }
  });

const jsonPath = z
  .string({ error: 'a JSONPath such as $.exp' })
  .meta({ description: 'A JSONPath (RFC 9535).', examples: ['$.exp', '$..id'] })
  .superRefine((text, issues) => {
    const problem = jsonPathProblem(text);
    if (problem !== null)
      wrong(issues, `${quote(text)} is no JSONPath: ${problem}`, 'Write it like $.exp or $.items[*].id.');
  });

/** The largest body that an answer may have (src/load/client.ts). */
const LARGEST_BODY = 16 * 1024 ** 2;
const BYTES = { from: 0, to: LARGEST_BODY };

const bodySize = z
  .union(
    [
      size(BYTES, { description: 'Exactly so many bytes.', examples: [512, '4k'] }),
      section(
        {
          from: size(BYTES, { description: 'Bytes at least.', default: '0' }).optional(),
          to: size(BYTES, { description: 'Bytes at most.' }).optional(),
        },
        { description: 'A range of bytes.' },
      ),
    ],
    { error: 'a size such as 512 or 4k, or a mapping with "from" and "to"' },
  )
  .meta({ description: 'Bytes of the body, before and under the load.' });

const expectation = section(
  {
    status: whole({ from: 200, to: 599 }, { description: 'The exact status. Default: any 2xx.' }).optional(),
    headers: expectHeaders.optional(),
    body: text('The exact body; "any": bodies differ, and are not compared.').optional(),
    json: z
      .unknown()
      .meta({ description: 'A JSON value that the body must be equal to, whatever its spelling.' })
      .optional(),
    ignore: oneOrMore(
      jsonPath,
      'a JSONPath such as $.exp, or a list of them',
      'JSONPaths (RFC 9535) of what is left out where JSON bodies are compared.',
    ).optional(),
    matches: pattern.optional(),
    size: bodySize.optional(),
  },
  {
    description:
      'What a right answer looks like. Where neither body nor json is given, bodies are compared with the first one, unless they differ before the load.',
  },
).check((context) => {
  const { body, json, ignore, size } = context.value;
  const complain = (message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, message });
  };
  if (body !== undefined && json !== undefined) complain('"body" and "json" are both there: choose one');
  if (body !== undefined && ignore !== undefined)
    complain(
      '"body" and "ignore" are both there: parts are left out of JSON alone, so write "json", or no "body"',
    );
  if (typeof size === 'object' && (size.from ?? 0) > (size.to ?? LARGEST_BODY))
    complain(`no body has at least ${size.from} and at most ${size.to} bytes`);
  const problem = jsonProblem(json);
  if (problem !== null)
    context.issues.push({ code: 'custom', input: json, path: ['json'], message: problem });
});

/** YAML has numbers that JSON lacks (`.nan`, `.inf`). */
function jsonProblem(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${value} is no JSON value`;
  if (typeof value !== 'object' || value === null) return null;
  for (const item of Object.values(value)) {
    const problem = jsonProblem(item);
    if (problem !== null) return problem;
  }
  return null;
}

/** A target's readiness request: a request, and what its answer has to be. */
export const readyRequest = z
  .union(
    [
      requestLine,
      section(
        { ...requestShape, expect: expectation.optional() },
        { description: 'The whole request, and what its answer has to be.' },
      ),
    ],
    { error: REQUEST_PHRASE },
  )
  .meta({
    description:
      'The request that tells when it is ready: any 2xx or 3xx, or what "expect" says. Default: the first scenario\'s own request.',
  });

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

/** One scenario as it is written. */
export const scenario = section(
  {
    request,
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
    targets: z
      .array(name, { error: 'a list of target names' })
      .min(1, { error: 'at least one target name' })
      .meta({ description: 'Names of the targets that it is sent to. Default: all.' })
      .optional(),
  },
  { description: 'One kind of request, sent to every target or to those named.' },
).check((context) => {
  checkPlaceholders(context);
  if (context.value.capacity !== undefined && context.value.rate !== undefined) {
    const message = '"capacity" and "rate" are both there: a search sets the load itself';
    context.issues.push({ code: 'custom', input: context.value, path: ['rate'], message });
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

export type ScenarioInput = z.output<typeof scenario>;
