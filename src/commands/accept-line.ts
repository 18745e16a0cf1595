import { nearest } from '../config/nearest.js';
import { isCellName, isDay } from '../model/patterns.js';
import type { Command } from './types.js';

/** Length of a reason, UTF-16 code units. */
const MAX_REASON = 300;

const FORM = '/loadgate accept TARGET/SCENARIO because REASON [until YYYY-MM-DD]';

/** @returns the command, or what is wrong with it */
export function parseAccept(rest: string): Extract<Command, { kind: 'accept' }> | string {
  const [, cell = '', joint = '', tail = ''] = /^(\S+)(?:\s+(\S+)(?:\s+(.*))?)?$/s.exec(rest) ?? [];
  const [target = '', scenario = ''] = cell.split('/');
  if (cell === '') return `It does not say what to accept. Write: ${FORM}`;
  if (!isCellName(cell)) {
    return `"${cell}" is no cell. A cell is written TARGET/SCENARIO, as the comment's table names it: ${FORM}`;
  }
  if (joint.toLowerCase() !== 'because') {
    const slip = nearest(joint, ['because']) === null ? '' : ` ("${joint}" was read)`;
    return `It does not say why: "because" has to follow the cell${slip}. Write: ${FORM}`;
  }
  const split = splitUntil(tail.trim());
  if (typeof split === 'string') return split;
  const { reason, until } = split;
  if (reason === '') return `There is no reason after "because". Write: ${FORM}`;
  if (reason.length > MAX_REASON)
    return `The reason is longer than ${MAX_REASON} characters; link to the long one.`;
  return { kind: 'accept', target, scenario, reason, until };
}

/**
 * Takes the date off the end. A last "until" without a date is an error: what was meant to end must not
 * count for ever because of a slip.
 */
function splitUntil(text: string): { reason: string; until: string | null } | string {
  const at = [...text.matchAll(/(?<![^\s])until(?![^\s])/gi)].at(-1)?.index;
  if (at === undefined) return { reason: text, until: null };
  const day = text.slice(at + 'until'.length).trim();
  if (isDay(day)) return { reason: text.slice(0, at).trim(), until: day };
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return `There is no day ${day}. Write the date as YYYY-MM-DD.`;
  return `"until ${day}" ends with no date. Write it as YYYY-MM-DD at the end, or write the reason without "until".`;
}
