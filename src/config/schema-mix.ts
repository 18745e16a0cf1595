import * as z from 'zod';
import { type Issues, quote, wrong } from '../model/issues.js';
import { MAX_STEPS } from '../model/limits.js';
import { name } from './fields.js';

const SHARE_PHRASE = 'a share in whole percent such as 70%';

/** `70%` → 70: of each 100 requests, so many are of this scenario. */
function parsePercent(text: string, issues: Issues): number {
  const [, digits] = /^(\d{1,2})\s*%$/.exec(text.trim()) ?? [];
  const percent = Number(digits ?? 0);
  return percent >= 1 ? percent : wrong(issues, `expected ${SHARE_PHRASE}, found ${quote(text)}`);
}

/** `mix` of a scenario. */
export const mix = z
  .record(
    name,
    z
      .string({ error: SHARE_PHRASE })
      .meta({ description: 'Its share of the requests, in whole percent.', examples: ['70%'] })
      .transform(parsePercent),
    { error: 'a mapping of scenarios to shares, such as { list: 70%, order: 30% }' },
  )
  .superRefine((shares, issues) => {
    const all = Object.values(shares);
    if (all.length < 2) wrong(issues, 'a mix has two scenarios at least', 'Name another one.');
    if (all.length > MAX_STEPS) wrong(issues, `a mix of ${all.length} scenarios: at most ${MAX_STEPS}`);
    const sum = all.reduce((total, share) => total + share, 0);
    if (sum !== 100 && all.every((share) => share > 0))
      wrong(issues, `the shares add up to ${sum} %, not to 100 %`, 'Change one of them.');
  })
  .meta({
    description:
      'Other scenarios in given shares as one cell: exactly so many of each 100 requests. Takes the place of "request".',
    examples: [{ list: '70%', order: '30%' }],
  });
