import { canonicalJson } from '../model/canonical.js';
import { LoadgateError, LoadgateErrors } from '../model/error.js';
import type { RunRecord } from '../model/record.js';

/** A record that says of which shard it is. */
export type ShardRecord = RunRecord & { readonly shard: NonNullable<RunRecord['shard']> };

/** A run that ended before it knew its cells has planned nothing, and says why. */
export const isPlanned = ({ shard, problems }: ShardRecord): boolean =>
  shard.plan.length > 0 || problems.length === 0;

/** What the records of one run have in common. */
interface Trait {
  readonly name: string;
  /** As people see it. */
  readonly read: (record: ShardRecord) => string;
  /** What is compared; absent: what people see. */
  readonly whole?: (record: ShardRecord) => string;
  /** Known only once the run was planned. */
  readonly ofPlanned?: true;
  readonly hint: string;
}

const SAME_COMMIT = 'Let all shards and the merge run in one workflow run, on one commit.';
const SAME_INPUTS = 'Give all shards the same inputs.';

const TRAITS: readonly Trait[] = [
  {
    name: 'number of shards',
    read: ({ shard }) => `${shard.of}`,
    hint: 'Merge the records of one run, whose shards are of one plan.',
  },
  {
    name: 'version of loadgate',
    read: ({ version }) => JSON.stringify(version.slice(0, 40)),
    hint: 'Use one version of loadgate in all jobs.',
  },
  {
    name: 'seed',
    read: ({ seed }) => `${seed}`,
    hint: 'Merge the records of one run; where a seed is given, give all shards the same.',
  },
  {
    name: 'commit',
    read: ({ candidate }) => candidate.sha.slice(0, 12),
    whole: ({ candidate }) => candidate.sha,
    hint: SAME_COMMIT,
  },
  {
    name: 'baseline',
    read: ({ baseline }) => baseline?.sha.slice(0, 12) ?? 'none',
    whole: ({ baseline }) => baseline?.sha ?? '',
    ofPlanned: true,
    hint: 'Run all shards again: a baseline was stored meanwhile, or they have different inputs.',
  },
  {
    name: 'configuration',
    read: ({ configDigest }) => configDigest.slice(0, 12),
    whole: ({ configDigest }) => configDigest,
    ofPlanned: true,
    hint: SAME_INPUTS,
  },
  {
    name: 'cells that were asked for',
    read: ({ asked }) => (asked === undefined ? 'all' : `${asked.length}`),
    whole: ({ asked }) => canonicalJson(asked ?? null),
    ofPlanned: true,
    hint: SAME_INPUTS,
  },
  {
    name: 'plan of the shards',
    read: ({ shard }) => `${shard.plan.length} targets`,
    whole: ({ shard }) => canonicalJson(shard.plan),
    ofPlanned: true,
    hint: 'Run all shards again: a record was stored meanwhile that says otherwise how long cells take, or they have different inputs.',
  },
];

/**
 * Shards are parts of one run only if they are of the same commits, configuration, seed, version and plan.
 * @param records by their numbers
 * @throws LoadgateErrors `shards-differ` (usage), one for each trait
 */
export function requireSame(records: readonly ShardRecord[]): void {
  const errors = TRAITS.flatMap((trait) => differing(trait, records) ?? []);
  if (errors.length > 0) throw new LoadgateErrors(errors);
}

function differing({ name, read, whole = read, ofPlanned, hint }: Trait, all: readonly ShardRecord[]) {
  const records = ofPlanned === true ? all.filter(isPlanned) : all;
  const [first] = records;
  const other = first && records.find((record) => whole(record) !== whole(first));
  if (first === undefined || other === undefined) return null;
  const [here, there] = [read(first), read(other)];
  const values = here === there ? '' : `: ${here} and ${there}`;
  return new LoadgateError(
    `Shards ${first.shard.index} and ${other.shard.index} differ in their ${name}${values}.`,
    {
      kind: 'usage',
      code: 'shards-differ',
      hint,
    },
  );
}
