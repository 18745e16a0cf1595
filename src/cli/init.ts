import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../compare/judge.js';
import { readConfig } from '../config/parse.js';
import { createGit } from '../git/create.js';
import type { Git } from '../git/types.js';
import { type ActionRef, actionRef } from '../init/action-ref.js';
import { questionsOf } from '../init/answers.js';
import { CONFIG, filesOf, type NewFile } from '../init/files.js';
import { findAll } from '../init/find.js';
import { type From, planInit } from '../init/plan.js';
import type { Plan } from '../init/planned.js';
import { foundText, inTheWayText, NOTHING_FOUND, planText } from '../init/told.js';
import type { Tree } from '../init/tree.js';
import { commitSide } from '../job/commit-side.js';
import { runJob } from '../job/job.js';
import { loadConfig } from '../job/load-config.js';
import { againstItself } from '../job/one-side.js';
import { newRunId, newSeed, withSession } from '../job/session.js';
import type { Watch } from '../job/so-far.js';
import { LoadgateError } from '../model/error.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import { exec } from '../system/exec.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';
import { readTree, writeNew } from './init-files.js';
import { printable } from './log.js';

/** Beside the folder that npm installed loadgate into. */
const LOCK = fileURLToPath(new URL('../../.package-lock.json', import.meta.url));

export interface InitOptions {
  readonly from?: 'compose' | 'openapi';
  /** Writes both workflows, so that pull requests from forks get a comment, too. */
  readonly forks: boolean;
  readonly runtime: RuntimeChoice;
  /** Time for measuring, such as `3m`. */
  readonly budget: string;
  /** `--no-run`: files are written, and nothing is measured. */
  readonly run: boolean;
}

export interface Initialised {
  /** Files that were there already, and differ. */
  readonly inTheWay: readonly NewFile[];
  /** null: nothing was measured. */
  readonly ran: { readonly outcome: Outcome; readonly signal: string | null } | null;
}

/** How somebody in front of a terminal is asked; null: nobody is there. */
export type Ask = ((question: string) => Promise<string>) | null;

export interface InitSurroundings {
  /** Any folder of the work tree. */
  readonly dir: string;
  readonly log: Log;
  /** For what people read, on stdout. */
  readonly print: (text: string) => void;
  readonly ask: Ask;
  /** Is told what is known while it measures. Absent: nobody watches. */
  readonly watch?: Watch;
}

/**
 * Looks at the repository, writes what loadgate needs, and measures once what it found.
 * @throws LoadgateError(s): `nothing-to-start` (usage), those of git, of a configuration that can't be, and of the run
 */
export async function init(
  options: InitOptions,
  { dir, log, print, ask, watch }: InitSurroundings,
): Promise<Initialised> {
  const git = createGit({ exec, dir, env: process.env });
  const root = await git.root();
  const tree = await readTree(git);
  const plan = await answered(planOf(tree, root, options, print), ask);
  print(printable(['', 'Will be measured:', ...planText(plan), ''].join('\n')));
  const files = filesOf(plan, tree, { action: await ownAction(), forks: options.forks });
  const { written, inTheWay } = await writeNew(root, files);
  for (const { path } of written) print(printable(`written: ${path}`));
  for (const file of inTheWay) print(printable(`\n${inTheWayText(file)}`));
  await checkWritten(files, tree, written);
  if (!options.run || inTheWay.some(({ path }) => path === CONFIG)) return { inTheWay, ran: null };
  log.info('Measuring the work tree against itself: it has to come out as unchanged.');
  return { inTheWay, ran: await measureOnce(git, root, options, log, watch) };
}

function planOf(tree: Tree, root: string, options: InitOptions, print: (text: string) => void): Plan {
  const findings = findAll(tree);
  const from: From = options.from ?? null;
  print(printable(['Found:', ...foundText(findings)].join('\n')));
  if (from === 'compose' && findings.compose === null) throw missing('Compose file');
  if (from === 'openapi' && findings.openapi.length === 0) throw missing('OpenAPI document');
  const plan = planInit(findings, { from, folderName: basename(root) });
  if (plan.targets.length > 0) return plan;
  throw new LoadgateError(
    'Nothing was found here that can be started: no Dockerfile, and no service of a shape that is known.',
    {
      kind: 'usage',
      code: 'nothing-to-start',
      hint: NOTHING_FOUND,
    },
  );
}

const missing = (what: string): LoadgateError =>
  new LoadgateError(`This repository has no ${what} that can be read.`, {
    kind: 'usage',
    code: 'source-missing',
    hint: 'Leave --from out, and everything that is there is looked at.',
  });

/** Asks what nothing in the repository says; an empty answer leaves it open. */
async function answered(plan: Plan, ask: Ask): Promise<Plan> {
  let known = plan;
  for (const question of ask === null ? [] : questionsOf(plan)) {
    const shown = question.fallback === '' ? question.ask : `${question.ask} [${question.fallback}]`;
    const answer = (await ask?.(`${printable(shown)} `)) ?? '';
    const problem = answer === '' ? null : question.check(answer);
    if (problem !== null) throw wrongAnswer(question.ask, problem);
    if (answer !== '') known = question.put(known, answer);
  }
  return known;
}

const wrongAnswer = (question: string, problem: string): LoadgateError =>
  new LoadgateError(`The answer to "${question}" can't be taken.`, {
    kind: 'usage',
    code: 'input-invalid',
    hint: problem,
  });

/** Reads a line from the terminal; null where there is none. */
export function terminalAsk(): Ask {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return null;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return (await lines.question(question)).trim();
    } finally {
      lines.close();
    }
  };
}

async function ownAction(): Promise<ActionRef> {
  return actionRef(await readFile(LOCK, 'utf8').catch(() => null), VERSION);
}

/** What was written has to be a configuration: what a Compose file has and loadgate does not take is told with its place. */
async function checkWritten(
  files: readonly NewFile[],
  tree: Tree,
  written: readonly NewFile[],
): Promise<void> {
  const config = files.find(({ path }) => path === CONFIG);
  if (config === undefined || !written.includes(config)) return;
  await readConfig(config.text, CONFIG, async (path) => tree.read(path));
}

/** Both sides are the work tree: what is shown is that all requests are answered, and how small a change can be seen. */
async function measureOnce(
  git: Git,
  root: string,
  options: InitOptions,
  log: Log,
  watch?: Watch,
): Promise<NonNullable<Initialised['ran']>> {
  const settings = { budget: options.budget, port: '', requests: '' };
  const config = await loadConfig({ root, file: CONFIG, settings });
  const id = newRunId();
  const session = {
    id,
    log,
    runtime: options.runtime,
    version: VERSION,
    logFolder: `${root}/.loadgate/logs`,
    ...(watch === undefined ? {} : { watch }),
  };
  return withSession(session, async ({ deps, interrupt }) => {
    const sha = await git.snapshotWorkTree();
    const side = commitSide(git, { sha, label: 'work tree' }, deps.cleanup);
    const request = againstItself({ id, config, side, seed: newSeed() });
    return { outcome: await runJob(request, deps), signal: interrupt.received() };
  });
}
