import type { CellVerdict, LimitComparison } from '../model/comparison.js';
import type { Headline } from '../report/headline.js';
import { html, type Markup } from './markup.js';

/** Names of the style's colours. */
export type Tone = 'bad' | 'good' | 'same' | 'open' | 'fail' | 'new' | 'idle';

export const VERDICT_TONES: Readonly<Record<CellVerdict, Tone>> = {
  regression: 'bad',
  improvement: 'good',
  'no-change': 'same',
  inconclusive: 'open',
  invalid: 'fail',
  new: 'new',
  unchanged: 'idle',
};

export const HEADLINE_TONES: Readonly<Record<Headline['tone'], Tone>> = {
  bad: 'bad',
  good: 'good',
  unsure: 'open',
  failed: 'fail',
  idle: 'idle',
};

export const LIMIT_TONES: Readonly<Record<LimitComparison['verdict'], Tone>> = {
  holds: 'same',
  broken: 'bad',
  undecided: 'open',
  unknown: 'open',
};

/** A verdict in its colour and in words. */
export const pill = (tone: Tone, words: string): Markup => html`<span class="pill ${tone}">${words}</span>`;
