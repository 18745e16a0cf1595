import type { BisectOutcome } from '../../../src/model/bisect.js';
import { renderBisect } from '../../../src/report/bisect.js';
import { renderBisectAnswer } from '../../../src/report/bisect-answer.js';
import { bisectBlock, bisectBrief, bisectLines } from '../../../src/report/bisect-block.js';
import { printableJson } from '../../../src/report/printable-json.js';
import type { Surface } from './surface.js';

const sha = (digit: string): string => digit.repeat(40);

/** Everything in it that is text: what commits, builds, and the configuration say. */
function outcomeOf(text: (field: string) => string): BisectOutcome {
  const worse = { ratio: 1.06, interval: { low: 1.05, high: 1.07 } };
  const metric = 'throughput';
  const interval = { low: 0.93, high: 0.95 };
  return {
    ...{ good: sha('a'), bad: sha('b'), commits: 32, changing: 20, nothing: null, durationMs: 60_000 },
    whole: {
      ...{ cell: text('cell'), metric, threshold: 0.03, values: [0.06] },
      ...{ good: 4812, bad: 4514, ratio: 0.938, interval },
    },
    others: [text('other cell')],
    found: {
      culprits: [{ sha: sha('c'), parent: sha('d'), merge: sha('e'), worse, generations: 5 }],
      ranges: [{ after: sha('a'), upTo: sha('f'), commits: 3, reason: 'passed-by', worse }],
      passedBy: [{ sha: sha('1'), code: text('code'), message: text('message') }],
      comparisons: 6,
      generations: 21,
    },
    compared: [
      {
        of: sha('c'),
        against: sha('a'),
        generations: 3,
        answer: { kind: 'values', values: [0.06, 0.05, 0.06] },
      },
      {
        ...{ of: sha('1'), against: sha('a'), generations: 3 },
        answer: { kind: 'unusable', code: text('code of an answer'), message: text('message') },
      },
    ],
    named: [
      { sha: sha('c'), subject: text('subject') },
      { sha: sha('e'), subject: text('subject of a merge') },
      { sha: sha('f'), subject: text('subject at an end') },
    ],
  };
}

export const bisectSurface: Surface = {
  name: 'bisect',
  fixed: false,
  fields: [
    ...['cell', 'other cell', 'code', 'message', 'subject', 'subject of a merge', 'subject at an end'],
    ...['code of an answer', 'why', 'login'],
  ],
  pour: (text) => {
    const outcome = outcomeOf(text);
    const reports = [
      { cell: text('cell'), outcome, why: null },
      { cell: text('cell'), outcome: null, why: text('why') },
    ];
    const pages = [
      bisectBrief(reports),
      bisectBlock(reports),
      renderBisectAnswer('<!-- loadgate:bisect for=1 -->', text('login'), reports, null),
    ];
    const terminal = [renderBisect(outcome), printableJson(outcome), ...bisectLines(reports)];
    return { pages, terminal };
  },
};
