import { LoadgateError } from '../model/error.js';
import type { Exec, ExecResult } from '../system/exec.js';
import { type ConfigPair, gitEnvironment } from './environment.js';
import { gitError } from './errors.js';
import { filtersOff, guardConfig, parseConfigList, refusedKeys } from './guard.js';
import type { Environment } from './types.js';

/** How long a command on this machine may take, ms. */
const LOCAL_TIMEOUT_MS = 10 * 60_000;

export interface RunOptions {
  /** Folder; by default the runner's own. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: readonly ConfigPair[];
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Continues even if the run was cancelled: for clean-up. */
  readonly always?: boolean;
}

/** Runs git commands, argv only, in one folder. */
export interface GitRunner {
  readonly env: Environment;
  /** Names of the filters in the repository's own configuration, which don't run (guard.ts). */
  filtersOff(): Promise<ReadonlySet<string>>;
  /** @returns the command's result, regardless of its exit code */
  attempt(args: readonly string[], options?: RunOptions): Promise<ExecResult>;
  /**
   * @param what its purpose, for the error (`list the files of a1b2c3d`)
   * @returns its stdout
   * @throws LoadgateError see errors.ts
   */
  run(what: string, args: readonly string[], options?: RunOptions): Promise<string>;
}

/** What a folder's own configuration can't do. */
interface Guard {
  readonly config: readonly ConfigPair[];
  readonly filtersOff: ReadonlySet<string>;
}

export interface RunnerOptions {
  readonly exec: Exec;
  readonly dir: string;
  readonly env: Environment;
  readonly signal?: AbortSignal;
  /** The folder's own configuration isn't trusted: see guard.ts. */
  readonly guarded: boolean;
  /** Given to every command. */
  readonly config?: readonly ConfigPair[];
  readonly variables?: Readonly<Record<string, string>>;
}

export function createRunner(runner: RunnerOptions): GitRunner {
  const { exec, dir, env, signal, guarded } = runner;
  let guard: Promise<Guard> | undefined;

  const start = (args: readonly string[], config: readonly ConfigPair[], options: RunOptions) =>
    exec(['git', ...args], {
      cwd: options.cwd ?? dir,
      env: gitEnvironment(env, [...config, ...(runner.config ?? []), ...(options.config ?? [])], {
        ...runner.variables,
        ...options.env,
      }),
      timeoutMs: options.timeoutMs ?? LOCAL_TIMEOUT_MS,
      ...(options.input === undefined ? {} : { input: options.input }),
      ...(signal === undefined || options.always === true ? {} : { signal }),
    });

  const readGuard = async (): Promise<Guard> => {
    requireVersion(await start(['version'], [], { always: true }));
    if (!guarded) return { config: [], filtersOff: new Set() };
    const args = ['config', '--list', '--show-scope', '--null'];
    const result = await start(args, [], { always: true });
    // The output can hold credentials, so no error contains it.
    if (result.exitCode !== 0) throw gitError('read its configuration', { ...result, stdout: '' });
    const entries = parseConfigList(result.stdout);
    const [refused] = refusedKeys(entries);
    if (refused !== undefined) throw notTrusted(refused);
    return { config: guardConfig(entries), filtersOff: filtersOff(entries) };
  };

  const guardOnce = (): Promise<Guard> => {
    guard ??= readGuard();
    return guard;
  };
  const attempt: GitRunner['attempt'] = async (args, options = {}) =>
    start(args, (await guardOnce()).config, options);

  return {
    env,
    attempt,
    filtersOff: async () => (await guardOnce()).filtersOff,
    run: async (what, args, options) => {
      const result = await attempt(args, options);
      if (result.exitCode !== 0) throw gitError(what, result);
      return result.stdout;
    },
  };
}

/** Git 2.31 introduced configuration by environment variables, which switches hooks off and keeps tokens out of argv. */
function requireVersion({ stdout }: ExecResult): void {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 31)) return;
  throw new LoadgateError(`Git is too old: ${stdout.trim() || 'its version is unknown'}.`, {
    kind: 'machine',
    code: 'git-too-old',
    hint: 'Install git 2.31 or newer.',
  });
}

function notTrusted(key: string): LoadgateError {
  return new LoadgateError(
    `The repository's own configuration names a program that git would start: ${key}.`,
    {
      kind: 'machine',
      code: 'repository-not-trusted',
      hint: `Run \`git config --unset-all ${key}\` in it, if you know what it is for.`,
    },
  );
}
