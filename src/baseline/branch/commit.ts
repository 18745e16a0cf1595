import { gitError } from '../../git/errors.js';
import type { GitRunner } from '../../git/run.js';
import { identity } from '../../git/snapshot.js';
import type { BranchTip, Folder } from './fetch.js';

export interface CommitFile {
  readonly folder: Folder;
  readonly file: string;
  readonly text: string;
}

/** The changes of one commit. */
export interface Commit {
  readonly message: string;
  /** A file to add or replace. */
  readonly write?: CommitFile;
  /** More of them, where files are removed. */
  readonly writes?: readonly CommitFile[];
  /** Paths of files to remove. The commit then has no parents, because the files would stay in the history. */
  readonly remove?: readonly string[];
}

/** Explains the branch to people who find it. */
const README = `# Baselines of loadgate

This branch is written by loadgate, which load-tests the services of this repository on every pull
request. It has no history in common with the code, and nothing is built from it.

\`records/<commit>.json\` is what was measured of that commit: the record that later runs compare with.
A commit that was measured again has the newer record; earlier ones are in this branch's history.
\`history/<commit>.json\` is what its trend needs of a record that was removed.
\`accepted/<pull request>.json\` is what people accepted there by \`/loadgate accept\`: who, why, until when, and how much.
\`requests/<pull request>.json\` is what was last asked there by \`/loadgate run NAME\`, and for which run.
\`releases/<name>.json\` is the record of a release. It is written once and never changed.

- Don't edit records by hand: one that can't be read stops every run that needs it.
- A record can be removed, and so can this branch: the next push to the default branch stores a new one.
- The job that writes here needs \`permissions: { contents: write }\`, and must be allowed to push to this branch.
`;

/**
 * Makes a commit from the tip, in an index and without a work tree. Adds a README with the first written file.
 * @param nowMs date of the commit, ms since the epoch
 * @returns its id
 */
export async function makeCommit(
  runner: GitRunner,
  tip: BranchTip,
  { message, write, writes = [], remove = [] }: Commit,
  nowMs: number,
): Promise<string> {
  if (tip.commit !== null) await runner.run(DOING, ['read-tree', tip.commit]);
  const none = '0'.repeat(tip.commit?.length ?? 40);
  const lines = remove.map((path) => `0 ${none}\t${path}\0`);
  for (const { folder, file, text } of writes) lines.push(await indexLine(runner, `${folder}/${file}`, text));
  if (write !== undefined) {
    lines.push(await indexLine(runner, `${write.folder}/${write.file}`, write.text));
    if (!tip.hasReadme) lines.push(await indexLine(runner, 'README.md', README));
  }
  await runner.run(DOING, ['update-index', '-z', '--index-info'], { input: lines.join('') });
  const tree = await runner.attempt(['write-tree', '--missing-ok']);
  if (tree.exitCode !== 0) throw gitError(DOING, tree);
  const parent = tip.commit === null || remove.length > 0 ? [] : ['-p', tip.commit];
  const env = identity(`@${Math.floor(nowMs / 1000)} +0000`);
  const args = ['commit-tree', tree.stdout.trim(), ...parent, '-F', '-'];
  return (await runner.run(DOING, args, { input: `${message}\n`, env })).trim();
}

const DOING = 'write the baseline';

/** A line for `update-index --index-info`. Writes the file's text to the repository. */
async function indexLine(runner: GitRunner, path: string, text: string): Promise<string> {
  const args = ['hash-object', '-w', '--no-filters', '--stdin'];
  return `100644 ${(await runner.run(DOING, args, { input: text })).trim()}\t${path}\0`;
}
