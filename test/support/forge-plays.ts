/**
 * Routes of GitHub that emulate 0.12.2 lacks, or has otherwise than GitHub: reactions to comments, runs of workflows on
 * pull requests, and what people may do (its answer lacks a field, and says 404 of everybody whom it does not know). What is asked and answered is checked against GitHub's OpenAPI description.
 */
import type { FakeAnswer } from './forge-faults.js';
import type { TokenOwner } from './forge-proxy.js';
import type { SeenRequest } from './openapi.js';

export interface PlayedRun {
  readonly id: number;
  readonly workflow: string;
  readonly headSha: string;
  readonly headBranch: string;
  /** How often it was started; once, where not given. */
  readonly attempts?: number;
  /** `owner/name`; the repository's own where not given. */
  readonly from?: string;
  readonly status?: 'completed' | 'in_progress' | 'queued';
  readonly conclusion?: 'success' | 'failure' | 'action_required' | null;
}

export interface Plays {
  /** `permission` of people by login, as GitHub has it; `read` where not given, as for anybody in a public repository. */
  readonly permissions: Map<string, 'admin' | 'write' | 'read' | 'none'>;
  /** Whether reactions are known here (true). */
  reactions: boolean;
  readonly reacted: { readonly comment: number; readonly content: string; readonly by: string }[];
  readonly runs: PlayedRun[];
  /** Ids of runs that were asked for once more. */
  readonly rerun: number[];
  /** What a request for another run is refused with; null: it is not. */
  refuseRerun: string | null;
  play(seen: SeenRequest, owner: TokenOwner): FakeAnswer | null;
}

const refused = (status: number, message: string): FakeAnswer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

/** @param origin of the proxy */
export function createPlays(origin: string): Plays {
  const plays: Plays = {
    permissions: new Map(),
    reactions: true,
    reacted: [],
    runs: [],
    rerun: [],
    refuseRerun: null,
    play: (seen, owner) => permission(seen) ?? react(seen, owner) ?? list(seen) ?? again(seen),
  };

  const permission = ({ method, path }: SeenRequest): FakeAnswer | null => {
    const [, login] = /\/collaborators\/([^/]+)\/permission$/.exec(path) ?? [];
    if (method !== 'GET' || login === undefined) return null;
    const held = plays.permissions.get(login) ?? 'read';
    return { status: 200, body: { permission: held, role_name: held, user: null } };
  };

  const react = ({ method, path, body }: SeenRequest, owner: TokenOwner): FakeAnswer | null => {
    const [, comment] = /\/issues\/comments\/(\d+)\/reactions$/.exec(path) ?? [];
    if (method !== 'POST' || comment === undefined) return null;
    if (!plays.reactions) return refused(404, 'Not Found');
    const { content } = body as { content: string };
    plays.reacted.push({ comment: Number(comment), content, by: owner.login });
    const reaction = { id: plays.reacted.length, node_id: 'MDg6', user: null, content };
    return { status: 201, body: { ...reaction, created_at: new Date().toISOString() } };
  };

  const list = ({ method, path, query }: SeenRequest): FakeAnswer | null => {
    const [, repository = '', workflow] =
      /^\/repos\/([^/]+\/[^/]+)\/actions\/workflows\/([^/]+)\/runs$/.exec(path) ?? [];
    if (method !== 'GET' || workflow === undefined) return null;
    if (!plays.runs.some((run) => run.workflow === workflow)) return refused(404, 'Not Found');
    const found = plays.runs.filter(
      (run) => run.workflow === workflow && (query.get('head_sha') ?? run.headSha) === run.headSha,
    );
    const runs = found.map((run) => workflowRun(origin, repository, run));
    return { status: 200, body: { total_count: runs.length, workflow_runs: runs } };
  };

  const again = ({ method, path }: SeenRequest): FakeAnswer | null => {
    const [, id] = /\/actions\/runs\/(\d+)\/rerun$/.exec(path) ?? [];
    if (method !== 'POST' || id === undefined) return null;
    if (plays.refuseRerun !== null) return refused(403, plays.refuseRerun);
    plays.rerun.push(Number(id));
    return { status: 201, body: {} };
  };
  return plays;
}

function workflowRun(origin: string, repository: string, run: PlayedRun) {
  const api = `${origin}/repos/${repository}`;
  const self = `${api}/actions/runs/${run.id}`;
  const now = new Date().toISOString();
  return {
    id: run.id,
    name: 'loadgate',
    node_id: 'WFR_',
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: `.github/workflows/${run.workflow}@main`,
    display_title: 'Change a handler',
    run_number: 1,
    run_attempt: run.attempts ?? 1,
    event: 'pull_request',
    status: run.status ?? 'completed',
    conclusion: run.conclusion === undefined ? 'failure' : run.conclusion,
    workflow_id: 1,
    url: self,
    html_url: `${origin}/${repository}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: now,
    updated_at: now,
    jobs_url: `${self}/jobs`,
    logs_url: `${self}/logs`,
    check_suite_url: `${api}/check-suites/1`,
    artifacts_url: `${self}/artifacts`,
    cancel_url: `${self}/cancel`,
    rerun_url: `${self}/rerun`,
    workflow_url: `${api}/actions/workflows/1`,
    head_commit: null,
    repository: minimal(origin, repository),
    head_repository: minimal(origin, run.from ?? repository),
  };
}

/** What the schema wants of a repository. */
function minimal(origin: string, fullName: string) {
  const [login = '', name = ''] = fullName.split('/');
  const api = `${origin}/repos/${fullName}`;
  const owner = `${origin}/users/${login}`;
  const urls = Object.fromEntries(REPOSITORY_URLS.map((key) => [key, api]));
  const ownerUrls = Object.fromEntries(OWNER_URLS.map((key) => [key, owner]));
  return {
    id: 1,
    node_id: 'R_',
    name,
    full_name: fullName,
    private: false,
    owner: { login, id: 1, node_id: 'U_', gravatar_id: '', type: 'User', site_admin: false, ...ownerUrls },
    description: null,
    fork: false,
    ...urls,
  };
}

const OWNER_URLS =
  `avatar_url url html_url followers_url following_url gists_url starred_url subscriptions_url
  organizations_url repos_url events_url received_events_url`.split(/\s+/);
const REPOSITORY_URLS =
  `archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url
  compare_url contents_url contributors_url deployments_url downloads_url events_url forks_url git_commits_url
  git_refs_url git_tags_url hooks_url html_url issue_comment_url issue_events_url issues_url keys_url labels_url
  languages_url merges_url milestones_url notifications_url pulls_url releases_url stargazers_url statuses_url
  subscribers_url subscription_url tags_url teams_url trees_url url`.split(/\s+/);
