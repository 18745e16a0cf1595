import type { Axis } from './axis.js';
import { html, type Markup, type Part } from './markup.js';

/** The ground that all pictures of a cell share: 360 units wide, labels left of the plot and below it. */
export const PLOT = { width: 360, height: 172, left: 62, right: 352, top: 10, bottom: 148 } as const;

/** A value at its place. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A picture with its horizontal grid.
 * @param title what it shows and says, for those who don't see it
 * @param write a tick of the vertical axis in words
 */
export function plot(
  title: string,
  { ticks, at }: Axis,
  write: (tick: number) => string,
  content: readonly Part[],
): Markup {
  const { width, height, left, right } = PLOT;
  const labels = ticks.map(
    (tick) => html`<text x="${left - 6}" y="${at(tick) + 4}">${tickText(write(tick))}</text>`,
  );
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>
<path class="g" d="${ticks.map((tick) => `M${left} ${at(tick)}H${right}`).join('')}"/><g class="e">${labels}</g>${content}</svg>`;
}

/** `14.0 ms` → `14 ms`: a tick is a round number. */
const tickText = (text: string): string =>
  text.replace(/\.0+(?=\s|$)/, '').replace(/(\.\d*[1-9])0+(?=\s|$)/, '$1');

/** Words below the plot. */
export const below = (x: number, words: string): Markup =>
  html`<text class="m" x="${x}" y="${PLOT.bottom + 17}">${words}</text>`;

/** Dots as one path: a dot is a line without length and with round ends. */
export const dots = (points: readonly Point[]): string => points.map(({ x, y }) => `M${x} ${y}h0`).join('');

export const line = (points: readonly Point[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');

export const crosses = (points: readonly Point[]): string =>
  points.map(({ x, y }) => `M${x} ${y}m-3-3l6 6m0-6l-6 6`).join('');

/** A picture with its caption. */
export const figure = (caption: Part, note: string, picture: Part): Markup =>
  html`<figure><figcaption>${caption} <span>${note}</span></figcaption>${picture}</figure>
`;
