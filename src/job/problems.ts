import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import { EXCERPT_LINES, logExcerpt } from '../model/log-excerpt.js';
import {
  type CellRecord,
  type InvalidReason,
  type Problem,
  type RunRecord,
  SPOILT_BY_MACHINE,
} from '../model/record.js';

/** A line of a log that is longer is cut in a record. */
const MAX_LINE = 500;

/** Gets whole logs of which a record has an excerpt only; `name` is a file's, without its ending. */
export type KeepLog = (name: string, lines: readonly string[]) => void;

export function toProblem(error: LoadgateError): Problem {
  return {
    kind: error.kind,
    code: error.code,
    message: error.message,
    hint: error.hint,
    log: error.log,
    location: error.location ?? null,
  };
}

/** Anything thrown, as problems of a record. */
export const toProblems = (thrown: unknown): readonly Problem[] => toLoadgateErrors(thrown).map(toProblem);

export function invalidReason(error: LoadgateError, side: InvalidReason['side']): InvalidReason {
  return { side, code: error.code, message: error.message, log: error.log };
}

/** Scenarios of a target that a problem names one by one. */
const NAMED_SCENARIOS = 6;

/** The cells of one target that something is about, as the start of its message: `shop, prices and search`. */
export function cellsText(target: string, scenarios: readonly string[]): string {
  const named = scenarios.length > NAMED_SCENARIOS ? scenarios.slice(0, NAMED_SCENARIOS - 1) : scenarios;
  const more = scenarios.length - named.length;
  const all = more === 0 ? named : [...named, `${more} more scenarios`];
  return `${target}, ${all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`}`;
}

/**
 * Every reason for which cells became invalid while they were measured, once, with its cells: the user's to mend, all
 * but what the machine has spoilt. What the baseline did wrong by itself is none: it fails nothing (a pull request that
 * repairs it must pass), and the report says it beside the problems. The same is true of what somebody else runs.
 */
export function problemsOfCells(cells: Iterable<CellRecord>, known: readonly Problem[]): readonly Problem[] {
  const found = new Map<string, { target: string; invalid: InvalidReason; scenarios: string[] }>();
  for (const { target, scenario, invalid, url } of cells) {
    if (invalid === null || invalid.side === 'baseline' || SPOILT_BY_MACHINE.has(invalid.code)) continue;
    if (url !== undefined) continue;
    if (known.some((problem) => problem.message.endsWith(invalid.message))) continue;
    const key = `${target}\n${invalid.code}\n${invalid.message}`;
    const same = found.get(key) ?? { target, invalid, scenarios: [] };
    same.scenarios.push(scenario);
    found.set(key, same);
  }
  return [...found.values()].map(({ target, invalid: { code, message, log }, scenarios }) => ({
    kind: 'usage',
    code,
    message: `${cellsText(target, scenarios)}: ${message}`,
    hint: HINTS[code] ?? 'Look for the cause in its log, or make the same request by hand.',
    log,
    location: null,
  }));
}

/** A record with the excerpts of its logs, and the whole logs kept beside it. */
export function withExcerpts(record: RunRecord, keepLog: KeepLog | undefined): RunRecord {
  const kept = new Map<string, string>();
  const excerpt = (lines: readonly string[], name: string): readonly string[] => {
    const text = lines.join('\n');
    if (lines.length > EXCERPT_LINES && !kept.has(text)) {
      const taken = new Set(kept.values());
      let free = name;
      for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
      kept.set(text, free);
      keepLog?.(free, lines);
    }
    return logExcerpt(lines).map((line) => line.slice(0, MAX_LINE));
  };
  return {
    ...record,
    cells: record.cells.map((cell) => {
      const { target, scenario, invalid } = cell;
      if (invalid === null) return cell;
      const log = excerpt(invalid.log, `${target}-${scenario}-${invalid.side}`);
      return { ...cell, invalid: { ...invalid, log } };
    }),
    problems: record.problems.map((problem) => ({ ...problem, log: excerpt(problem.log, problem.code) })),
  };
}

const HINTS: Readonly<Record<string, string>> = {
  'wrong-answer': 'Correct the target, or what the scenario expects.',
  'wrong-upstream-calls': 'Correct the target, or `upstream.calls` of the scenario.',
  'wrong-upstream-reuse':
    'Correct how the target keeps its connections, or `upstream.reuse` of the scenario.',
  'wrong-body':
    'Look for state that requests share. If the body may differ, say so in the scenario: `expect: { body: any }`, or `matches`.',
  'not-ready':
    'Check `port`, and that the target listens on the port that PORT names, and on 0.0.0.0: not on 127.0.0.1, ::1 or localhost.',
  'target-exited': 'Start it by hand with the same limits; its log says why it ended.',
  'target-restarted': 'Its log says why a process of it ended under load; it must outlive a round.',
  'replicas-uneven':
    'A replica that is slow to take connections, or ends them, gets fewer requests: see what its log says. A balancer of your own has to give each the same weight.',
  'balancer-exited': 'Its log says why; start its image by hand with the same `files` to see more.',
  'balancer-oom-killed':
    'Raise the memory limit of the balancer (`memory` under its `caps`), or give it smaller buffers.',
  'oom-killed': 'Raise the memory limit (`memory` under `caps`), or find what uses it.',
  'service-not-ready': 'Check its `port` and `ready`, or allow it more time (`ready-timeout`).',
  'service-exited':
    'Its log says why; start its image by hand with the same `env` and `command` to see more.',
  'service-port-taken':
    'Another process in its own container has the port: give each part of it a port of its own, or start it once.',
  'service-oom-killed':
    'Raise the memory limit of the service (`memory` under `caps`), or give its buffers and caches a lower limit.',
  'queue-not-empty':
    'Give the worker more CPU (`caps`) or processes, or load less: fewer `connections`, or a `rate` it keeps up with. Without a worker, add one under `services`.',
  'messages-differ':
    'Look for a publisher whose buffer is full, or that retries; start workers without heartbeats and events.',
  'request-timeout': 'Lower `connections`, raise `timeout`, or find what blocks.',
};

/** The exit code of what has no gate: 2 where something is wrong with the configuration or a target, 3 with the machine. */
export function exitCodeOf(problems: readonly Problem[]): 0 | 2 | 3 {
  if (problems.some(({ kind }) => kind === 'usage')) return 2;
  return problems.length > 0 ? 3 : 0;
}
