import { judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord } from '../../../src/model/record.js';
import { withSecond } from '../../../src/record/second.js';
import { makeCell, makeGenerations, makeRecord, type Ratios } from '../../support/records.js';
import { makeContext } from './builders.js';
import type { Case } from './make-case.js';

const cell = (scenario: string, ratios: Ratios): CellRecord =>
  makeCell({ target: 'api', scenario, generations: makeGenerations(ratios, { screen: 4, confirm: 5 }) });
const lost = makeCell({
  ...{ target: 'api', scenario: 'search', state: 'invalid', generations: [] },
  invalid: { code: 'build-failed', message: 'its image could not be built', side: 'candidate', log: [] },
});
const slower: Ratios = { throughput: 0.94, cpu: 1.07 };
const first = makeRecord({
  cells: [cell('list', slower), cell('order', slower), cell('search', slower), cell('health', {})],
});

/** What a second machine says of red cells. */
function confirmed(second: readonly CellRecord[], cells = first.cells): Case {
  const record = { ...first, cells };
  const opinion = makeRecord({
    ...{ id: 'run-0002', confirms: first.id, durationMs: 184_000, cells: second },
    machine: {
      ...first.machine,
      ...{ fingerprint: 'e'.repeat(64), cpuModel: 'Intel Xeon Platinum 8370C', kernel: '6.8.0-azure' },
    },
  });
  const grounds = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };
  const outcome = judge(withSecond(record, [opinion]), grounds);
  return { ...outcome, context: makeContext() };
}

/** Red cells that a second machine has measured again. */
export const SECOND_CASES: Readonly<Record<string, Case>> = {
  'second-opinion': confirmed([cell('list', { throughput: 0.93, cpu: 1.08 }), cell('order', {}), lost]),
  'second-opinion-refutes': confirmed(
    [cell('list', {})],
    first.cells.filter(({ scenario }) => scenario === 'list' || scenario === 'health'),
  ),
};
