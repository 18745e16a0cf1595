import { branchSize } from '../../baseline/retention.js';
import { accept } from '../../commands/accept.js';
import type { Command } from '../../commands/command.js';
import { readState } from '../../commands/state.js';
import { commentMarker } from '../../forge/marker.js';
import type { AcceptedRegression } from '../../model/accepted.js';
import { type Answer, acceptedText, baselineText, helpText, problemText } from '../../report/answers.js';
import { paragraphs } from '../../report/markdown.js';
import { type Asked, failure, type Heard } from './asked.js';
import { askToBisect } from './bisect.js';
import { measureAgain, run } from './run-again.js';

/** Does what somebody with write permission says, line by line. One that fails does not keep the others from being done. */
export async function carryOut(asked: Asked): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const { lines } = asked.heard;
  const runs = lines.some(({ command }) => command?.kind === 'run' || command?.kind === 'bisect');
  const lastAccept = lines.findLast(({ command }) => command?.kind === 'accept');
  for (const line of lines) {
    if (line.command === null) {
      answers.push({ line: line.text, state: 'wrong', text: problemText(line.problem) });
      continue;
    }
    try {
      const answer = await answerTo(line.command, asked);
      // One run is enough for all of them, and the check turns green by no less.
      const again = line === lastAccept && !runs && accepted(answers, answer);
      const text = again ? paragraphs([answer.text, await measureAgain(asked)]) : answer.text;
      answers.push({ line: line.text, ...answer, text });
    } catch (error) {
      answers.push(failure(line.text, error, asked.run.deps.log));
    }
  }
  return answers;
}

type Reply = Pick<Answer, 'state' | 'text'> & { readonly accepted?: boolean };

const accepted = (before: readonly Reply[], last: Reply): boolean =>
  [...before, last].some((reply) => reply.accepted === true);

function answerTo(command: Command, asked: Asked): Promise<Reply> {
  switch (command.kind) {
    case 'help':
      return Promise.resolve({ state: 'done', text: helpText() });
    case 'run':
      return run(command.targets, asked);
    case 'accept':
      return acceptCell(command, asked);
    case 'bisect':
      return askToBisect(command, asked);
    case 'baseline':
      return baseline(asked);
  }
}

async function acceptCell(command: Extract<Command, { kind: 'accept' }>, asked: Asked): Promise<Reply> {
  const { run: action, conversation, heard } = asked;
  const { branch } = await action.stores();
  if (branch === null) {
    return {
      state: 'wrong',
      text: problemText('What is accepted is kept on a branch: this needs baseline: branch.'),
    };
  }
  const pull = await conversation.pull(heard.pullRequest);
  if (!pull.open)
    return { state: 'wrong', text: 'The pull request is closed: nothing is accepted in it any more.' };
  const comment = await conversation.ownComment(heard.pullRequest, commentMarker(action.inputs.key));
  if (comment === null) return { state: 'wrong', text: 'There is no report on this pull request yet.' };
  const today = new Date(action.deps.clock.now()).toISOString().slice(0, 10);
  const said = { by: heard.author, comment: heard.comment, at: heard.at };
  const entry =
    same(await branch.accepted.of(heard.pullRequest), command, heard) ??
    accept(command, readState(comment.body), comment.updatedAt ?? null, said, today);
  if (typeof entry === 'string') return { state: 'wrong', text: problemText(entry) };
  await branch.accepted.add(heard.pullRequest, entry);
  return {
    state: 'done',
    text: acceptedText(entry, branch.name, command.until !== null),
    accepted: true,
  };
}

/** What this very comment accepted when its job ran before. */
function same(
  entries: readonly AcceptedRegression[],
  { target, scenario }: Extract<Command, { kind: 'accept' }>,
  { comment }: Heard,
): AcceptedRegression | undefined {
  return entries.find((one) => one.comment === comment && one.target === target && one.scenario === scenario);
}

async function baseline({ run: action, conversation, heard }: Asked): Promise<Reply> {
  const { baselines, branch } = await action.stores();
  if (baselines === null) return { state: 'done', text: 'No records are kept (`baseline: none`).' };
  const pull = await conversation.pull(heard.pullRequest);
  const facts = {
    baseSha: pull.baseSha,
    baseRef: pull.baseRef,
    record: await baselines.get(pull.baseSha),
    store: branch === null ? 'a file' : `branch ${branch.name}`,
    records: (await baselines.list()).length,
    size: branch === null ? null : await branchSize(branch.options),
    accepted: branch === null ? [] : await branch.accepted.of(heard.pullRequest),
  };
  return { state: 'done', text: baselineText(facts) };
}
