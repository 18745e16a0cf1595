import * as z from 'zod';
import { quote, wrong } from '../model/issues.js';
import { jsonPathProblem } from '../model/json-path.js';
import { choice, oneOrMore, section, size, texts, whole } from './fields.js';
import { headerProblem, METHODS, parsePath, parseRequestLine } from './request-line.js';
import { bodyShape, bodyText, checkBody } from './schema-body.js';

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
  body: bodyText('The body, as text.').optional(),
};
export const REQUEST_PHRASE = 'a request like "GET /healthz", or a mapping with "path"';

/** A request, short (`GET /x`) or whole. */
export const request = z
  .union(
    [
      requestLine,
      section({ ...requestShape, ...bodyShape }, { description: 'The whole request.' }).check(checkBody),
    ],
    { error: REQUEST_PHRASE },
  )
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

export const expectation = section(
  {
    status: whole({ from: 200, to: 599 }, { description: 'The exact status. Default: any 2xx.' }).optional(),
    headers: expectHeaders.optional(),
    body: bodyText('The exact body; "any": bodies differ, and are not compared.').optional(),
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
