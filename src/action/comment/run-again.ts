import { readVerdicts } from '../../commands/verdicts.js';
import { nearest } from '../../config/nearest.js';
import type { Pull } from '../../forge/answers.js';
import { commentMarker } from '../../forge/marker.js';
import type { NextRun } from '../../forge/runs.js';
import { type PartialRequest, REQUEST_SCHEMA } from '../../model/request.js';
import { type Answer, partText, problemText, rerunText, targetsText } from '../../report/answers.js';
import { paragraphs } from '../../report/markdown.js';
import type { Asked } from './asked.js';

type Reply = Pick<Answer, 'state' | 'text'>;

/** `/loadgate run [NAME …]`: repeats the pull request's run, for the named cells alone where the others can keep their verdict. */
export async function run(targets: readonly string[], asked: Asked): Promise<Reply> {
  const pull = await asked.conversation.pull(asked.heard.pullRequest);
  if (!pull.open) return { state: 'wrong', text: CLOSED };
  const part = await partOf(targets, pull, asked);
  if (part.kind === 'unknown') return { state: 'wrong', text: problemText(part.problem) };
  const { started, text } = await repeat(pull, asked, part.kind === 'part' ? part : null);
  if (!started) return { state: 'wrong', text };
  if (part.kind === 'part') return { state: 'done', text: paragraphs([text, partText(targets, part.kept)]) };
  const whole = part.why === null ? '' : targetsText(targets, part.why);
  return { state: 'done', text: paragraphs([text, whole]) };
}

/** After something was accepted: a pull request that is closed has no check to turn green. */
export async function measureAgain(asked: Asked): Promise<string> {
  const pull = await asked.conversation.pull(asked.heard.pullRequest);
  if (!pull.open) return '';
  const { started, text } = await repeat(pull, asked, null);
  return started ? text : `The check turns green with the next run. ${text}`;
}

export const CLOSED = 'The pull request is closed.';

type Part =
  | ({ readonly kind: 'part'; readonly kept: number } & AskedOf)
  /** `why` the names could not be taken; null: there are none. */
  | { readonly kind: 'whole'; readonly why: string | null }
  | { readonly kind: 'unknown'; readonly problem: string };

export type Withdraw = () => Promise<void>;

/** What a repeated run is asked for besides measuring. */
export interface AskedOf {
  /** Writes the request. @returns what takes it back */
  readonly ask: (run: NextRun) => Promise<Withdraw>;
}

/**
 * The request is written before the run is started, so that the run finds it. Where it is not started after all, the
 * request is withdrawn: the same attempt, started by hand, is asked for nothing.
 */
export async function repeat(
  pull: Pull,
  { run: { inputs }, conversation }: Asked,
  part: AskedOf | null,
): Promise<{ readonly started: boolean; readonly text: string }> {
  const { workflow } = inputs;
  let withdraw: Withdraw = async () => {};
  const rerun = await conversation.rerun(workflow, pull, async (next) => {
    if (part !== null) withdraw = await part.ask(next);
  });
  const started = rerun.kind === 'started';
  if (!started) await withdraw();
  const facts = { url: null, why: '', ...rerun, workflow, headSha: pull.headSha };
  return { started, text: rerunText(facts) };
}

async function partOf(targets: readonly string[], pull: Pull, asked: Asked): Promise<Part> {
  if (targets.length === 0) return { kind: 'whole', why: null };
  const { run: action, conversation, heard } = asked;
  const whole = (why: string): Part => ({ kind: 'whole', why });
  const comment = await conversation.ownComment(heard.pullRequest, commentMarker(action.inputs.key));
  if (comment === null) return whole('there is no report yet whose other verdicts could be kept');
  const former = readVerdicts(comment.body);
  if (former === null) return whole('the report has no verdicts that can be kept');
  if (former.head !== pull.headSha) return whole('the report is of an earlier commit');
  if (former.base !== pull.baseRef) return whole('the report is of another base branch');
  const problem = unknownName(targets, former.cells);
  if (problem !== null) return { kind: 'unknown', problem };
  const { branch } = await action.stores();
  if (branch === null)
    return whole('what is asked for is kept on a branch, and this needs `baseline: branch`');
  const ask = async ({ id, attempt }: NextRun): Promise<Withdraw> => {
    const { pullRequest, author: by, at, comment: said } = heard;
    const place = { pullRequest, key: action.inputs.key, run: id, attempt };
    const request: PartialRequest = {
      schema: REQUEST_SCHEMA,
      ...place,
      ...former,
      targets,
      by,
      at,
      comment: said,
    };
    await branch.requests.put(request);
    // The first attempt of a run is never a repeated one.
    return () => branch.requests.put({ ...request, attempt: 1 });
  };
  const kept = former.cells.filter((cell) => !isNamed(cell, targets)).length;
  return { kind: 'part', kept, ask };
}

type Named = { readonly target: string; readonly scenario: string };

const isNamed = ({ target, scenario }: Named, names: readonly string[]): boolean =>
  names.includes(target) || names.includes(`${target}/${scenario}`);

/** @returns what is wrong with the first name that is none; null: they all are */
function unknownName(names: readonly string[], cells: readonly Named[]): string | null {
  const bad = names.find((name) => !cells.some((cell) => isNamed(cell, [name])));
  if (bad === undefined) return null;
  const known = [...new Set(cells.flatMap(({ target, scenario }) => [target, `${target}/${scenario}`]))];
  const meant = nearest(bad, known);
  const hint = meant === null ? `There are: ${known.slice(0, 10).join(', ')}.` : `Did you mean ${meant}?`;
  return `The newest report has no target or cell "${bad}". ${hint}`;
}
