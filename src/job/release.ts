import { isReleaseName } from '../baseline/release-name.js';
import type { ReleaseStore } from '../baseline/releases.js';
import type { Git } from '../git/types.js';
import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { newestVersions } from './versions.js';

/** A release to compare with. */
export interface PinnedRelease {
  readonly name: string;
  readonly commit: string;
  /** null: no record of it is stored, but its tag is there. */
  readonly stored: RunRecord | null;
  /** Sentences that a reader must see. */
  readonly notes: readonly string[];
}

/** The version before this one. */
export const LATEST = 'latest';

export interface ReleaseRequest {
  /** A tag, or `latest`. */
  readonly wanted: string;
  /** The commit that is compared with it: its own tags are not `latest`. */
  readonly candidate: string;
  /** Where `latest` is looked for: a commit that the remote has. */
  readonly head: string;
  /** The tag that the run is for; null: none. */
  readonly ownTag: string | null;
}

/**
 * Finds the release that a run is compared with. The stored record says which commit it is, else the tag; a tag that
 * was moved afterwards does not move the release.
 * `latest` is the newest version among the tags in the candidate's history, its own tags left out. Where records of
 * some are stored, it is the newest of those: a tag whose own gate did not let it pass has none, and to compare with it
 * would forget what it lost.
 * @returns null: `latest`, and there is no earlier version
 * @throws LoadgateError `release-unknown` (usage), `tags-unreadable`; errors of the store
 */
export async function findRelease(
  git: Git,
  releases: ReleaseStore | null,
  request: ReleaseRequest,
): Promise<PinnedRelease | null> {
  const tags = await git.tags();
  const latest = request.wanted === LATEST ? await latestRelease(git, tags, releases, request) : null;
  if (request.wanted === LATEST && latest === null) return null;
  const name = latest?.name ?? request.wanted;
  const stored = (await releases?.get(name)) ?? null;
  const tagged = tags.get(name) ?? null;
  const commit = stored?.candidate.sha ?? tagged;
  if (commit === null) throw unknown(name, tags, request);
  const notes = [...notesOn(name, commit, tagged, stored, request), ...(latest?.notes ?? [])];
  return { name, commit, stored, notes };
}

async function latestRelease(
  git: Git,
  tags: ReadonlyMap<string, string>,
  releases: ReleaseStore | null,
  { candidate, head, ownTag }: ReleaseRequest,
): Promise<{ readonly name: string; readonly notes: readonly string[] } | null> {
  const others = [...tags.keys()].filter(
    (tag) => tag !== ownTag && tags.get(tag) !== candidate && isReleaseName(tag),
  );
  const names = newestVersions(others, ownTag);
  const commitOf = (name: string): string => tags.get(name) as string;
  const history = await git.inHistory(head, names.map(commitOf));
  const earlier = names.filter((name) => history.has(commitOf(name)));
  const stored = new Set((await releases?.list()) ?? []);
  const [newest] = earlier;
  if (newest === undefined) return null;
  const name = earlier.find((one) => stored.has(one)) ?? newest;
  const passed = names.slice(0, names.indexOf(newest));
  const notes = passed.length === 0 ? [] : [passedOver(passed, name)];
  if (name === newest) return { name, notes };
  const why = 'was never stored as a release: its gate did not run, or did not let it pass';
  return { name, notes: [...notes, `The tag ${newest} ${why}. Compared with ${name}.`] };
}

/** Names of passed releases that a note lists. */
const PASSED = 3;

/** @param passed newer versions that are not in the history, newest first */
function passedOver(passed: readonly string[], name: string): string {
  const more = passed.length - PASSED;
  const listed = `${passed.slice(0, PASSED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${listed} ${passed.length === 1 ? 'is' : 'are'} newer, but not in the history of this commit. Compared with ${name}; write \`release: ${passed[0]}\` to compare with that one.`;
}

function notesOn(
  name: string,
  commit: string,
  tagged: string | null,
  stored: RunRecord | null,
  { candidate }: ReleaseRequest,
): readonly string[] {
  const notes: string[] = [];
  if (commit === candidate) notes.push(`Release ${name} is this very commit: it is compared with itself.`);
  if (stored !== null && tagged !== null && tagged !== commit) {
    notes.push(
      `The tag ${name} was moved to ${tagged.slice(0, 7)} after the release was stored: compared with ${commit.slice(0, 7)}, as stored.`,
    );
  }
  return notes;
}

/** Names that an error lists. */
const LISTED = 5;

function unknown(name: string, tags: ReadonlyMap<string, string>, { ownTag }: ReleaseRequest): LoadgateError {
  const known = newestVersions([...tags.keys()].filter(isReleaseName), ownTag).slice(0, LISTED);
  const hint =
    known.length === 0
      ? 'The repository has no tag that is a version.'
      : `The newest are ${known.join(', ')}.`;
  return new LoadgateError(
    `There is no release ${JSON.stringify(name)}: neither a tag nor a stored record has that name.`,
    {
      kind: 'usage',
      code: 'release-unknown',
      hint: `${hint} Write one of the repository's tags, or ${LATEST}.`,
    },
  );
}
