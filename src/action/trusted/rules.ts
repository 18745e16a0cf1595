import { DEFAULT_BUDGET_MS, DEFAULT_COMPARE, DEFAULT_GATE, DEFAULT_MEASURE } from '../../config/defaults.js';
import { applyOverrides } from '../../config/overrides.js';
import { readConfig } from '../../config/parse.js';
import type { SettingInputs } from '../../config/settings.js';
import type { Pull } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import type { Config } from '../../model/config.js';
import { LoadgateError } from '../../model/error.js';

const DEFAULT_FILE = 'loadgate.yml';

export interface Rules {
  /** Path of the configuration, whether it is there or not. */
  readonly path: string;
  /** Without targets where the base branch has no file. */
  readonly config: Config;
  /** What a reader must know of where they come from; null: nothing. */
  readonly note: string | null;
}

/** What judges where no file does: the thresholds that a run without one has too. */
const NO_FILE: Config = {
  file: null,
  budgetMs: DEFAULT_BUDGET_MS,
  compare: DEFAULT_COMPARE,
  gate: DEFAULT_GATE,
  measure: DEFAULT_MEASURE,
  targets: [],
  services: [],
  allowHosts: [],
  scenarios: [],
};

/**
 * What the figures are judged by: the configuration of the base branch as it is now, with this
 * step's inputs over it. Nothing of the pull request is read: it could lower its own bar.
 * @param file as the input has it; null: `loadgate.yml` where it is
 * @throws LoadgateError `config-missing` (usage) where a file was named and is not there; `input-invalid` (usage)
 */
export async function judgingRules(
  reader: RepositoryReader,
  { baseSha, baseRef }: Pull,
  file: string | null,
  settings: SettingInputs,
): Promise<Rules> {
  const path = file ?? DEFAULT_FILE;
  const text = await reader.textAt(baseSha, path);
  if (text === null && file !== null) throw missing(path, baseRef);
  const read = (other: string): Promise<string | null> => reader.textAt(baseSha, other);
  const { config, note } =
    text === null ? { config: NO_FILE, note: null } : await readRules(text, path, baseRef, read);
  return { path, config: applyOverrides(config, settings), note };
}

/** A base branch that is broken must not keep the pull request that repairs it from its report. */
async function readRules(
  text: string,
  path: string,
  baseRef: string,
  read: (path: string) => Promise<string | null>,
): Promise<Omit<Rules, 'path'>> {
  try {
    return { config: await readConfig(text, path, read), note: null };
  } catch {
    return {
      config: NO_FILE,
      note: `${path} of ${baseRef} can't be read, so the gate's defaults were used.`,
    };
  }
}

function missing(path: string, baseRef: string): LoadgateError {
  return new LoadgateError(`The base branch ${baseRef} has no configuration file ${path}.`, {
    kind: 'usage',
    code: 'config-missing',
    hint: 'Name a file of the base branch, or leave `config` out.',
  });
}
