import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { applyOverrides } from '../config/overrides.js';
import { parseConfig } from '../config/parse.js';
import { directorySide } from '../job/directory-side.js';
import { examine } from '../job/doctor.js';
import { newRunId, newSeed, withSession } from '../job/session.js';
import type { Examination } from '../model/examination.js';
import { renderDoctor } from '../report/doctor.js';
import { printableJson } from '../report/printable-json.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';

/** Ships with loadgate, beside dist/. */
const SERVICE = fileURLToPath(new URL('../fixtures/demo/', import.meta.url));

export interface DoctorOptions {
  readonly runtime: RuntimeChoice;
  readonly seed: number | null;
  /** Such as `5m`. */
  readonly budget: string;
}

/**
 * Measures this runner against itself and says what it can see.
 * @returns what was found, and the signal that ended it early
 */
export async function doctor(
  options: DoctorOptions,
  log: Log,
): Promise<{ found: Examination; asked: number; signal: string | null }> {
  const file = 'fixtures/demo/doctor.yml';
  const text = await readFile(`${SERVICE}doctor.yml`, 'utf8');
  const config = applyOverrides(parseConfig(text, file), { budget: options.budget });
  const id = newRunId();
  return withSession({ id, log, runtime: options.runtime, version: VERSION }, async ({ deps, interrupt }) => {
    const found = await examine(
      {
        id,
        config,
        side: directorySide(`${SERVICE}baseline`, 'a service that ships with loadgate'),
        seed: options.seed ?? newSeed(),
      },
      deps,
    );
    return { found, asked: config.gate.slower, signal: interrupt.received() };
  });
}

/** Prints what was found to stdout. */
export function printExamination(found: Examination, asked: number, json: boolean): void {
  const { stdout } = process;
  stdout.write(`${json ? printableJson(found) : renderDoctor(found, asked, stdout.columns ?? 120)}\n`);
}
