/** The most that a place takes, and how it counts. */
export interface Limit {
  readonly max: number;
  readonly measure: (text: string) => number;
}

/**
 * A comment: 65,536 characters (code points). GitHub's message names that number; some of its bodies are held
 * to it and others to four bytes for each, so that code points satisfy both.
 */
export const COMMENT_LIMIT: Limit = { max: 65_536, measure: codePoints };

/** A job summary: 1 MiB of UTF-8 a step, see GitHub's "Workflow commands", "Step isolation and limits". */
export const SUMMARY_LIMIT: Limit = { max: 1024 * 1024, measure: (text) => Buffer.byteLength(text, 'utf8') };

/** Characters as GitHub counts them: Unicode code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export interface Space {
  /** How many rows there is room for, the most important first. */
  readonly rows: number;
  /** Whether there is room to pad columns, so that the source reads well. */
  readonly aligned: boolean;
}

/**
 * Renders with as many whole rows as fit: all and padded, else all, else the most that there is room for.
 * @param total how many rows there are
 */
export function fitRows(total: number, limit: Limit, render: (space: Space) => string): string {
  const roomy = render({ rows: total, aligned: true });
  if (limit.measure(roomy) <= limit.max) return roomy;
  let fits = 0;
  let tooMany = total + 1;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const text = render({ rows: middle, aligned: false });
    if (limit.measure(text) <= limit.max) fits = middle;
    else tooMany = middle;
  }
  return render({ rows: fits, aligned: false });
}
