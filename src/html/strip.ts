import type { LimitComparison, MetricComparison } from '../model/comparison.js';
import { html, type Markup, NOTHING } from './markup.js';

/**
 * A change's interval against the gate's band. One threshold has the same width in all strips, so that they can be read
 * one below the other; what reaches further ends in an arrow. The figures stand beside it.
 */

const WIDTH = 132;
const MIDDLE = WIDTH / 2;
/** Width of one threshold, as the style draws the band, and how many of them are drawn to each side. */
const UNIT = 14;
const REACH = 4.4;
/** What is reported and never judged has no band; it is drawn as if a change of 3 % were one. */
const UNJUDGED = 0.03;
/** One unit of a limit's strip. */
const LIMIT_UNIT = 0.1;

export function changeStrip({ ratio, interval, threshold, kind }: MetricComparison, tone: string): Markup {
  if (kind === 'exact' || !(ratio > 0)) return NOTHING;
  const isJudged = threshold !== null && threshold > 0;
  const unit = Math.log1p(isJudged ? threshold : UNJUDGED);
  const span = {
    at: Math.log(ratio) / unit,
    low: Math.log(interval?.low ?? ratio) / unit,
    high: Math.log(interval?.high ?? ratio) / unit,
  };
  return drawn(span, isJudged ? tone : `${tone} unjudged`);
}

/** A figure against its limit, the dashed line. A step of the strip is a tenth of the limit. */
export function limitStrip({ figure, bound, interval }: LimitComparison, tone: string): Markup {
  if (figure === null || bound <= 0) return NOTHING;
  const unit = Math.log1p(LIMIT_UNIT);
  const units = (value: number): number => Math.log(Math.max(value, 1e-12) / bound) / unit;
  const span = {
    at: units(figure),
    low: units(interval?.low ?? figure),
    high: units(interval?.high ?? figure),
  };
  return drawn(span, `${tone} bound`);
}

interface Span {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** The ground (band, middle, limit) is the style's. */
function drawn({ at, low, high }: Span, classes: string): Markup {
  const x = (value: number): number => {
    const place = MIDDLE + Math.max(-REACH, Math.min(REACH, value)) * UNIT;
    return Math.round(place * 10) / 10;
  };
  const marks = [
    Math.abs(at) <= REACH ? html`<path class="w" d="M${x(at)} 9h0"/>` : NOTHING,
    low < -REACH ? html`<path class="x" d="M0 9l7-5v10z"/>` : NOTHING,
    high > REACH ? html`<path class="x" d="M${WIDTH} 9l-7-5v10z"/>` : NOTHING,
  ];
  return html`<svg class="strip ${classes}" aria-hidden="true"><path class="v" d="M${x(low)} 9H${x(high)}"/>${marks}</svg>`;
}
