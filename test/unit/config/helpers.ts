import * as z from 'zod';
import { parseConfig } from '../../../src/config/parse.js';
import type { Config, Scenario, Target } from '../../../src/model/config.js';
import { type LoadgateError, LoadgateErrors } from '../../../src/model/error.js';
import type { Issues } from '../../../src/model/issues.js';

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
export function file({ build = '.', target = '', scenario = '', top = '' } = {}): string {
  return `targets:
  app:
    build: ${build}
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

/** What a reader makes of an input, or what it says is wrong. */
export function readWith<I, O>(
  reader: (input: I, issues: Issues) => O,
  input: I,
): { readonly ok: true; readonly value: O } | { readonly ok: false; readonly problem: string } {
  const { success, data, error } = z
    .custom<I>(() => true)
    .transform(reader)
    .safeParse(input);
  return success ? { ok: true, value: data } : { ok: false, problem: error.issues[0]?.message ?? '' };
}

/** What a reader makes of an input; it must take it. */
export function resultOf<I, O>(reader: (input: I, issues: Issues) => O, input: I): O {
  const reading = readWith(reader, input);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.value;
}

/** What a reader says is wrong with an input; it must refuse it. */
export function problemOf<I>(reader: (input: I, issues: Issues) => unknown, input: I): string {
  const reading = readWith(reader, input);
  if (reading.ok) throw new Error(`read as ${JSON.stringify(reading.value)}`);
  return reading.problem;
}
