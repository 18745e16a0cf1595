import { nearest } from '../config/nearest.js';
import { isCellName, isDay } from '../model/patterns.js';
import type { Command } from './command.js';

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

/** "until" as a word, whatever stands around it: `(until 2027-01-01)`, `until: …`, `**until** …`. */
const UNTIL = /(?<![\p{L}\p{N}_])until(?![\p{L}\p{N}_])/giu;
/** What people put around a date or between it and "until". */
const DECORATION = '[\\s()\\[\\]{}*_~`"\':;,.=–—-]*';
const AROUND = new RegExp(`^${DECORATION}|${DECORATION}$`, 'g');
/** What opens a bracket or a style before "until". */
const OPENED = /(?<=\s|^)[([{*_~`"']+$/;
const JOINED = /[\s,;:=–—-]+$/;
const ENDS_WITH_DATE = new RegExp(`\\d{4}-\\d{2}-\\d{2}${DECORATION}$`);

/**
 * Takes the date off the end. A last "until" without a date is an error, and so is a date at the end without "until":
 * what was meant to end on a day must not end on another because of a slip.
 */
function splitUntil(text: string): { reason: string; until: string | null } | string {
  const at = [...text.matchAll(UNTIL)].at(-1)?.index;
  if (at === undefined) {
    if (!ENDS_WITH_DATE.test(text)) return { reason: text, until: null };
    return 'The reason ends with a date. Write "until YYYY-MM-DD" at the end if it is the last day, or a word after it if not.';
  }
  const written = text.slice(at + 'until'.length).trim();
  const day = written.replace(AROUND, '');
  if (isDay(day)) {
    return { reason: text.slice(0, at).replace(OPENED, '').replace(JOINED, ''), until: day };
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return `There is no day ${day}. Write the date as YYYY-MM-DD.`;
  return `"until ${written}" ends with no date. Write it as YYYY-MM-DD at the end, or write the reason without "until".`;
}
