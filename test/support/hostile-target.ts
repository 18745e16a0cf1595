import { parseConfig } from '../../src/config/parse.js';
import type { Target } from '../../src/model/config.js';
import { toLoadgateErrors } from '../../src/model/error.js';
import { containerEnvFile } from '../../src/runtime/environment.js';
import { asUtf8 } from '../unit/injection/surface.js';
import { CORPUS } from './corpus.js';

/**
 * A target as a pull request's author writes it in loadgate.yml.
 * @returns null where the configuration refuses it; throws where it does with anything but our error
 */
export function written(target: object, name = 'app'): Target | null {
  const file = {
    targets: { [name]: { build: '.', port: 8080, ...target } },
    scenarios: { a: { request: 'GET /' } },
  };
  try {
    return parseConfig(JSON.stringify(file), 'loadgate.yml').targets[0] ?? null;
  } catch (error) {
    if (toLoadgateErrors(error).some(({ kind }) => kind !== 'usage')) throw error;
    return null;
  }
}

/** What an env-file can hold: line breaks, NUL and giants are refused, which environment.test.ts holds. */
export function canBeSet(target: Target | null): target is Target {
  try {
    if (target !== null) containerEnvFile(target, {});
    return target !== null;
  } catch (error) {
    if (toLoadgateErrors(error).some(({ code }) => code !== 'bad-env')) throw error;
    return false;
  }
}

const texts = CORPUS.map(({ text }) => text);
const numbered = (letter: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((text, at) => [`${letter}${at}`, text]));

/** All inputs of the corpus that may be the value of a variable of a container, of a build argument, each under a name of its own. */
export const hostileEnv = (): Record<string, string> =>
  numbered(
    'E',
    texts.filter((text) => canBeSet(written({ env: { E: text } }))),
  );
export const hostileArgs = (): Record<string, string> =>
  numbered(
    'A',
    texts.filter((text) => written({ build: { context: '.', args: { A: text } } }) !== null),
  );

/** All that may be their names, and those of targets. */
export const hostileVariables = (): readonly string[] =>
  texts.filter((text) => canBeSet(written({ env: { [text]: 'x' } })));
export const hostileNames = (): readonly string[] => texts.filter((text) => written({}, text) !== null);

/** `NAME=value` as an engine keeps it. */
export const pairs = (env: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(env).map(([name, value]) => asUtf8(`${name}=${value}`));
