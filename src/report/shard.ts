import type { RunRecord } from '../model/record.js';
import { shardText } from '../model/shard.js';
import { plain } from './escape.js';
import { duration, list, plural } from './format.js';

/** Cells that a shard's log names one by one. */
const NAMED_CELLS = 100;

/**
 * What a shard measured, for its own log: no verdict, since that hangs on the cells of all shards.
 * @returns lines
 */
export function measuredText(record: RunRecord): readonly string[] {
  const { shard, cells, durationMs } = record;
  const which = shard === undefined ? 'This run' : `Shard ${shardText(shard)}`;
  const targets = [...new Set(cells.map(({ target }) => plain(target, 80)))];
  const of = targets.length === 0 ? '' : ` of ${list(targets.slice(0, NAMED_CELLS))}`;
  const lines = cells.map(({ target, scenario, state, invalid, generations }) => {
    const why = invalid === null ? '' : ` (${invalid.code})`;
    return `  ${plain(target, 80)} · ${plain(scenario, 80)}: ${STATES[state]}${why}, ${plural(generations.length, 'generation')}`;
  });
  const more = lines.length - NAMED_CELLS;
  return [
    `${which}: ${plural(cells.length, 'cell')}${of} in ${duration(durationMs)}. The verdict is that of all shards together.`,
    ...lines.slice(0, NAMED_CELLS),
    ...(more > 0 ? [`  and ${plural(more, 'more cell')}`] : []),
  ];
}

const STATES: Readonly<Record<RunRecord['cells'][number]['state'], string>> = {
  measured: 'measured',
  unchanged: 'same inputs as the baseline',
  invalid: 'invalid',
  'not-measured': 'not measured',
};
