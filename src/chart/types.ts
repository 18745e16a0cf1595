/** One bar: a value with the interval that it is known to. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Ends of the interval; null: not known. */
  readonly low: number | null;
  readonly high: number | null;
  /** What stands at the bar's end, such as `18,924`. */
  readonly text: string;
  /** Drawn lighter: not of one kind with the others. */
  readonly muted: boolean;
}

/** A bar chart: from top to bottom in the order of `bars`. */
export interface BarChart {
  readonly title: string;
  readonly subtitle: string;
  /** What the axis counts, such as `requests/s`. */
  readonly axis: string;
  /** Never empty. */
  readonly bars: readonly Bar[];
}

/** What dist/chart.js exports. */
export interface Charts {
  /** An SVG document with a white ground, readable on a light and on a dark page. */
  drawBars(chart: BarChart): string;
}
