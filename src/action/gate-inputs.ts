import { isReleaseName } from '../baseline/release-name.js';
import type { Complain } from '../config/input-text.js';

/** Whether the verdict is reported as a check of the commit, and what it is called (null: the usual name). */
export type CheckInput = { readonly on: false } | { readonly on: true; readonly name: string | null };

const DAY_MS = 24 * 3_600_000;
/** A shorter time would drop what pull requests that are open still compare with. */
const LEAST_DAYS = 7;

/** `90d` or `12w`. @returns ms; null: empty, for ever */
export function readKeep(text: string, complain: Complain): number | null {
  if (text === '') return null;
  const [, count = '', unit = ''] = /^(\d{1,5})\s*(d|w)$/i.exec(text) ?? [];
  const days = Number(count) * (unit.toLowerCase() === 'w' ? 7 : 1);
  if (days >= LEAST_DAYS) return days * DAY_MS;
  const what = count === '' ? 'is no number of days' : `is less than ${LEAST_DAYS} days`;
  complain(
    'baseline-keep',
    `${JSON.stringify(text.slice(0, 60))} ${what}`,
    'Write days or weeks, such as 90d or 12w.',
  );
  return null;
}

/** A tag, or `latest`. */
export function readRelease(text: string, complain: Complain): string | null {
  if (text === '' || isReleaseName(text)) return text === '' ? null : text;
  complain(
    'release',
    `${JSON.stringify(text.slice(0, 60))} can't name a release`,
    'Write a tag such as v1.4.0, without refs/tags/, or latest.',
  );
  return null;
}

/** `true`, `false` or a name. */
export function readCheck(text: string, complain: Complain): CheckInput {
  if (/^(false|False|FALSE|)$/.test(text)) return { on: false };
  if (/^(true|True|TRUE)$/.test(text)) return { on: true, name: null };
  if (/^[\p{L}\p{N}](?:[\p{L}\p{N} ._:/()-]{0,98}[\p{L}\p{N})])?$/u.test(text))
    return { on: true, name: text };
  complain(
    'check',
    `${JSON.stringify(text.slice(0, 60))} can't name a check`,
    'Write true, false, or a name of up to 100 letters, digits, blanks and . _ : / ( ) -',
  );
  return { on: false };
}
