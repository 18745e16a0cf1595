/** What is known of two targets: which is above, that they share a place, or neither. */
export type Relation = 'apart' | 'alike' | 'open';

/** The places that a target can have. */
export interface Range {
  readonly best: number;
  readonly worst: number;
}

interface Related {
  readonly better: string;
  readonly worse: string;
  readonly relation: Relation;
}

/**
 * A target's place is 1 and the number of targets that are above it; one that is alike is not above. Of the others it
 * is known that they are above, that they are not, or neither: with the confidence that all of this holds together, all ranges
 * hold together (M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, "Inference for Ranks with Applications to Mobility across
 * Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91 (2024) 476–518).
 * @param pairs every pair of them
 */
export function rangesOf(targets: readonly string[], pairs: readonly Related[]): ReadonlyMap<string, Range> {
  const ranges = new Map(targets.map((target) => [target, { best: 1, worst: 1 }]));
  const add = (target: string, best: number, worst: number): void => {
    const range = ranges.get(target);
    if (range === undefined) return;
    range.best += best;
    range.worst += worst;
  };
  for (const { better, worse, relation } of pairs) {
    if (relation === 'apart') add(worse, 1, 1);
    if (relation !== 'open') continue;
    add(better, 0, 1);
    add(worse, 0, 1);
  }
  return ranges;
}
