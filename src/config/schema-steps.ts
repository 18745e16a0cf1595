import * as z from 'zod';
import type { Capture } from '../model/config.js';
import { type Issues, quote, wrong } from '../model/issues.js';
import { jsonPathProblem } from '../model/json-path.js';
import { MAX_STEPS } from '../model/limits.js';
import { section } from './fields.js';
import { placeholderName } from './schema-data.js';
import { expectation, request } from './schema-request.js';

const PHRASE = 'where the value is: $.token, header.location, or cookie.csrftoken';
const ELSEWHERE = /^(header|cookie)\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/;

function parseCapture(text: string, issues: Issues): Capture {
  const [, from, name = ''] = ELSEWHERE.exec(text) ?? [];
  if (from === 'header') return { from, name: name.toLowerCase() };
  if (from === 'cookie') return { from, name };
  if (!text.startsWith('$')) return wrong(issues, `expected ${PHRASE}, found ${quote(text)}`);
  const problem = jsonPathProblem(text);
  if (problem === null) return { from: 'json', path: text };
  return wrong(
    issues,
    `${quote(text)} is no JSONPath: ${problem}`,
    'Write it like $.token or $.items[0].id.',
  );
}

const capture = z
  .record(
    placeholderName('a name such as token'),
    z
      .string({ error: PHRASE })
      .meta({
        description: 'A JSONPath (RFC 9535), header.<name>, or cookie.<name>.',
        examples: ['$.token', 'header.location', 'cookie.csrftoken'],
      })
      .transform(parseCapture),
    { error: 'a mapping of names to places, such as { token: $.token }' },
  )
  .meta({ description: 'What later steps take from the answer: {{token}} in path, headers and body.' });

const step = section(
  { request, expect: expectation.optional(), capture: capture.optional() },
  { description: 'One request of a sequence.' },
);

/** `steps` of a scenario. */
export const steps = z
  .array(step, { error: 'a list of steps, each with "request"' })
  .min(1, { error: 'at least one step' })
  .max(MAX_STEPS, { error: `at most ${MAX_STEPS} steps` })
  .meta({ description: 'Requests that follow one another on one connection. Takes the place of "request".' });
