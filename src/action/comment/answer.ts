import { summary } from '@actions/core';
import { parseCommands } from '../../commands/parse.js';
import type { GitHub } from '../../forge/github.js';
import { answerMarker } from '../../forge/marker.js';
import { LoadgateError } from '../../model/error.js';
import { type Answer, FINAL, outsiderText, renderAnswers } from '../../report/answers.js';
import type { ActionRun } from '../open.js';
import type { Trigger } from '../trigger.js';
import { type Asked, failure, type Heard } from './asked.js';
import { carryOut } from './carry-out.js';

/**
 * The Action's main step on a comment: reads its commands, asks the forge whether its author may write, does what it says,
 * and answers. Nothing of the pull request is checked out, built or run here.
 * @returns the exit code: 0 also where a command was wrong or not allowed (the answer says so), 3 where something broke
 */
export async function answerComment(run: ActionRun): Promise<number> {
  const { log } = run.deps;
  const heard = listen(run.context.trigger);
  if (typeof heard === 'string') {
    log.info(`Nothing to do: ${heard}.`);
    return 0;
  }
  const { github: conversation } = run;
  if (run.inputs.token === null) throw noToken();
  const marker = answerMarker(heard.comment);
  if (await isAnswered(conversation, heard, marker)) {
    log.info('Nothing to do: this comment was answered already.');
    return 0;
  }
  const answers = await answersTo({ run, conversation, heard });
  const body = renderAnswers(marker, answers);
  await summary.addRaw(body).write();
  const posted = await conversation.upsertComment({
    pullRequest: heard.pullRequest,
    marker,
    body,
  });
  log.info(`Answer ${posted.status}: ${posted.why}`);
  if (!(await conversation.react(heard.comment, reactionTo(answers)))) {
    log.info('The comment got no reaction: this forge or token has none. The answer tells the same.');
  }
  return posted.status === 'refused' || answers.some(({ state }) => state === 'failed') ? 3 : 0;
}

/** @returns what was said, or why it is none of our business */
function listen(trigger: Trigger): Heard | string {
  if (trigger.kind !== 'comment') return 'this is no comment';
  const { pullRequest, action, comment, author, bot, body, at } = trigger;
  if (action !== 'created') return 'only new comments are read';
  if (pullRequest === null) return 'the comment is not on a pull request';
  if (bot || author === null) return 'the comment is not by a person';
  // With a personal token our own comments are a person's.
  if (body.startsWith('<!-- loadgate:')) return "the comment is loadgate's own";
  const lines = parseCommands(body);
  return lines.length === 0 ? 'the comment holds no command' : { pullRequest, comment, author, at, lines };
}

/** A job that is run again must not do its work twice. */
async function isAnswered(conversation: GitHub, heard: Heard, marker: string): Promise<boolean> {
  const answer = await conversation.ownComment(heard.pullRequest, marker);
  return answer?.body.split(/\r?\n/, 2)[1]?.trim() === FINAL;
}

async function answersTo(asked: Asked): Promise<readonly Answer[]> {
  const { heard, run } = asked;
  const [first] = heard.lines;
  try {
    if (!(await asked.conversation.mayWrite(heard.author))) {
      return [{ line: first?.text ?? '', state: 'denied', text: outsiderText(heard.author) }];
    }
    return await carryOut(asked);
  } catch (error) {
    return [failure(first?.text ?? '', error, run.deps.log)];
  }
}

function reactionTo(answers: readonly Answer[]): '+1' | '-1' | 'confused' {
  if (answers.some(({ state }) => state === 'denied')) return '-1';
  return answers.every(({ state }) => state === 'done') ? '+1' : 'confused';
}

function noToken(): LoadgateError {
  return new LoadgateError('There is no token to answer the comment with.', {
    kind: 'usage',
    code: 'no-token',
    hint: "Leave `token` out to use the job's own.",
  });
}
