import { LoadgateError } from '../model/error.js';
import { reasonOf, saidLines } from './errors.js';
import { REMOTE, REMOTE_TIMEOUT_MS, remoteConfig } from './remote.js';
import { FETCH_HINTS, remoteFailure } from './remote-failure.js';
import type { GitRunner } from './run.js';

const PREFIX = 'refs/tags/';
/** This suffix of a tag's name marks the object that an annotated tag points to. */
const PEELED = '^{}';

/** Tags by name with their commits: the remote's tags, and this clone's tags that the remote doesn't have. */
export async function listTags(runner: GitRunner, url: string | null): Promise<ReadonlyMap<string, string>> {
  const format = '--format=%(objectname)%09%(refname)%0a%(*objectname)%09%(refname)^{}';
  const local = await runner.run('list the tags', ['for-each-ref', format, PREFIX]);
  const remote = url === null ? '' : await remoteTags(runner, url);
  return new Map([...parseTags(local), ...parseTags(remote)]);
}

async function remoteTags(runner: GitRunner, url: string): Promise<string> {
  const args = ['ls-remote', '--quiet', '--tags', REMOTE];
  const result = await runner.attempt(args, { config: remoteConfig(url), timeoutMs: REMOTE_TIMEOUT_MS });
  if (result.exitCode === 0) return result.stdout;
  throw new LoadgateError(`The tags of the repository could not be listed: ${reasonOf(result)}`, {
    kind: 'machine',
    code: 'tags-unreadable',
    hint: FETCH_HINTS[remoteFailure(result.stderr)],
    log: saidLines(result),
  });
}

/** Reads `<id>\t<ref>` lines, and ignores lines without an id. */
function parseTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  const peeled = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, id = '', ref = ''] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/tags\/(.+)$/.exec(line) ?? [];
    if (ref.endsWith(PEELED)) peeled.set(ref.slice(0, -PEELED.length), id);
    else if (ref !== '') tags.set(ref, id);
  }
  return new Map([...tags, ...peeled]);
}
