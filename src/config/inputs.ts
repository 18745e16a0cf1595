import { basename } from 'node:path/posix';
import type { Config } from '../model/config.js';
import { type LoadgateError, LoadgateErrors } from '../model/error.js';
import { NAME_PATTERN } from '../model/patterns.js';
import { type Complain, contentLines, given, inputError, numberOrText, parseEnvLines } from './input-text.js';
import { findingsOf } from './issues.js';
import { parseRequestLine } from './request-line.js';
import { resolveConfig } from './resolve.js';
import { scenarioName } from './scenario-names.js';
import { configSchema } from './schema.js';
import { inputNameOf, type SettingInputs, settingsOf, written } from './settings.js';
import { quote } from './units.js';

/** The one-file set-up, as the Action's inputs or the terminal's options give it; empty text is not given. */
export interface ConfigInputs extends SettingInputs {
  /** A folder with a Dockerfile. */
  readonly build?: string | undefined;
  readonly command?: string | undefined;
  readonly port: string;
  /** One request a line: `GET /api/items`. */
  readonly requests: string;
}

/**
 * A configuration of one target, and a scenario for each request, checked by the definition of the file.
 * @throws LoadgateErrors (`input-invalid`), each naming its input
 */
export function configFromInputs(inputs: ConfigInputs): Config {
  const errors: LoadgateError[] = [];
  const complain: Complain = (...what) => errors.push(inputError(...what));
  const raw = {
    ...settingsOf(inputs),
    targets: { [targetName(inputs.build)]: targetOf(inputs, complain) },
    scenarios: scenariosOf(inputs.requests, complain),
  };
  const checked = configSchema.safeParse(raw);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, raw);
    for (const { path, message, hint } of findings) complain(inputNameOf(path), message, hint);
  }
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(errors);
  return resolveConfig(checked.data, null, () => null);
}

/** The last folder of the build context, where it makes a name. */
function targetName(build = ''): string {
  const folder = basename(build.trim())
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 63);
  return NAME_PATTERN.test(folder) && !(folder in Object.prototype) ? folder : 'app';
}

/** What is missing is told, and stood in for, so that everything else is checked too. */
function targetOf(inputs: ConfigInputs, complain: Complain): Record<string, unknown> {
  const build = given(inputs.build);
  const command = given(inputs.command);
  const port = given(inputs.port);
  if (build === undefined && command === undefined) {
    complain(
      'build',
      'neither "build" nor "command" is given',
      'Name a folder with a Dockerfile (or a command).',
    );
  }
  if (port === undefined)
    complain('port', 'nothing is given', 'Write the port that the service listens on, such as 8080.');
  return written({
    build: build === undefined && command === undefined ? '.' : build,
    command,
    port: port === undefined ? 80 : numberOrText(port),
    env: parseEnvLines(inputs.env, complain),
  });
}

function scenariosOf(requests: string, complain: Complain): Record<string, { readonly request: string }> {
  const hint = 'Write one request a line, such as GET /api/items.';
  const lines = contentLines(requests);
  if (lines.length === 0) complain('requests', 'nothing is given', hint);
  const scenarios = new Map<string, { readonly request: string }>();
  const seen = new Set<string>();
  for (const { line, number } of lines) {
    const reading = parseRequestLine(line);
    if (!reading.ok) {
      complain('requests', `line ${number}: ${reading.problem}`, hint);
      continue;
    }
    const { method, path } = reading.value;
    const request = `${method} ${path}`;
    if (seen.has(request)) complain('requests', `line ${number}: ${quote(request)} is there twice`, hint);
    else scenarios.set(scenarioName(method, path, new Set(scenarios.keys())), { request });
    seen.add(request);
  }
  // A stand-in: that nothing is left has been told.
  if (scenarios.size === 0) scenarios.set('root', { request: 'GET /' });
  return Object.fromEntries(scenarios);
}
