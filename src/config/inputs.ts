import { basename } from 'node:path/posix';
import * as z from 'zod';
import type { Config } from '../model/config.js';
import { LoadgateErrors } from '../model/error.js';
import { wrong } from '../model/issues.js';
import { NAME_PATTERN } from '../model/patterns.js';
import { envLines, given, numberOrText, requestLines } from './input-text.js';
import { inputErrors } from './issues.js';
import { resolveConfig } from './resolve.js';
import { configSchema } from './schema.js';
import { inputNameOf, type SettingInputs, settingsOf, written } from './settings.js';

/** The one-file set-up, as the Action's inputs or the terminal's options give it; empty text is not given. */
export interface ConfigInputs extends SettingInputs {
  /** A folder with a Dockerfile. */
  readonly build?: string | undefined;
  readonly command?: string | undefined;
  /** Empty: the one that the image exposes. */
  readonly port: string;
  /** One request a line: `GET /api/items`. */
  readonly requests: string;
}

/** What must be given, and the inputs of several lines. The definition of the file checks all else. */
const setUp = z.object({
  source: z
    .object({ build: z.string().optional(), command: z.string().optional() })
    .superRefine(({ build, command }, issues) => {
      if (given(build) !== undefined || given(command) !== undefined) return;
      const hint = 'Name a folder with a Dockerfile (or a command).';
      wrong(issues, 'neither "build" nor "command" is given', hint, ['build']);
    }),
  requests: requestLines,
  env: envLines,
});

/**
 * A configuration of one target, and a scenario for each request, checked by the definition of the file.
 * @throws LoadgateErrors (`input-invalid`), each naming its input
 */
export function configFromInputs(inputs: ConfigInputs): Config {
  const texts = { ...inputs, source: inputs };
  const issues = setUp.safeParse(texts).error?.issues ?? [];
  const raw = asFile(inputs);
  const checked = configSchema.safeParse(raw);
  const errors = [
    ...inputErrors(issues, texts, (path) => String(path.at(-1))),
    ...inputErrors(checked.error?.issues ?? [], raw, inputNameOf),
  ];
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(errors);
  return resolveConfig(checked.data, null, { locations: () => null, envOf: () => ({}) });
}

/** The inputs as a file would say them. What is missing or wrong has a stand-in, so that all else is checked too. */
function asFile(inputs: ConfigInputs): Record<string, unknown> {
  const build = given(inputs.build);
  const command = given(inputs.command);
  const target = written({
    build: build === undefined && command === undefined ? '.' : build,
    command,
    port: numberOrText(given(inputs.port)),
    env: envLines.safeParse(inputs.env).data ?? {},
  });
  return {
    ...settingsOf(inputs),
    targets: { [targetName(build)]: target },
    scenarios: requestLines.safeParse(inputs.requests).data ?? { root: { request: 'GET /' } },
  };
}

/** The last folder of the build context, where it makes a name. */
function targetName(build = ''): string {
  const folder = basename(build)
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 63);
  return NAME_PATTERN.test(folder) && !(folder in Object.prototype) ? folder : 'app';
}
