import type { Config, Target } from '../model/config.js';
import { LoadgateErrors } from '../model/error.js';
import { envLines } from './input-text.js';
import { inputErrors } from './issues.js';
import { withCaps } from './resolve.js';
import { inputNameOf, type SettingInputs, settingsOf, settingsSchema } from './settings.js';

/**
 * Inputs that are given beside a file win over it. Caps and environment go to every target.
 * @throws LoadgateErrors (`input-invalid`), each naming its input
 */
export function applyOverrides(config: Config, inputs: SettingInputs): Config {
  const env = envLines.safeParse(inputs.env);
  const raw = settingsOf(inputs);
  const checked = settingsSchema.safeParse(raw);
  if (!checked.success || !env.success) {
    throw new LoadgateErrors([
      ...inputErrors(env.error?.issues ?? [], inputs, () => 'env'),
      ...inputErrors(checked.error?.issues ?? [], raw, inputNameOf),
    ]);
  }
  const { budget, compare, caps, gate } = checked.data;
  const override = (target: Target): Target => ({
    ...target,
    caps: withCaps(target.caps, caps),
    env: { ...target.env, ...env.data },
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
