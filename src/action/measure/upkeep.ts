import type { BranchOptions } from '../../baseline/branch/ref.js';
import { type BranchState, keepUp, type Retention } from '../../baseline/retention.js';
import { toLoadgateErrors } from '../../model/error.js';
import { bytes, list, number, plural } from '../../report/format.js';
import type { Log } from '../../system/log.js';

/** From this size on, a branch without a rule is worth a word, bytes. */
const LARGE_BYTES = 200 * 2 ** 20;

/**
 * After a record was stored: tells how large the branch is, and compacts it where a rule says so. A branch that could
 * not be compacted is a warning: the record is stored, and nothing is lost.
 * @returns the sentence for the report
 */
export async function keepBranchUp(options: BranchOptions, rule: Retention, log: Log): Promise<string> {
  const branch = options.branch ?? 'loadgate';
  try {
    const state = await keepUp(options, rule);
    const sentence = stateText(branch, state);
    log.info(sentence);
    if (rule.keep.kind === 'all' && state.bytes > LARGE_BYTES) {
      log.warning(
        `${sentence} Everybody who clones the repository fetches it: \`baseline-keep: thin\` keeps it small.`,
      );
    }
    return sentence;
  } catch (error) {
    const [first] = toLoadgateErrors(error);
    const sentence = `The size of the branch ${branch} was not looked at, and nothing was removed: ${first?.message} ${first?.hint}`;
    log.warning(sentence);
    return sentence;
  }
}

function stateText(branch: string, { records, points, releases, bytes: size, dropped }: BranchState): string {
  const parts = [
    plural(records, 'record'),
    ...(points > 0 ? [plural(points, 'point of the history', 'points of the history')] : []),
    ...(releases > 0 ? [plural(releases, 'release')] : []),
  ];
  const gone =
    dropped > 0
      ? ` ${number(dropped)} old ${dropped === 1 ? 'record was' : 'records were'} removed, with the branch's history; trends keep ${dropped === 1 ? 'its' : 'their'} figures.`
      : '';
  return `The branch ${branch} holds ${list(parts)}, ${bytes(size)}.${gone}`;
}
