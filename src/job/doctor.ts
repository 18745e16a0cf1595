import { compareRecord } from '../compare/compare.js';
import { sensitivities } from '../compare/sensitivity.js';
import type { RoundMix } from '../measure/deps.js';
import type { Config } from '../model/config.js';
import type { EngineProperties, Examination, GeneratorCeiling } from '../model/examination.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { NO_RUNTIME } from '../runtime/no-facts.js';
import type { Runtime } from '../runtime/runtime.js';
import { watchContention } from '../system/contention.js';
import { measureCeiling } from './ceiling.js';
import { measuredRecord } from './measured-record.js';
import { coresFor } from './measuring.js';
import { againstItself, type OneSide } from './one-side.js';
import { toProblems } from './problems.js';
import { nextOf } from './rank.js';
import type { JobDeps } from './types.js';

/** Times that people give a cell, s. */
const TIMES = [30, 60, 120, 300];

const ROUNDS: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'go-on' };

/**
 * Compares a runner with itself: the same code on both sides, until the configuration's budget is spent.
 * Never throws: what went wrong is in the record's `problems`. The caller runs `deps.cleanup` afterwards.
 */
export async function examine(request: OneSide, deps: JobDeps): Promise<Examination> {
  const { config } = request;
  const contention = watchContention();
  const ceiling = await ceilingOf(config, deps);
  let runtime: Runtime | null = null;
  const chooseRuntime: JobDeps['chooseRuntime'] = async (...asked) => {
    runtime = await deps.chooseRuntime(...asked);
    return runtime;
  };
  const own = { ...deps, chooseRuntime };
  const measured = await measuredRecord(againstItself(request), untilBudget(config), own);
  const record = { ...measured, problems: [...ceiling.problems, ...measured.problems] };
  return {
    record,
    comparison: compareRecord(record, config.gate, config.measure),
    sensitivities: sensitivities(
      record.cells.filter(({ generations }) => generations.length > 0),
      TIMES,
      config.measure,
    ),
    ceiling: ceiling.found,
    contention: contention(),
    engine: await propertiesOf(runtime),
  };
}

/** @returns null: there is no engine, or it is gone */
async function propertiesOf(runtime: Runtime | null): Promise<EngineProperties | null> {
  return (await runtime?.properties?.().catch(() => null)) ?? null;
}

async function ceilingOf(
  config: Config,
  deps: JobDeps,
): Promise<{ found: GeneratorCeiling | null; problems: RunRecord['problems'] }> {
  deps.log.progress('The load generator on its own');
  try {
    const found = await deps.stopwatch.time('ceiling', () =>
      measureCeiling(coresFor({ config }, deps, NO_RUNTIME), deps),
    );
    return { found, problems: [] };
  } catch (error) {
    return { found: null, problems: toProblems(error) };
  }
}

const untilBudget = ({ measure, budgetMs }: Config) => ({
  nextStep: (cell: CellRecord) => nextOf(cell, Number.POSITIVE_INFINITY),
  settings: measure,
  rounds: ROUNDS,
  budgetMs,
  cutShort: 'what was measured by then is told',
});
