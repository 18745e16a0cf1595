import { LoadgateError } from '../model/error.js';
import { type Answer, messageOf } from './limits.js';

export interface Refusal {
  /** What GitHub refused, without a full stop at the end. */
  readonly why: string;
  /** What to do, in one or two sentences. */
  readonly hint: string;
}

export interface RefusalContext {
  readonly repository: string;
  readonly pullRequest: number;
}

const FORKS =
  'For pull requests from forks and from Dependabot GitHub gives a read-only token whatever the workflow says: ' +
  'the report is in the job summary (README, "Pull requests from forks").';
const PERMISSIONS = 'Give the job `permissions: { contents: read, pull-requests: write }`.';

/** The refusal for a rate limit beyond the allowed wait. @param waitMs the requested wait */
export function limitRefusal(waitMs: number, message: string): Refusal {
  const minutes = Math.ceil(waitMs / 60_000);
  return {
    why: `GitHub's rate limit is used up for another ${minutes} min (${message})`,
    hint: 'Run the job again later; a token of its own has a limit of its own.',
  };
}

/** @returns `forge-refused`: the token can't read what the report needs */
export function accessRefused(why: string): LoadgateError {
  return new LoadgateError(`GitHub did not let the job read what it needs (${why}).`, {
    kind: 'machine',
    code: 'forge-refused',
    hint: 'Give the job `permissions: { actions: read, contents: read, pull-requests: write }` and leave `token` out.',
  });
}

/** Explains in plain words why GitHub refused, and what to do about it. */
export function explainRefusal(answer: Answer, context: RefusalContext): Refusal {
  const message = messageOf(answer);
  const said = message === '' ? `${answer.status}` : `${answer.status}: ${message}`;
  const pull = `#${context.pullRequest}`;
  if (/locked/i.test(message) && [403, 422].includes(answer.status)) {
    return {
      why: `the conversation of pull request ${pull} is locked (${said})`,
      hint: 'Unlock it; the verdict is in the job summary meanwhile.',
    };
  }
  if (answer.status === 403) return forbidden(answer, message, said);
  return byStatus(answer.status, said, pull, context.repository);
}

function forbidden(answer: Answer, message: string, said: string): Refusal {
  if (/archived/i.test(message)) {
    return { why: `the repository is archived (${said})`, hint: 'Set `comment: false`, or un-archive it.' };
  }
  if (/SAML|SSO/i.test(message)) {
    return {
      why: `the organisation wants single sign-on for this token (${said})`,
      hint: "Authorise the token for the organisation, or leave `token` out to use the job's own.",
    };
  }
  const needed = answer.headers['x-accepted-github-permissions'];
  const suffix = needed === undefined ? '' : `; it needs ${needed}`;
  return { why: `the token may not write comments (${said}${suffix})`, hint: `${PERMISSIONS} ${FORKS}` };
}

function byStatus(status: number, said: string, pull: string, repository: string): Refusal {
  switch (status) {
    case 401:
      return {
        why: `GitHub does not accept the token (${said})`,
        hint: "Give a valid `token`, or leave it out to use the job's own.",
      };
    case 404:
      return {
        why: `GitHub shows this token no pull request ${pull} in ${repository} (${said})`,
        hint: `Check that it exists and that the token may see the repository. ${PERMISSIONS}`,
      };
    case 410:
      return {
        why: `pull request ${pull} takes no comments any more (${said})`,
        hint: 'It was deleted or transferred, or the repository has turned issues off.',
      };
    case 422:
      return {
        why: `GitHub did not take the comment (${said})`,
        hint: 'Please report it as a defect of loadgate, with the log of this run.',
      };
    default:
      return {
        why: `GitHub refused (${said})`,
        hint: 'Look up what it says; the verdict is in the job summary meanwhile.',
      };
  }
}
