import * as z from 'zod';
import { CELL_VERDICTS, type Comparison } from '../model/comparison.js';
import { cellName, code, sha, side } from '../model/parts.js';
import type { RunRecord } from '../model/record.js';
import type { FormerVerdicts, KeptCell } from '../model/request.js';
import { isStateLine, readState, worseCells } from './state.js';

/**
 * What loadgate's comment remembers of all cells, hidden below its first line: when some are measured again, the others
 * keep their verdicts. As believable as the comment, and found by its place, like the line of commands/state.ts.
 */

/** A longer line would leave no room for the report, UTF-16 code units. */
const MAX_LINE = 16_000;

/** `[cell, verdict]`, and `[cell, 'invalid', code, side]`. */
const cell = z.union([
  z.tuple([cellName, z.enum(CELL_VERDICTS).exclude(['invalid'])]),
  z.tuple([cellName, z.literal('invalid'), code, side]),
]);
const schema = z.strictObject({
  v: z.literal(1),
  head: sha,
  base: z.string().min(1).max(255).exactOptional(),
  sha,
  cells: z.array(cell).min(1),
});

const LINE = /^<!-- loadgate:verdicts (\{.*\}) -->$/;

/**
 * The hidden line; empty where the verdicts of single cells are not all that decided the gate: the run had a problem, or
 * compared with figures of another time; and where there are too many of them.
 * @param pull its head, and the branch that it is to be merged into
 */
export function verdictsLine(
  { headSha: head, baseRef: base }: { readonly headSha: string; readonly baseRef: string },
  record: RunRecord,
  comparison: Comparison,
): string {
  const { cells, advisory } = comparison;
  if (record.problems.length > 0 || record.baselineFigures === 'stored' || advisory) return '';
  const worse = new Set(worseCells(comparison).map(({ target, scenario }) => `${target}/${scenario}`));
  const lines = cells.map(({ target, scenario, verdict, invalid }) => {
    const name = `${target}/${scenario}`;
    return verdict === 'invalid' ? [name, verdict, invalid?.code, invalid?.side] : [name, verdict];
  });
  // A regression whose figures are not remembered, or an invalid cell without a reason, can't be kept as it was.
  const complete = cells.every(({ target, scenario, verdict }) =>
    verdict === 'regression' ? worse.has(`${target}/${scenario}`) : true,
  );
  const { success, data } = schema.safeParse({ v: 1, head, base, sha: record.candidate.sha, cells: lines });
  if (!success || !complete) return '';
  // A branch's name may hold what ends the HTML comment.
  const json = JSON.stringify(data).replace(/[<>]/g, (sign) => (sign === '<' ? '\\u003c' : '\\u003e'));
  const line = `<!-- loadgate:verdicts ${json} -->`;
  return line.length > MAX_LINE ? '' : line;
}

/** The verdicts that a comment of ours remembers; null: none that could be kept. Never throws. */
export function readVerdicts(comment: string): FormerVerdicts | null {
  const [, second = '', third = ''] = comment.split(/\r?\n/, 3).map((text) => text.trim());
  const [, json = ''] = LINE.exec(isStateLine(second) ? third : second) ?? [];
  const read = parsed(json);
  if (read === null) return null;
  const worse = readState(comment)?.worse ?? [];
  const cells = read.cells.map(([name, verdict, code, side]): KeptCell | null => {
    const [target = '', scenario = ''] = name.split('/');
    const effects = worse.find((one) => one.target === target && one.scenario === scenario)?.effects ?? [];
    if (verdict === 'regression') {
      return effects.length === 0 ? null : { target, scenario, verdict, invalid: null, effects };
    }
    const invalid = code === undefined || side === undefined ? null : { code, side };
    return { target, scenario, verdict, invalid, effects: [] };
  });
  const { head, base, sha: measured } = read;
  const of = { head, sha: measured, ...(base === undefined ? {} : { base }) };
  return cells.every((one) => one !== null) ? { ...of, cells } : null;
}

function parsed(json: string): z.infer<typeof schema> | null {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
