import { compareRecord } from '../compare/compare.js';
import { neededRounds } from '../compare/needed.js';
import { gateResult } from '../compare/overall.js';
import { nextStep } from '../compare/sequential.js';
import { compareStored } from '../compare/stored.js';
import type { RoundMix } from '../measure/deps.js';
import type { Config } from '../model/config.js';
import type { RunRecord } from '../model/record.js';
import { measuredRecord } from './measured-record.js';
import type { Measuring } from './measuring.js';
import type { JobDeps, JobRequest, Outcome } from './types.js';
import { comparesStored } from './way.js';

/** A duet for the ratios, a solo of each side for the absolute figures, a block of probes for the service time. */
const COMPARING: RoundMix = { duets: 1, solos: 1, probes: 1, atSaturation: 'end' };

/**
 * The way of the data: configuration → cells → images → generations → record → comparison → gate.
 * Never throws: what went wrong is in the record's `problems`, beside what was measured before.
 * The caller runs `deps.cleanup` afterwards, whatever happened.
 */
export async function runJob(request: JobRequest, deps: JobDeps): Promise<Outcome> {
  const record = await measuredRecord(request, comparing(request.config), deps);
  const comparison = compare(record, request);
  return { record, comparison, gate: gateResult(comparison, request.config.gate, record.problems) };
}

/** Until every cell is decided. */
const comparing = ({ measure, gate, budgetMs }: Config): Measuring => ({
  nextStep: (cell) => nextStep(cell, gate, measure),
  kinds: (cell) => neededRounds(cell, gate, measure),
  settings: measure,
  rounds: COMPARING,
  budgetMs,
  cutShort: 'undecided cells stay undecided',
});

function compare(record: RunRecord, request: JobRequest) {
  const { gate, measure: settings } = request.config;
  if (comparesStored(request)) return compareStored(record, request.stored, gate, settings);
  return compareRecord(record, gate, settings);
}
