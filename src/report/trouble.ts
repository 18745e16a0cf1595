import type { InvalidReason, Problem, RunRecord } from '../model/record.js';
import type { Report } from './body.js';
import { link } from './escape.js';
import { plural } from './format.js';
import { paragraphs } from './markdown.js';
import { renderProblem } from './problems.js';
import { isExplained } from './rows.js';

/** Scenarios of one target that are named one by one. */
const NAMED_SCENARIOS = 3;

/**
 * The errors of the run, and why cells are invalid where no error says it already. Markdown.
 * @param limit problems told in full; the others are counted
 */
export function problemsBlock({ record, context }: Report, limit: number): string {
  const problems = [...record.problems, ...unexplained(record)];
  const shown = problems.slice(0, limit).map(renderProblem);
  const more = problems.length - shown.length;
  const rest =
    more > 0 ? `And ${plural(more, 'more problem')}: see ${link('the run log', context.runUrl)}.` : '';
  return paragraphs([...shown, rest]);
}

/** Logs of invalid cells whose reason is in none of the problems, one for each target and reason. Their rows say the rest. */
function unexplained(record: RunRecord): readonly Problem[] {
  const found = new Map<string, { reason: InvalidReason; target: string; scenarios: string[] }>();
  for (const { target, scenario, invalid } of record.cells) {
    if (invalid === null || invalid.log.length === 0) continue;
    if (isExplained(invalid.message, record.problems)) continue;
    const key = `${target}\n${invalid.code}\n${invalid.message}`;
    const known = found.get(key) ?? { reason: invalid, target, scenarios: [] };
    known.scenarios.push(scenario);
    found.set(key, known);
  }
  return [...found.values()].map(({ reason, target, scenarios }) => ({
    kind: 'usage',
    code: reason.code,
    message: `${target}, ${scenarios.length > NAMED_SCENARIOS ? plural(scenarios.length, 'scenario') : scenarios.join(', ')}: ${reason.message}`,
    hint: '',
    log: reason.log,
    location: null,
  }));
}
