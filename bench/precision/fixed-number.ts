import { isBeyond, isClear, pairedEvidence } from '../../src/compare/evidence.js';
import { SAMPLED } from '../../src/compare/metrics/all.js';
import { throughput } from '../../src/compare/metrics/throughput.js';
import { RULE } from '../../src/compare/rule.js';
import { bothSides, figuresOf, pairedSamples } from '../../src/compare/samples.js';
import { DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Gate } from '../../src/model/config.js';
import type { CellRecord } from '../../src/model/record.js';
import { ALL_KINDS } from '../../src/model/round.js';
import { holmAdjust } from '../../src/stats/holm.js';
import { estimateMean, twoSidedP } from '../../src/stats/inference.js';
import { askedBy, cellOf, type Spending } from './drawn-cells.js';
import { drawer } from './pools.js';
import { asSpent, roundSeconds } from './spending.js';
import type { Way } from './ways.js';

/**
 * The same metrics and thresholds after a number of generations that was fixed before: Holm over all cells × metrics, no
 * screening, no stopping.
 * @param spending `later: 'needed'` spends its rounds as loadgate does: whole generations first, then duets alone
 */
export function fixedNumber(size: number, spending: Spending): Way {
  const { duets, later } = spending;
  const { gate } = askedBy(spending);
  const kindsOf = (at: number) =>
    later === 'all' || at < DEFAULT_MEASURE.screenGenerations ? ALL_KINDS : (['duet'] as const);
  const places = Array.from({ length: size }, (_, at) => at);
  const seconds = places.reduce((sum, at) => sum + roundSeconds(kindsOf(at), duets), 0);
  return {
    name: `${size} generations, fixed`,
    says: (pools, random) => {
      const cells = pools.map((pool, index) => {
        const draw = drawer(pool, random);
        const drawn = places.map((at) => asSpent(draw(kindsOf(at)), kindsOf(at), duets));
        return cellOf(pool, index, drawn);
      });
      const tests = cells.flatMap((cell, index) => testsOf(cell, index, gate));
      const adjusted = holmAdjust(tests.map(({ p }) => p));
      const red = new Set(
        tests.flatMap(({ index, worse }, at) =>
          worse && (adjusted[at] ?? 1) <= RULE.reportAlpha ? index : [],
        ),
      );
      return cells.map((cell, index) => {
        const open = !red.has(index) && !isRuledOut(cell, gate.slower);
        return { red: red.has(index), open, generations: size, seconds };
      });
    },
  };
}

function testsOf(cell: CellRecord, index: number, gate: Gate) {
  return SAMPLED.flatMap((metric) => {
    const values = pairedSamples(cell, metric).map(({ value }) => value);
    const figures = figuresOf(bothSides(cell.generations), metric);
    if (values.length < 2 || figures === null) return [];
    const estimate = estimateMean(values);
    const threshold = metric.threshold(gate, figures.baseline);
    const worse = metric.better === 'larger' ? estimate.mean < 0 : estimate.mean > 0;
    return {
      index,
      p: twoSidedP(estimate),
      worse: worse && isBeyond(estimate.mean, threshold),
    };
  });
}

/** Whether throughput, which decides between the two, is shown not to have changed by the threshold. */
function isRuledOut(cell: CellRecord, threshold: number): boolean {
  const evidence = pairedEvidence(pairedSamples(cell, throughput).map(({ value }) => value));
  return evidence !== null && isClear(evidence, threshold);
}
