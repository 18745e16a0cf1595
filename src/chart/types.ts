/** One bar: a value with its interval. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Ends of the interval; null: unknown. */
  readonly low: number | null;
  readonly high: number | null;
  /** The text at the bar's end, such as `18,924`. */
  readonly text: string;
  /** Drawn lighter, because it isn't comparable with the others. */
  readonly muted: boolean;
}

/** A bar chart, from top to bottom in the order of `bars`. */
export interface BarChart {
  readonly title: string;
  readonly subtitle: string;
  /** The axis label, such as `requests/s`. */
  readonly axis: string;
  /** Never empty. */
  readonly bars: readonly Bar[];
}

/** The exports of dist/chart.js. */
export interface Charts {
  /** An SVG document with a white background, readable on light and dark pages. */
  drawBars(chart: BarChart): string;
}
