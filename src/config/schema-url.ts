import * as z from 'zod';
import { parseAllowedHost } from '../model/hosts.js';
import { type Issues, quote, wrong } from '../model/issues.js';
import { MAX_ORIGIN } from '../model/limits.js';
import { ORIGIN_PATTERN } from '../model/patterns.js';
import { section } from './fields.js';

const PHRASE = 'a URL such as https://stage.example.com, or a mapping with "candidate" and "baseline"';
const ORIGIN_HINT = 'Write the scheme, the host, and the port where it needs one: https://stage.example.com.';

const origin = (description: string) =>
  z
    .string({ error: 'a URL such as https://stage.example.com' })
    .max(MAX_ORIGIN, { error: `a URL of at most ${MAX_ORIGIN} characters` })
    .meta({ description, examples: ['https://stage.example.com'] })
    .transform(parseOrigin);

/** `url` of a target. */
export const targetUrl = z
  .union(
    [
      origin('Where it runs. The candidate alone: it is compared with stored figures.').transform(
        (candidate) => ({
          candidate,
          baseline: null,
        }),
      ),
      section(
        {
          candidate: origin('Where the version under test runs.'),
          baseline: origin('Where the version runs that it is compared with, beside it.'),
        },
        { description: 'Two places, which are compared in duets.' },
      ),
    ],
    { error: PHRASE },
  )
  .meta({
    description:
      'Where somebody else runs it: nothing is built or started. Its hosts stand in "allow-hosts", its scenarios have a "rate", and its cells are advisory.',
  });

/** `allow-hosts` at the top level. */
export const allowHosts = z
  .array(
    z
      .string({ error: 'a host such as stage.example.com' })
      .max(260, { error: 'a host of at most 260 characters' })
      .refine((text) => parseAllowedHost(text) !== null, {
        error: 'expected a host such as stage.example.com, *.example.com, or 127.0.0.1:8080',
      }),
    { error: 'a list of hosts' },
  )
  .max(50, { error: 'at most 50' })
  .meta({
    description:
      'Hosts that load may be sent to by targets with "url": a host, or "*.example.com" for all below it, and a port where only one is meant.',
    examples: [['stage.example.com', '*.preview.example.com', 'localhost:8080']],
  });

/** The origin of a URL, as the standard for URLs spells it. */
function parseOrigin(text: string, issues: Issues): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return wrong(issues, `${quote(text)} is no URL of http or https`, ORIGIN_HINT);
  }
  if (url.username !== '' || url.password !== '') {
    return wrong(issues, 'the URL has a user or a password in it', 'Send it as a header of the scenarios.');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    const hint = 'Write the path in the requests of the scenarios.';
    return wrong(issues, `${quote(text)} has more than a host and a port`, hint);
  }
  if (!ORIGIN_PATTERN.test(url.origin) || url.hostname.endsWith('.')) {
    return wrong(issues, `the host of ${quote(text)} is no name of a host`, ORIGIN_HINT);
  }
  return url.origin;
}
