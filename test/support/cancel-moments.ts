/** Where in a run a signal can come, and a repository whose runs stay long enough in each place. */
import { dirname } from 'node:path';
import { runOnPullRequest, runOnPush, type WorkflowOptions, type WorkflowRun } from './action-run.js';
import type { ForgeServer } from './forge-server.js';
import { startGitServer } from './git-server.js';
import { createOrigin, git, type OriginRepository } from './pull-requests.js';
import type { Cancel } from './runner-process.js';

/** The service listens after 1.2 s and answers its first 14 requests after 150 ms each. */
const SERVER = `import { createServer } from 'node:http';
let seen = 0;
const server = createServer((request, response) => {
  seen += 1;
  for (let n = 0; n < 300_000; n++); // Some work, so that the load generator is never the limit.
  if (seen > 14) response.end('ok');
  else setTimeout(() => response.end('ok'), 150);
});
setTimeout(() => server.listen(process.env.PORT, process.env.HOST ?? '0.0.0.0'), 1200);
process.once('SIGTERM', () => process.exit(0));
`;
const DOCKERFILE = (tag: string) => `FROM node:24-slim
WORKDIR /app
COPY server.mjs .
RUN echo building ${tag} && sleep 3
CMD ["node", "server.mjs"]
`;
const CONFIG = `budget: 40s
caps: { cpus: 1, memory: 128m }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 3s, duet: 1500ms, solo: 1s, probe: 500ms, trim: 100ms }
targets:
  cancelled: { build: page, command: node server.mjs, port: 8080 }
scenarios:
  home: { request: GET /, connections: 8, expect: { body: ok } }
`;

/** @param tag makes its builds different from all others', so that no layer of theirs is used */
export const createSlowOrigin = (tag: string): OriginRepository =>
  createOrigin({
    'loadgate.yml': CONFIG,
    'page/server.mjs': SERVER,
    'page/Dockerfile': DOCKERFILE(tag),
  });

export interface Moment {
  readonly name: string;
  readonly cancel: Pick<Cancel, 'on' | 'afterMs'>;
}

/** Moments within a run on a pull request, each found by a line of the log. */
export const MOMENTS: readonly Moment[] = [
  { name: 'start', cancel: { on: /^loadgate \d/, afterMs: 0 } },
  { name: 'plan', cancel: { on: /^::debug::.*cat-file --batch-check/, afterMs: 0 } },
  { name: 'checkout', cancel: { on: /^::debug::.*read-tree --reset -u/, afterMs: 0 } },
  { name: 'build', cancel: { on: /^(#\d+ [\d.]+ )?building [0-9a-f]/, afterMs: 100 } },
  { name: 'target starts', cancel: { on: /generation 1 of/, afterMs: 0 } },
  { name: 'not ready yet', cancel: { on: /generation 1 of/, afterMs: 900 } },
  { name: 'verify', cancel: { on: /generation 1 of/, afterMs: 3_200 } },
  { name: 'warm-up', cancel: { on: /generation 1 of/, afterMs: 6_300 } },
  { name: 'round', cancel: { on: /generation 1 of/, afterMs: 10_000 } },
  { name: 'between generations', cancel: { on: /generation 2 of/, afterMs: 0 } },
];

/** Which signals, and who is told of the first. */
export type How = Pick<Cancel, 'signals' | 'onSignal'>;

/** Runs it on a pull request and ends it at the moment. */
export function cancelAt(
  moment: Moment,
  pull: Parameters<typeof runOnPullRequest>[0],
  options: WorkflowOptions,
  how: How = {},
): Promise<WorkflowRun> {
  const cancel = { ...moment.cancel, ...how };
  // With step debugging the Action shows the git commands that it runs.
  return runOnPullRequest(pull, { ...options, env: { ...options.env, RUNNER_DEBUG: '1' }, cancel });
}

/** Ends it while GitHub does not answer to the comment that it has posted. */
export function cancelWhileCommenting(
  pull: Parameters<typeof runOnPullRequest>[0],
  options: WorkflowOptions,
  how: How = {},
): Promise<WorkflowRun> {
  const at = new Promise<void>((resolve) => {
    options.forge.inject({
      method: 'POST',
      path: /comments$/,
      commit: true,
      hang: true,
      before: async () => resolve(),
    });
  });
  const cancel = { at, afterMs: 500, ...how };
  return runOnPullRequest(pull, { ...options, cancel });
}

/** Ends it while the git server holds back its answer to the push of the baseline. */
export async function cancelWhileStoring(
  sha: string,
  options: WorkflowOptions,
  how: How = {},
): Promise<WorkflowRun> {
  const { origin, forge } = options;
  let arrived = (): void => {};
  const at = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await using server = await startGitServer({
    root: dirname(origin.bare),
    env: { PATH: process.env['PATH'] ?? '', HOME: dirname(origin.bare) },
    readers: null,
    writers: [forge.tokens.actions],
    intercept: ({ path }) => {
      if (!path.endsWith('/git-receive-pack')) return null;
      arrived();
      return new Promise(() => {});
    },
  });
  const cancel = { at, afterMs: 500, ...how };
  const remote = `${server.url}/origin.git`;
  const env = { ...options.env, GITHUB_SERVER_URL: server.url };
  return await runOnPush(sha, { ...options, remote, env, cancel });
}

/** What the pull request says in the end. */
export const lastComment = async (forge: ForgeServer): Promise<string> =>
  (await forge.comments()).at(-1)?.body ?? '';

/** The newest commit of the origin's default branch. */
export const headOf = (origin: OriginRepository): string => git(origin.bare, 'rev-parse', 'main');
