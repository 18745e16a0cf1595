import * as z from 'zod';
import { LoadgateError, LoadgateErrors } from '../model/error.js';
import { SHA_PATTERN } from '../model/patterns.js';
import { readEventFile } from './event.js';
import { readTrigger, type Trigger } from './trigger.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @param expected what the variable holds, with its article */
const variable = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });
const address = variable(/^https?:\/\/./, 'an address').transform((url) => url.replace(/\/+$/, ''));
const whole = variable(/^\d+$/, 'a number').transform(Number);

/** What the runner tells each step. */
const environment = z.object({
  GITHUB_EVENT_NAME: variable(/^[a-z_]+$/, 'the name of an event'),
  GITHUB_EVENT_PATH: variable(/./, 'the path of a file'),
  GITHUB_REPOSITORY: variable(/^[\w.-]+\/[\w.-]+$/, 'owner/name'),
  GITHUB_SHA: variable(SHA_PATTERN, 'a whole commit SHA'),
  GITHUB_REF: variable(/^refs\/./, 'a ref'),
  GITHUB_SERVER_URL: address,
  GITHUB_API_URL: address,
  GITHUB_RUN_ID: whole,
  GITHUB_RUN_ATTEMPT: whole,
  GITHUB_WORKSPACE: variable(/^(\/|[A-Za-z]:[\\/])/, 'an absolute path'),
});

/** Everything that loadgate knows of the run that it is in, checked. */
export interface ActionContext {
  readonly eventName: string;
  readonly trigger: Trigger;
  readonly owner: string;
  readonly repo: string;
  /** GITHUB_SHA: on a pull request the merge commit that GitHub made. */
  readonly sha: string;
  /** GITHUB_REF, e.g. `refs/pull/7/merge`. */
  readonly ref: string;
  /** null: the event does not tell. */
  readonly defaultBranch: string | null;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly runId: number;
  readonly runAttempt: number;
  /** The page of this run. */
  readonly runUrl: string;
  /** Absolute path of the checkout. */
  readonly workspace: string;
}

/**
 * Reads what the runner tells its steps.
 * @param readFile text of a file; throws where it can't be read.
 * @throws LoadgateError `unsafe-trigger` (usage) on `pull_request_target`; `event-unreadable` (machine) where the
 * event file is missing, broken or lacks what it should hold; LoadgateErrors `not-in-actions` (usage), one for
 * each variable that is missing.
 */
export function readContext(env: Environment, readFile: (path: string) => string): ActionContext {
  const variables = readVariables(env);
  const { GITHUB_EVENT_NAME: eventName, GITHUB_REF: ref, GITHUB_REPOSITORY: repository } = variables;
  const { GITHUB_SERVER_URL: serverUrl, GITHUB_RUN_ID: runId } = variables;
  refuseUnsafe(eventName);
  const event = readEventFile(variables.GITHUB_EVENT_PATH, readFile);
  const [owner = '', repo = ''] = repository.split('/');
  return {
    eventName,
    ...readTrigger(eventName, ref, event),
    owner,
    repo,
    sha: variables.GITHUB_SHA,
    ref,
    serverUrl,
    apiUrl: variables.GITHUB_API_URL,
    runId,
    runAttempt: variables.GITHUB_RUN_ATTEMPT,
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    workspace: variables.GITHUB_WORKSPACE,
  };
}

/** That trigger hands a token that may write to the code of whoever opens a pull request. */
function refuseUnsafe(eventName: string): void {
  if (eventName !== 'pull_request_target') return;
  throw new LoadgateError(
    'loadgate does not run on pull_request_target: it builds and runs the code of the pull request, and this ' +
      "trigger would give that code the repository's secrets and a token that may write.",
    {
      kind: 'usage',
      code: 'unsafe-trigger',
      hint: 'Use `on: pull_request`; README, "Pull requests from forks", says what works there.',
    },
  );
}

function readVariables(env: Environment): z.infer<typeof environment> {
  const { success, data, error } = environment.safeParse(env);
  if (success) return data;
  throw new LoadgateErrors(
    error.issues.map(({ path: [name], message }) =>
      notInActions(String(name), env[String(name)] ?? '', message),
    ),
  );
}

function notInActions(name: string, value: string, expected: string): LoadgateError {
  const found = value === '' ? 'is not set' : `is ${JSON.stringify(value.slice(0, 100))}`;
  return new LoadgateError(`${name} ${found}, ${expected} was expected: this is no run of GitHub Actions.`, {
    kind: 'usage',
    code: 'not-in-actions',
    hint: 'In a terminal use `loadgate run`.',
  });
}
