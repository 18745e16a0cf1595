import { parseConfig } from '../../../src/config/parse.js';
import type { Config, Scenario, Target } from '../../../src/model/config.js';
import { type LoadgateError, LoadgateErrors } from '../../../src/model/error.js';

/** The errors of a file, or none. Anything else that is thrown fails the test. */
export function errorsOf(text: string): readonly LoadgateError[] {
  return thrownBy(() => parseConfig(text, 'loadgate.yml'));
}

/** The messages of a file's errors. */
export function messagesOf(text: string): string[] {
  return errorsOf(text).map((error) => error.message);
}

/** LoadgateErrors that a function throws, or none. */
export function thrownBy(run: () => unknown): readonly LoadgateError[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof LoadgateErrors) return error.errors;
    throw error;
  }
}

/** The smallest file, with more lines for its target, its scenario, and its top level. */
export function file({ target = '', scenario = '', top = '' } = {}): string {
  return `targets:
  app:
    build: .
    port: 8080
${indent(target)}scenarios:
  root:
    request: GET /
${indent(scenario)}${top}`;
}

function indent(text: string): string {
  return text === '' ? '' : `${text.replaceAll(/^/gm, '    ')}\n`;
}

export function parse(parts: Parameters<typeof file>[0] = {}): Config {
  return parseConfig(file(parts), 'loadgate.yml');
}

export function onlyTarget(parts: Parameters<typeof file>[0] = {}): Target {
  return parse(parts).targets[0] as Target;
}

export function onlyScenario(parts: Parameters<typeof file>[0] = {}): Scenario {
  return parse(parts).scenarios[0] as Scenario;
}
