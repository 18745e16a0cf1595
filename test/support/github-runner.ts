/**
 * Runs an action's built bundles as GitHub's runner does: action.yml with its defaults, INPUT_*, the files for outputs,
 * state, summary, environment and path, the event file, the main step, then the post step with the state.
 * Facts from actions/runner: InputManager, FileCommandManager, ActionCommandManager, ProcessInvoker, StepsRunner.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type Annotation, createLogReader, parseFileCommand } from './runner-commands.js';
import { type Cancel, runStep, type StepResult } from './runner-process.js';

export interface RunnerForge {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** The job's own token, for `github.token`. */
  readonly token: string;
}

export interface RunActionOptions {
  /** Holds action.yml. */
  readonly actionDir: string;
  /** The `with:` of the step. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Wins over what the runner sets: GITHUB_SHA and GITHUB_REF at least are needed. */
  readonly env?: Readonly<Record<string, string>>;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly workspace: string;
  /** Where the runner keeps its files, RUNNER_TEMP among them. The caller removes it. */
  readonly temp: string;
  readonly forge?: RunnerForge;
  readonly cancel?: Cancel;
  readonly onLine?: (line: string) => void;
  /** Called between the main step's end and the post step. */
  readonly afterMain?: (main: ActionStep) => void;
  /** For each of the two steps, ms (5 min). */
  readonly timeoutMs?: number;
}

export interface ActionStep extends StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What it wrote to the job summary. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly groups: readonly string[];
  /** Workflow commands that the runner does not take (any more). */
  readonly rejected: readonly string[];
  /** What the step added to the environment of later steps. */
  readonly jobEnv: Readonly<Record<string, string>>;
}

export interface ActionRun extends ActionStep {
  /** null: the action has none, or its condition did not hold. */
  readonly post: ActionStep | null;
}

interface ActionYml {
  readonly inputs?: Record<string, { default?: unknown } | null>;
  readonly runs: { using: string; main: string; post?: string; 'post-if'?: string };
}

const FILES = ['OUTPUT', 'STATE', 'STEP_SUMMARY', 'ENV', 'PATH'] as const;
/** The runner drops a larger summary, bytes. */
const LARGEST_SUMMARY = 1024 * 1024;
/** From the test's own environment; a step sees nothing else of it. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'DOCKER_HOST', 'DOCKER_CONFIG'];

export async function runAction(options: RunActionOptions): Promise<ActionRun> {
  const action = parse(readFileSync(join(options.actionDir, 'action.yml'), 'utf8')) as ActionYml;
  if (!/^node\d+$/.test(action.runs.using))
    throw new Error(`runs.using: ${action.runs.using} is no JavaScript action`);
  const inputs = inputVariables(action, options);
  const env = { ...runnerVariables(options), ...inputs.variables, ...options.env };
  const main = await runPart(options, action.runs.main, env, options.cancel);
  const annotations = [...inputs.warnings, ...main.annotations];
  options.afterMain?.(main);
  if (action.runs.post === undefined || !holds(action.runs['post-if'], main)) {
    return { ...main, annotations, post: null };
  }
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value]);
  const postEnv = { ...env, ...main.jobEnv, ...Object.fromEntries(state) };
  const post = await runPart(options, action.runs.post, postEnv, undefined);
  return { ...main, annotations, post };
}

async function runPart(
  options: RunActionOptions,
  script: string,
  env: Readonly<Record<string, string>>,
  cancel: Cancel | undefined,
): Promise<ActionStep> {
  const files = freshFiles(options.temp);
  const reader = createLogReader();
  const result = await runStep({
    // The runner's own Node.js of the version in `using`; here the one that runs the tests.
    argv: [process.execPath, resolve(options.actionDir, script)],
    cwd: options.workspace,
    env: { ...env, ...Object.fromEntries(FILES.map((name) => [`GITHUB_${name}`, files[name]])) },
    cancel,
    onLine: (line) => {
      reader.read(line);
      options.onLine?.(line);
    },
    timeoutMs: options.timeoutMs ?? 300_000,
  });
  const read = (name: (typeof FILES)[number]): string => readFileSync(files[name], 'utf8');
  const added = read('PATH')
    .split('\n')
    .filter((line) => line !== '')
    .reverse();
  const path = [...added, env['PATH'] ?? ''].join(delimiter);
  const tooLarge = statSync(files.STEP_SUMMARY).size > LARGEST_SUMMARY;
  return {
    ...result,
    outputs: parseFileCommand(read('OUTPUT')),
    state: parseFileCommand(read('STATE')),
    summary: tooLarge ? '' : read('STEP_SUMMARY'),
    annotations: tooLarge
      ? [
          ...reader.annotations,
          warning('error', '$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k'),
        ]
      : reader.annotations,
    masks: reader.masks,
    groups: reader.groups,
    rejected: reader.rejected,
    jobEnv: { ...parseFileCommand(read('ENV')), PATH: path },
  };
}

function freshFiles(temp: string): Record<(typeof FILES)[number], string> {
  const folder = join(temp, '_runner_file_commands');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const paths = FILES.map((name) => [name, join(folder, name.toLowerCase())] as const);
  for (const [, path] of paths) writeFileSync(path, '');
  return Object.fromEntries(paths) as Record<(typeof FILES)[number], string>;
}

/** `with:` over action.yml's defaults; upper case, blanks to underscores, dashes as they are. */
function inputVariables(action: ActionYml, options: RunActionOptions) {
  const known = action.inputs ?? {};
  const given = options.inputs ?? {};
  const defaults = Object.entries(known).map(([name, input]) => [
    name,
    evaluate(input?.default, options.forge),
  ]);
  const values = { ...Object.fromEntries(defaults), ...given } as Record<string, string>;
  const unknown = Object.keys(given).filter((name) => !(name in known));
  return {
    variables: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
        value,
      ]),
    ),
    warnings: unknown.map((name) => warning('warning', `Unexpected input(s) '${name}'`)),
  };
}

function evaluate(value: unknown, forge: RunnerForge | undefined): string {
  const text = String(value ?? '');
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_all, expression: string) => {
    if (expression !== 'github.token')
      throw new Error(`This runner does not know the expression ${expression}.`);
    return forge?.token ?? '';
  });
}

function runnerVariables(options: RunActionOptions): Record<string, string> {
  const { event, workspace, temp, forge } = options;
  const eventPath = join(temp, '_github_workflow', 'event.json');
  const runnerTemp = join(temp, '_temp');
  for (const folder of [join(temp, '_github_workflow'), runnerTemp]) mkdirSync(folder, { recursive: true });
  writeFileSync(eventPath, typeof event.payload === 'string' ? event.payload : JSON.stringify(event.payload));
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const owner = forge?.owner ?? 'nobody';
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'alice',
    GITHUB_API_URL: forge?.apiUrl ?? 'http://127.0.0.1:1',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_JOB: 'loadgate',
    GITHUB_REPOSITORY: `${owner}/${forge?.repo ?? 'nothing'}`,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1000',
    GITHUB_RUN_NUMBER: '10',
    GITHUB_SERVER_URL: forge?.serverUrl ?? 'http://127.0.0.1:1',
    GITHUB_WORKFLOW: 'loadgate',
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: runnerTemp,
    RUNNER_TOOL_CACHE: join(temp, '_tool'),
  };
}

/** `post-if`; always() where it is not given. */
function holds(condition: string | undefined, main: StepResult): boolean {
  switch ((condition ?? 'always()').replace(/^\$\{\{\s*|\s*\}\}$/g, '')) {
    case 'always()':
      return true;
    case 'success()':
      return main.exitCode === 0 && !main.cancelled;
    case 'failure()':
      return main.exitCode !== 0 && !main.cancelled;
    case 'cancelled()':
      return main.cancelled;
    default:
      throw new Error(`This runner does not know the condition ${condition}.`);
  }
}

function warning(level: 'warning' | 'error', message: string): Annotation {
  return { level, message, title: null, file: null, line: null, column: null };
}
