import { inputError } from '../config/input-text.js';
import type { ConfigInputs } from '../config/inputs.js';
import { nearest } from '../config/nearest.js';
import { isCommentKey } from '../forge/marker.js';
import { type LoadgateError, LoadgateErrors } from '../model/error.js';
import { MAX_SEED } from '../system/random.js';
import { type CheckInput, readCheck, readKeep, readRelease } from './gate-inputs.js';

/** Where the baseline's record is looked up, and where records are kept. */
export type BaselineSource =
  | { readonly kind: 'branch'; readonly branch: string }
  /** Path as it was written. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };

/** Every input of action.yml, checked. */
export interface ActionInputs {
  /** Path as it was written; null: not given, `loadgate.yml` is taken where it is. */
  readonly config: string | null;
  /** The one-file set-up and the settings that win over a file's, as written: src/config reads them. */
  readonly settings: ConfigInputs;
  readonly runtime: 'auto' | 'docker' | 'process';
  /** Targets or cells (`flask`, `flask/json`); empty: all. */
  readonly targets: readonly string[];
  /** null: draw one. */
  readonly seed: number | null;
  readonly baseline: BaselineSource;
  /** How long records are kept on the branch, ms; null: for ever. */
  readonly keepMs: number | null;
  /** The release to compare with: a tag, or `latest`; null: none. */
  readonly release: string | null;
  readonly check: CheckInput;
  /** `auto`: on a push to the default branch. */
  readonly store: 'auto' | 'never' | 'always';
  readonly comment: boolean;
  readonly key: string;
  /** Comments on pull requests are answered in this repository (by another workflow). */
  readonly commands: boolean;
  /** File name of the workflow that measures pull requests: what `/loadgate run` repeats. */
  readonly workflow: string;
  /** null: empty, as a secret is on a pull request from a fork. */
  readonly token: string | null;
  readonly failOnRegression: boolean;
}

/** As @actions/core has it: the input's text, trimmed; empty where it is not given. */
export type GetInput = (name: string) => string;

type Complain = (input: string, message: string, hint: string) => void;

/**
 * Reads every input.
 * @throws LoadgateErrors `input-invalid` (usage), one for each input that is wrong
 */
export function readInputs(getInput: GetInput): ActionInputs {
  const errors: LoadgateError[] = [];
  const complain: Complain = (...what) => errors.push(inputError(...what));
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]): T =>
    readChoice(name, getInput(name), choices, complain);
  const settings = readSettings(getInput);
  const config = emptyAsNull(getInput('config'));
  if (config !== null) refuseBoth(settings, complain);
  const inputs: ActionInputs = {
    config,
    settings,
    runtime: choice('runtime', ['auto', 'docker', 'process']),
    targets: getInput('targets')
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
    seed: readSeed(getInput('seed'), complain),
    baseline: readBaseline(getInput('baseline'), getInput('baseline-branch'), complain),
    keepMs: readKeep(getInput('baseline-keep'), complain),
    release: readRelease(getInput('release'), complain),
    check: readCheck(getInput('check'), complain),
    store: choice('store', ['auto', 'never', 'always']),
    comment: readBoolean('comment', getInput('comment'), complain),
    key: readKey(getInput('key'), complain),
    commands: readBoolean('commands', getInput('commands') || 'false', complain),
    workflow: readWorkflow(getInput('workflow'), complain),
    token: emptyAsNull(getInput('token')),
    failOnRegression: readBoolean('fail-on-regression', getInput('fail-on-regression'), complain),
  };
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return inputs;
}

function readSettings(getInput: GetInput): ConfigInputs {
  return {
    build: getInput('build'),
    command: getInput('command'),
    port: getInput('port'),
    requests: getInput('requests'),
    env: getInput('env'),
    cpus: getInput('cpus'),
    memory: getInput('memory'),
    budget: getInput('budget'),
    slower: getInput('slower'),
    compare: getInput('compare'),
    onInconclusive: getInput('on-inconclusive'),
  };
}

/** A file names its own targets: a build beside it would be lost without a word. */
function refuseBoth(settings: ConfigInputs, complain: Complain): void {
  for (const name of ['build', 'command', 'port', 'requests'] as const) {
    if ((settings[name] ?? '') === '') continue;
    complain(
      name,
      'it is given beside "config"',
      'Give either a file, or build, command, port and requests.',
    );
  }
}

function readChoice<T extends string>(
  name: string,
  text: string,
  choices: readonly [T, ...T[]],
  complain: Complain,
): T {
  if (text === '') return choices[0];
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  const meant = nearest(text, choices);
  const suggestion = meant === null ? '' : `, did you mean ${meant}?`;
  complain(
    name,
    `${quoted(text)} is none of ${choices.join(', ')}${suggestion}`,
    `Write ${choices.join(', ')}.`,
  );
  return choices[0];
}

/** YAML 1.2's spellings; what is empty is true, as all these inputs are by default. */
export function readBoolean(name: string, text: string, complain: Complain): boolean {
  if (/^(true|True|TRUE|)$/.test(text)) return true;
  if (!/^(false|False|FALSE)$/.test(text))
    complain(name, `${quoted(text)} is neither true nor false`, 'Write true or false.');
  return false;
}

function readSeed(text: string, complain: Complain): number | null {
  if (text === '') return null;
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= MAX_SEED) return seed;
  complain(
    'seed',
    `${quoted(text)} is no seed`,
    `Write a whole number from 0 to ${MAX_SEED}, as a report shows it.`,
  );
  return null;
}

function readBaseline(text: string, branch: string, complain: Complain): BaselineSource {
  const [, path] = /^file:(.*)$/s.exec(text) ?? [];
  if (path !== undefined) {
    if (path.trim() === '') complain('baseline', 'there is no path after "file:"', 'Write file:PATH.');
    return { kind: 'file', path: path.trim() };
  }
  const kind = readChoice('baseline', text, ['branch', 'none', 'file:PATH'], complain);
  return kind === 'none' ? { kind } : { kind: 'branch', branch: readBranch(branch, complain) };
}

/** What git takes as a branch name, and a little less (git-check-ref-format(1)). */
export function readBranch(text: string, complain: Complain): string {
  const branch = text === '' ? 'loadgate' : text;
  const plain = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(branch);
  if (!plain || /\.\.|\/\/|\/\.|[./]$|\.lock(\/|$)/.test(branch)) {
    complain(
      'baseline-branch',
      `${quoted(branch)} is no branch name`,
      'Write a name such as loadgate, without refs/heads/.',
    );
  } else if (branch.startsWith('refs/')) {
    complain(
      'baseline-branch',
      `${quoted(branch)} is a whole ref`,
      'Write the name alone, without refs/heads/.',
    );
  }
  return branch;
}

export function readKey(text: string, complain: Complain): string {
  const key = text === '' ? 'default' : text;
  if (!isCommentKey(key)) {
    complain(
      'key',
      `${quoted(key)} can't name a comment`,
      'Use 1 to 64 letters, digits, dots, underscores and dashes.',
    );
  }
  return key;
}

/** It becomes a part of an address: the file's name alone, as GitHub's API takes it. */
function readWorkflow(text: string, complain: Complain): string {
  const file = text === '' ? 'loadgate.yml' : text.replace(/^\.github\/workflows\//, '');
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/.test(file)) {
    complain('workflow', `${quoted(text)} is no workflow's file`, 'Write its name, such as loadgate.yml.');
  }
  return file;
}

export function emptyAsNull(text: string): string | null {
  return text === '' ? null : text;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
