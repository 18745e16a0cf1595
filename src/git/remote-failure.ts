/** Why a remote failed. */
export type RemoteFailure = 'gone' | 'denied' | 'network' | 'other';

/**
 * Reads why a fetch or push failed from git's output (with LC_ALL=C).
 * - `gone`: the commit or branch doesn't exist
 * - `denied`: no credentials, wrong ones, or without permission; GitHub then also says `not found`
 * - `network`: the server was unreachable or failed; another attempt might help
 */
export function remoteFailure(stderr: string): RemoteFailure {
  return FAILURES.find(([, pattern]) => pattern.test(stderr))?.[0] ?? 'other';
}

const FAILURES: readonly (readonly [RemoteFailure, RegExp])[] = [
  [
    'gone',
    /not our ref|unadvertised object|couldn't find remote ref|remote error: .*(?:not valid|no such ref)|does not have [0-9a-f]{40}/i,
  ],
  [
    'denied',
    /authentication failed|could not read (?:username|password)|returned error: 40[134]|permission denied|permission to \S+ denied|write access to repository not granted|access denied|repository .*not found|invalid (?:username|credentials)|requires? authentication/i,
  ],
  [
    'network',
    /could not resolve|couldn't resolve|failed to connect|couldn't connect|connection (?:refused|reset|closed|timed out)|timed? ?out|returned error: (?:5\d\d|429)|early eof|hung up unexpectedly|rpc failed|gnutls|openssl|ssl_|http\/2 stream|network is unreachable|unexpected disconnect/i,
  ],
];

/** What you can do about it, one sentence. */
export const FETCH_HINTS: Readonly<Record<RemoteFailure, string>> = {
  gone: 'It may have been removed by a force-push: update the pull request, or set `fetch-depth: 0` on actions/checkout.',
  denied: 'Give the job `permissions: { contents: read }`, and a token that may read this repository.',
  network: 'Run it again; if it stays, check the network and the proxy of this machine.',
  other: 'What git said is below; `fetch-depth: 0` on actions/checkout makes fetching needless.',
};
