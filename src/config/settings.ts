import * as z from 'zod';
import type { Path } from '../model/issues.js';
import { given, numberOrText } from './input-text.js';
import { settingsShape } from './schema.js';

/** Inputs that stand for keys at the top level of a file; empty text is not given. */
export interface SettingInputs {
  readonly cpus?: string | undefined;
  readonly memory?: string | undefined;
  readonly budget?: string | undefined;
  readonly slower?: string | undefined;
  readonly compare?: string | undefined;
  readonly onInconclusive?: string | undefined;
  /** NAME=value lines, for every target. */
  readonly env?: string | undefined;
}

export const settingsSchema = z.strictObject(settingsShape);

/** The inputs as they would be written in a file. */
export function settingsOf(inputs: SettingInputs): Record<string, unknown> {
  return written({
    budget: given(inputs.budget),
    compare: given(inputs.compare),
    caps: written({ cpus: numberOrText(given(inputs.cpus)), memory: given(inputs.memory) }),
    gate: written({ slower: given(inputs.slower), 'on-inconclusive': given(inputs.onInconclusive) }),
  });
}

/** Without what is not given. */
export function written(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The input that a key of the file stands for. */
export function inputNameOf(path: Path): string {
  const [first, second, third] = path.map(String);
  if (first === 'targets') return third ?? 'build';
  if (first === 'scenarios') return 'requests';
  return (first === 'caps' || first === 'gate' ? second : first) ?? 'config';
}
