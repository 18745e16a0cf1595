import type { Command } from '../../commands/command.js';
import type { NextRun } from '../../forge/runs.js';
import { BISECT_REQUEST_SCHEMA, type BisectRequestFile } from '../../model/bisect-request.js';
import { type Answer, bisectText, problemText } from '../../report/answers.js';
import { paragraphs } from '../../report/markdown.js';
import type { Asked } from './asked.js';
import { CLOSED, repeat, type Withdraw } from './run-again.js';

/**
 * `/loadgate bisect [GOOD..BAD] [NAME]`: repeats the pull request's run, which searches when it has told its verdict. So the
 * search has that run's rights and approval, and none of its code runs beside the rights of this job.
 */
export async function askToBisect(
  { range, name }: Extract<Command, { kind: 'bisect' }>,
  asked: Asked,
): Promise<Pick<Answer, 'state' | 'text'>> {
  const { run: action, conversation, heard } = asked;
  const pull = await conversation.pull(heard.pullRequest);
  if (!pull.open) return { state: 'wrong', text: CLOSED };
  const { branch } = await action.stores();
  if (branch === null) {
    const why = 'What is asked for is kept on a branch: this needs baseline: branch.';
    return { state: 'wrong', text: problemText(why) };
  }
  const ask = async ({ id, attempt }: NextRun): Promise<Withdraw> => {
    const { pullRequest, author: by, at, comment } = heard;
    const { headSha: head, baseRef: base } = pull;
    const request: BisectRequestFile = {
      schema: BISECT_REQUEST_SCHEMA,
      ...{ pullRequest, key: action.inputs.key, run: id, attempt },
      ...{ head, base, range, name, by, at, comment },
    };
    await branch.bisects.put(request);
    // The first attempt of a run is never a repeated one.
    return () => branch.bisects.put({ ...request, attempt: 1 });
  };
  const { started, text } = await repeat(pull, asked, { ask });
  if (!started) return { state: 'wrong', text };
  return { state: 'done', text: paragraphs([text, bisectText(range, name)]) };
}
