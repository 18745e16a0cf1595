import * as z from 'zod';
import { wrong } from '../model/issues.js';
import type { DeepReadonly } from '../model/parts.js';
import * as field from './input-fields.js';

const { text } = field;

/** What is measured: a file, or the one-file set-up, and the settings that win over a file's (src/config reads them). */
const source = z.object({
  config: field.optional,
  build: text,
  command: text,
  port: text,
  requests: text,
  env: text,
  cpus: text,
  memory: text,
  budget: text,
  slower: text,
  compare: text,
  'on-inconclusive': text,
});

/** A file names its own targets: a build beside it would be lost without a word. */
const oneSource = source.transform((given, issues) => {
  const { config, 'on-inconclusive': onInconclusive, ...settings } = given;
  for (const name of config === null ? [] : (['build', 'command', 'port', 'requests'] as const)) {
    const hint = 'Give either a file, or build, command, port and requests.';
    if (settings[name] !== '') wrong(issues, 'it is given beside "config"', hint, [name]);
  }
  return { config, settings: { ...settings, onInconclusive } };
});

/** Where the baseline's record is looked up, and where records are kept. */
type BaselineSource =
  | { readonly kind: 'branch'; readonly branch: string }
  /** Path as it was written. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };

const baseline = z.object({ baseline: text, 'baseline-branch': text });
const kindOfBaseline = field.choice(['branch', 'none', 'file:PATH']);

const baselineSource = baseline.transform(
  ({ baseline: written, 'baseline-branch': branch }, issues): BaselineSource => {
    const [, path] = /^file:(.*)$/s.exec(written) ?? [];
    if (path?.trim() === '')
      return wrong(issues, 'there is no path after "file:"', 'Write file:PATH.', ['baseline']);
    if (path !== undefined) return { kind: 'file', path: path.trim() };
    const kind = kindOfBaseline.safeParse(written);
    if (kind.data === 'none') return { kind: 'none' };
    // A branch is read only where it is used.
    const name = kind.success ? field.branch.safeParse(branch) : kind;
    for (const issue of name.error?.issues ?? [])
      issues.addIssue({ ...issue, path: [kind.success ? 'baseline-branch' : 'baseline'] } as never);
    return { kind: 'branch', branch: name.data ?? '' };
  },
);

/** Every other input of action.yml. */
const single = {
  path: field.optional,
  runtime: field.choice(['auto', 'docker', 'process']),
  targets: field.names,
  shard: field.shard,
  seed: field.seed,
  baseline: baselineSource,
  'baseline-keep': field.keep,
  history: field.history,
  'pages-url': field.pagesUrl,
  release: field.release,
  bisect: field.flag(false),
  'bisect-budget': field.bisectBudget,
  check: field.check,
  store: field.choice(['auto', 'never', 'always']),
  comment: field.comment,
  notify: field.choice(['none', 'issue']),
  key: field.key,
  commands: field.flag(false),
  workflow: field.workflow,
  export: field.exports,
  token: field.optional,
  'fail-on-regression': field.flag(true),
};

const schema = z.object({ source: oneSource, ...single }).transform((given) => ({
  /** Path as it was written; null: not given, `loadgate.yml` is taken where it is. */
  config: given.source.config,
  /** As written. */
  settings: given.source.settings,
  /** Folder of the checkout, relative to the workspace, as it was written; null: not given. */
  path: given.path,
  runtime: given.runtime,
  /** Targets or cells (`flask`, `flask/json`); empty: all. */
  targets: given.targets,
  /** The part of the cells that this job measures; `plan`: it lists all parts; null: there are none. */
  shard: given.shard,
  /** null: draw one. */
  seed: given.seed,
  baseline: given.baseline,
  /** How long records are kept on the branch. */
  keep: given['baseline-keep'],
  /** How runs of the default branch judge the history; null: they say nothing of it. */
  history: given.history,
  /** The site of `loadgate pages`, without a slash at its end; null: there is none. */
  pagesUrl: given['pages-url'],
  /** The release to compare with: a tag, or `latest`; null: none. */
  release: given.release,
  /** Search for the commits behind what a release gate found slower. */
  bisect: given.bisect,
  /** Time spent measuring for such searches, and for those that a comment asks for, ms. */
  bisectBudgetMs: given['bisect-budget'],
  check: given.check,
  /** `auto`: on a push to the default branch. */
  store: given.store,
  comment: given.comment,
  /** `issue`: one is open while the default branch is red. */
  notify: given.notify,
  key: given.key,
  /** Comments on pull requests are answered in this repository (by another workflow). */
  commands: given.commands,
  /** File name of the workflow that measures pull requests: what `/loadgate run` repeats. */
  workflow: given.workflow,
  /** Formats of other tools that the outcome is written in beside the record; empty: none. */
  exports: given.export,
  /** null: empty, as a secret is on a pull request from a fork. */
  token: given.token,
  failOnRegression: given['fail-on-regression'],
}));

/** Every input of action.yml, checked. */
export type ActionInputs = DeepReadonly<z.infer<typeof schema>>;

/**
 * Reads every input.
 * @throws LoadgateErrors `input-invalid` (usage), one for each input that is wrong
 */
export function readInputs(getInput: field.GetInput): ActionInputs {
  return field.parseInputs(schema, {
    source: field.textsOf(getInput, source.shape),
    ...field.textsOf(getInput, single),
    baseline: field.textsOf(getInput, baseline.shape),
  });
}
