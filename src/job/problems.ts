import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import { type CellRecord, type InvalidReason, type Problem, SPOILT_BY_MACHINE } from '../model/record.js';

/** Log lines kept in a record, and their length. */
const MAX_LOG_LINES = 30;
const MAX_LINE = 500;

export function toProblem(error: LoadgateError): Problem {
  return {
    kind: error.kind,
    code: error.code,
    message: error.message,
    hint: error.hint,
    log: shortened(error.log),
    location: error.location ?? null,
  };
}

/** Anything thrown, as problems of a record. */
export const toProblems = (thrown: unknown): readonly Problem[] => toLoadgateErrors(thrown).map(toProblem);

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.slice(-MAX_LOG_LINES).map((line) => line.slice(0, MAX_LINE));

export function invalidReason(error: LoadgateError, side: InvalidReason['side']): InvalidReason {
  return { side, code: error.code, message: error.message, log: shortened(error.log) };
}

/**
 * One problem for each target and code among the cells that became invalid while they were measured: the user's to
 * mend, all but what the machine has spoilt. What the
 * baseline did wrong by itself is none: it fails nothing (a pull request that repairs it must pass), and its row tells it.
 */
export function problemsOfCells(cells: Iterable<CellRecord>, known: readonly Problem[]): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { target, scenario, invalid } of cells) {
    if (invalid === null || invalid.side === 'baseline' || SPOILT_BY_MACHINE.has(invalid.code)) continue;
    if (known.some((problem) => problem.message.endsWith(invalid.message))) continue;
    const key = `${target}\n${invalid.code}`;
    if (found.has(key)) continue;
    found.set(key, {
      kind: 'usage',
      code: invalid.code,
      message: `${target}, ${scenario}: ${invalid.message}`,
      hint: HINTS[invalid.code] ?? 'See the last lines of its log; the same request by hand shows the same.',
      log: shortened(invalid.log),
      location: null,
    });
  }
  return [...found.values()];
}

const HINTS: Readonly<Record<string, string>> = {
  'wrong-answer': 'Correct the target, or what the scenario expects.',
  'wrong-upstream-calls': 'Correct the target, or `upstream.calls` of the scenario.',
  'wrong-upstream-reuse':
    'Correct how the target keeps its connections, or `upstream.reuse` of the scenario.',
  'wrong-body':
    'Correct the target, or what the scenario expects; a body that must differ needs no `expect`.',
  'not-ready': 'Check `port`, and that the target listens on 0.0.0.0 and on the port that PORT names.',
  'target-exited': 'Start the image by hand with the same caps; its log says why it ended.',
  'target-restarted': 'Its log says why a process of it ended under load; it must outlive a round.',
  'oom-killed': 'Raise `caps.memory`, or find what uses it.',
  'request-timeout': 'Lower `connections`, raise `timeout`, or find what blocks.',
};
