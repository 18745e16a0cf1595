import type { Config, Target } from '../model/config.js';
import { type LoadgateError, LoadgateErrors } from '../model/error.js';
import { inputError, parseEnvLines } from './input-text.js';
import { findingsOf } from './issues.js';
import { withCaps } from './resolve.js';
import { inputNameOf, type SettingInputs, settingsOf, settingsSchema } from './settings.js';

/**
 * Inputs that are given beside a file win over it. Caps and environment go to every target.
 * @throws LoadgateErrors (`input-invalid`), each naming its input
 */
export function applyOverrides(config: Config, inputs: SettingInputs): Config {
  const errors: LoadgateError[] = [];
  const env = parseEnvLines(inputs.env, (...what) => errors.push(inputError(...what)));
  const raw = settingsOf(inputs);
  const checked = settingsSchema.safeParse(raw);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, raw);
    errors.push(...findings.map(({ path, message, hint }) => inputError(inputNameOf(path), message, hint)));
  }
  if (!checked.success || errors.length > 0) throw new LoadgateErrors(errors);
  const { budget, compare, caps, gate } = checked.data;
  const override = (target: Target): Target => ({
    ...target,
    caps: withCaps(target.caps, caps),
    env: { ...target.env, ...env },
  });
  return {
    ...config,
    budgetMs: budget ?? config.budgetMs,
    compare: compare ?? config.compare,
    gate: {
      ...config.gate,
      slower: gate?.slower ?? config.gate.slower,
      onInconclusive: gate?.['on-inconclusive'] ?? config.gate.onInconclusive,
    },
    targets: config.targets.map(override),
  };
}
