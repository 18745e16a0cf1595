import { acceptedStore } from '../../baseline/accepted-store.js';
import { branchSize } from '../../baseline/retention.js';
import { accept } from '../../commands/accept.js';
import { readState } from '../../commands/state.js';
import type { Command } from '../../commands/types.js';
import { commentMarker } from '../../forge/marker.js';
import type { AcceptedRegression } from '../../model/accepted.js';
import { type Answer, acceptedText, baselineText, helpText, problemText } from '../../report/answers.js';
import { paragraphs } from '../../report/markdown.js';
import { branchOptions, openGit, openStore } from '../open.js';
import { type Asked, failure, type Heard } from './asked.js';
import { measureAgain, run } from './run-again.js';

/** Does what somebody with write permission says, line by line. One that fails does not keep the others from being done. */
export async function carryOut(asked: Asked): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const { lines } = asked.heard;
  const runs = lines.some(({ command }) => command?.kind === 'run');
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
      answers.push(failure(line.text, error, asked.session));
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
    case 'baseline':
      return baseline(asked);
  }
}

async function acceptCell(command: Extract<Command, { kind: 'accept' }>, asked: Asked): Promise<Reply> {
  const { inputs, context, session, conversation, heard } = asked;
  const options = await branchOptions(openGit(context, inputs, session), context, inputs, session);
  if (options === null) {
    return {
      state: 'wrong',
      text: problemText('What is accepted is kept on a branch: this needs baseline: branch.'),
    };
  }
  const pull = await conversation.pull(heard.pullRequest);
  if (!pull.open)
    return { state: 'wrong', text: 'The pull request is closed: nothing is accepted in it any more.' };
  const comment = await conversation.ownComment(heard.pullRequest, commentMarker(inputs.key));
  if (comment === null) return { state: 'wrong', text: 'There is no report on this pull request yet.' };
  const store = acceptedStore(options);
  const today = new Date(session.deps.clock.now()).toISOString().slice(0, 10);
  const said = { by: heard.author, comment: heard.comment, at: heard.at };
  const entry =
    same(await store.of(heard.pullRequest), command, heard) ??
    accept(command, readState(comment.body), comment.updatedAt ?? null, said, today);
  if (typeof entry === 'string') return { state: 'wrong', text: problemText(entry) };
  await store.add(heard.pullRequest, entry);
  return {
    state: 'done',
    text: acceptedText(entry, options.branch ?? '', command.until !== null),
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

async function baseline({ inputs, context, session, conversation, heard }: Asked): Promise<Reply> {
  const git = openGit(context, inputs, session);
  const store = await openStore(git, context, inputs, session);
  if (store === null) return { state: 'done', text: 'No records are kept (`baseline: none`).' };
  const options = await branchOptions(git, context, inputs, session);
  const pull = await conversation.pull(heard.pullRequest);
  const facts = {
    baseSha: pull.baseSha,
    baseRef: pull.baseRef,
    record: await store.get(pull.baseSha),
    store: options === null ? 'a file' : `branch ${options.branch}`,
    records: (await store.list()).length,
    size: options === null ? null : await branchSize(options),
    accepted: options === null ? [] : await acceptedStore(options).of(heard.pullRequest),
  };
  return { state: 'done', text: baselineText(facts) };
}
