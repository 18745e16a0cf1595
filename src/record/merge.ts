import { sha256 } from '../model/canonical.js';
import { LoadgateError } from '../model/error.js';
import type { CellRecord, Problem, RunRecord } from '../model/record.js';
import { type Shard, shardText } from '../model/shard.js';
import { commonHead } from './merge-head.js';
import { isPlanned, requireSame, type ShardRecord } from './merge-same.js';
import { isSecond, withSecond } from './second.js';

/**
 * Puts the records of a run together: those of all its shards, or that of the whole run, and a second opinion on its red
 * cells, where there is one.
 * @param records in any order
 * @throws LoadgateError as `mergeShards`; `second-double`, `second-foreign` (usage)
 */
export function mergeRecords(records: readonly RunRecord[]): RunRecord {
  const opinions = records.filter(isSecond);
  const parts = records.filter((record) => !isSecond(record));
  const [only] = parts;
  const isWhole = opinions.length > 0 && parts.length === 1 && only?.shard === undefined;
  return withSecond(isWhole && only !== undefined ? only : mergeShards(parts), opinions);
}

/**
 * Puts the records of all shards of a run together. Generations are kept one by one, so that the result is judged as the
 * record of one run that measured all cells. What a shard did not bring is invalid, and a problem of the result: a merged
 * record without problems has every cell of the plan.
 * @param records in any order
 * @throws LoadgateError `shard-missing` (machine): there is none; `shard-double`, `shard-foreign`, `shards-differ` (usage)
 */
function mergeShards(records: readonly RunRecord[]): RunRecord {
  const shards = ordered(records.map(requireShard));
  requireSame(shards);
  const planned = shards.filter(isPlanned);
  const [first] = planned;
  const { of } = (first ?? (shards[0] as ShardRecord)).shard;
  const plan = first?.shard.plan ?? [];
  for (const record of planned) requireOwnCells(record);
  const lost = lostOf(shards, of);
  const found = new Map(planned.flatMap(({ cells }) => cells.map((cell) => [nameOf(cell), cell] as const)));
  const cells = plan.flatMap(({ target, scenarios, shard }) =>
    scenarios.map(
      (scenario) => found.get(`${target}/${scenario}`) ?? lostCell(target, scenario, { index: shard, of }),
    ),
  );
  const problems = [...shards.flatMap((record) => record.problems), ...lost.map((one) => lostProblem(one))];
  return { ...commonHead(shards, planned), cells, problems: withoutDoubles(problems) };
}

const nameOf = ({ target, scenario }: Pick<CellRecord, 'target' | 'scenario'>): string =>
  `${target}/${scenario}`;

function requireShard(record: RunRecord): ShardRecord {
  const { shard } = record;
  if (shard !== undefined) return { ...record, shard };
  throw foreign(`The record ${record.id} is of a whole run and of no shard`);
}

/** By their numbers, each once. */
function ordered(records: readonly ShardRecord[]): readonly ShardRecord[] {
  if (records.length === 0) {
    throw new LoadgateError('There is no record of any shard to merge.', {
      kind: 'machine',
      code: 'shard-missing',
      hint: 'Let each shard upload its record, also when it fails, and download all of them before the merge.',
    });
  }
  const inOrder = [...records].sort((a, b) => a.shard.index - b.shard.index);
  const double = inOrder.find(({ shard }, at) => inOrder[at - 1]?.shard.index === shard.index);
  if (double === undefined) return inOrder;
  const ids = inOrder.filter(({ shard }) => shard.index === double.shard.index).map(({ id }) => id);
  throw new LoadgateError(
    `There are ${ids.length} records of shard ${shardText(double.shard)}: ${ids.slice(0, 5).join(', ')}.`,
    {
      kind: 'usage',
      code: 'shard-double',
      hint: 'Merge one record of each shard: where its job ran again, the newest.',
    },
  );
}

/** A shard brings the cells that the plan gives to it, and no other. */
function requireOwnCells({ shard, cells, id }: ShardRecord): void {
  const own = new Set(
    shard.plan
      .filter((unit) => unit.shard === shard.index)
      .flatMap(({ target, scenarios }) => scenarios.map((scenario) => `${target}/${scenario}`)),
  );
  const what = `The record ${id} of shard ${shardText(shard)}`;
  const other = cells.find((cell) => !own.has(nameOf(cell)));
  if (other !== undefined) throw foreign(`${what} has the cell ${nameOf(other)}, which is not of this shard`);
  if (cells.length < own.size) {
    const has = new Set(cells.map(nameOf));
    throw foreign(`${what} lacks its cell ${[...own].find((name) => !has.has(name))}`);
  }
}

interface Lost {
  readonly shard: Shard;
  /** It left a record, and had no cells yet. */
  readonly ended: boolean;
}

function lostOf(shards: readonly ShardRecord[], of: number): readonly Lost[] {
  const known = new Map(shards.map((record) => [record.shard.index, record]));
  return Array.from({ length: of }, (_, at) => ({ index: at + 1, of })).flatMap((shard) => {
    const record = known.get(shard.index);
    if (record !== undefined && isPlanned(record)) return [];
    return [{ shard, ended: record !== undefined }];
  });
}

const lostWords = ({ shard, ended }: Lost): string =>
  ended
    ? `shard ${shardText(shard)} ended before it measured anything`
    : `the record of shard ${shardText(shard)} is missing`;

function lostProblem(lost: Lost): Problem {
  const words = lostWords(lost);
  return {
    kind: 'machine',
    code: 'shard-missing',
    message: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
    hint: "Run this shard's job again, and the merge after it.",
    log: [],
    location: null,
  };
}

function lostCell(target: string, scenario: string, shard: Shard): CellRecord {
  return {
    target,
    scenario,
    inputs: sha256(''),
    state: 'invalid',
    invalid: {
      code: 'shard-missing',
      message: `shard ${shardText(shard)}, which was to measure it, brought no figures`,
      side: 'candidate',
      log: [],
    },
    noBaseline: null,
    carriedFrom: null,
    generations: [],
  };
}

/** Each shard says what is wrong with what they share. */
function withoutDoubles(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(
    problems.map((problem) => [`${problem.kind} ${problem.code} ${problem.message}`, problem]),
  );
  return [...seen.values()];
}

function foreign(what: string): LoadgateError {
  return new LoadgateError(`${what}.`, {
    kind: 'usage',
    code: 'shard-foreign',
    hint: 'Merge the records of the shards of this run, and nothing else.',
  });
}
