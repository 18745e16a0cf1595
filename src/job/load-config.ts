import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ConfigInputs } from '../config/inputs.js';
import { configFromInputs } from '../config/inputs.js';
import { applyOverrides } from '../config/overrides.js';
import { readConfig } from '../config/parse.js';
import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { readInside } from '../system/read-inside.js';

/** What is read where no file is named. */
export const DEFAULT_CONFIG_FILE = 'loadgate.yml';
/** More than the parser takes, so that it says what is too large. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface ConfigRequest {
  /** The repository's root, absolute. */
  readonly root: string;
  /** As it was written, relative to the root; null: `loadgate.yml` where it is, else the settings alone. */
  readonly file: string | null;
  readonly settings: ConfigInputs;
}

/**
 * The configuration from a file, or from inputs alone where there is none.
 * @throws LoadgateErrors, all at once; LoadgateError `config-missing` (usage)
 */
export async function loadConfig({ root, file, settings }: ConfigRequest): Promise<Config> {
  const oneTarget = [settings.build, settings.command, settings.port, settings.requests].some((text) => text);
  if (file === null && oneTarget) return configFromInputs(settings);
  const path = relativePath(root, file ?? DEFAULT_CONFIG_FILE);
  const text = await readInside(root, path, MAX_BYTES);
  if (text === null) throw missing(path);
  return applyOverrides(
    await readConfig(text, path, (other) => readInside(root, other, MAX_BYTES)),
    settings,
  );
}

function relativePath(root: string, file: string): string {
  const path = relative(root, resolve(root, file)).split(sep).join('/');
  if (path === '..' || path.startsWith('../') || isAbsolute(path)) {
    throw new LoadgateError(`The configuration ${file} is outside the repository.`, {
      kind: 'usage',
      code: 'config-missing',
      hint: `Name a file of the repository, such as ${DEFAULT_CONFIG_FILE}.`,
    });
  }
  return path;
}

const missing = (path: string): LoadgateError =>
  new LoadgateError(`There is no configuration file ${path} that can be read inside the repository.`, {
    kind: 'usage',
    code: 'config-missing',
    hint: `Let loadgate init write one, name another, or give build, port and requests.`,
  });
