import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { inputsOf } from '../model/second-record.js';

/** Whether a record is a second opinion on another one, and no run of its own. */
export const isSecond = ({ confirms }: RunRecord): boolean => confirms !== undefined;

/**
 * Puts the second opinion into the record of the run that it is about. Without any, the record stays as it is, and so does
 * what is red in it.
 * @param opinions records of runs that measured red cells again
 * @throws LoadgateError `second-double`, `second-foreign` (usage)
 */
export function withSecond(first: RunRecord, opinions: readonly RunRecord[]): RunRecord {
  const [opinion] = opinions;
  if (opinion === undefined) return first;
  if (opinions.length > 1 || first.second !== undefined) {
    const ids = [...(first.second === undefined ? [] : [first.second.id]), ...opinions.map(({ id }) => id)];
    throw new LoadgateError(
      `There are ${ids.length} second opinions on run ${first.id}: ${ids.slice(0, 5).join(', ')}.`,
      {
        kind: 'usage',
        code: 'second-double',
        hint: 'Give one second opinion: the one that was measured first.',
      },
    );
  }
  const wrong = strangeness(first, opinion);
  if (wrong !== null) {
    throw new LoadgateError(`The second opinion ${opinion.id} is not of run ${first.id}: ${wrong}.`, {
      kind: 'usage',
      code: 'second-foreign',
      hint: 'Measure the red cells of this very record again, at its commit, with its configuration and seed.',
    });
  }
  const { id, startedAt, durationMs, machine, runtime, cells, problems } = opinion;
  return { ...first, second: { id, startedAt, durationMs, machine, runtime, cells, problems } };
}

/** What both must have in common. */
const TRAITS: readonly (readonly [string, (record: RunRecord) => string])[] = [
  ['version of loadgate', ({ version }) => version],
  ['commit', ({ candidate }) => candidate.sha],
  ['baseline', ({ baseline }) => baseline?.sha ?? ''],
  ['configuration', ({ configDigest }) => configDigest],
  ['seed', ({ seed }) => `${seed}`],
];

/** In what a second opinion is of something else than the first run; null: in nothing. */
function strangeness(first: RunRecord, opinion: RunRecord): string | null {
  if (opinion.confirms !== first.id) return `it confirms run ${opinion.confirms}`;
  if (opinion.id === first.id) return 'it is the run itself';
  const trait = TRAITS.find(([, read]) => read(opinion) !== read(first));
  if (trait !== undefined) return `its ${trait[0]} is another one`;
  const inputs = inputsOf(first);
  const other = [...inputsOf(opinion)].find(([name, digest]) => inputs.get(name) !== digest);
  if (other === undefined) return null;
  const [name] = other;
  return inputs.has(name) ? `the inputs of ${name} are others` : `the run has no cell ${name}`;
}
