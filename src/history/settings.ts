import * as z from 'zod';
import { wrong } from '../model/issues.js';

/** What a history is judged by. */
export interface HistorySettings {
  /** Records that are looked at together for a change point; windows overlap by half. */
  readonly window: number;
  /** Largest p value of a change point, and of a drift. All cells share it. */
  readonly p: number;
  /** Smallest change that is reported, as a fraction. */
  readonly least: number;
}

/**
 * `window` and the test are those of Apache Otava. `p` keeps the alarms of 60 records without a change below 1 %
 * (bench/drift.ts). Nobody searches for less than half a per cent.
 */
export const DEFAULT_HISTORY: HistorySettings = { window: 50, p: 0.0003, least: 0.005 };

/** Fewer records than this on a side are an outlier, or too new to tell. */
export const LEAST_SEGMENT = 3;

export interface HistoryChoice {
  readonly settings: HistorySettings;
  /** A tag or a commit; null: only the last release. */
  readonly since: string | null;
}

const HINT = 'Write some of since=v1.4.0 window=50 p=0.0003 least=0.5%, separated by blanks.';
const number = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN);

/** Reads each setting; null: the text is none. */
const READERS = {
  window: (text: string) =>
    Number.isInteger(number(text)) && number(text) >= 10 && number(text) <= 500 ? number(text) : null,
  p: (text: string) => (number(text) > 0 && number(text) <= 0.2 ? number(text) : null),
  least: (text: string) => {
    const share = /^([\d.]+) ?%$/.exec(text)?.[1];
    const value = share === undefined ? Number.NaN : number(share) / 100;
    return value >= 0 && value <= 0.5 ? value : null;
  },
} as const;

/** `since=v1.4.0 least=1%` → settings; empty: the defaults. */
export const historyChoice = z.string().transform((text, issues): HistoryChoice => {
  let since: string | null = null;
  const settings: { -readonly [Key in keyof HistorySettings]: number } = { ...DEFAULT_HISTORY };
  for (const part of text.split(/[\s,]+/).filter((one) => one !== '')) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (name === 'since' && /^[A-Za-z0-9][\w./@+-]{0,199}$/.test(value)) {
      since = value;
      continue;
    }
    const read = Object.hasOwn(READERS, name) ? READERS[name as keyof typeof READERS](value) : null;
    if (read === null) return wrong(issues, `${JSON.stringify(part)} is no setting of the history`, HINT);
    settings[name as keyof typeof READERS] = read;
  }
  return { settings, since };
});
