/** The load generator's process. It answers load jobs with their results, one after the other. */
import { serveParent } from '../system/parent.js';
import { type LoadJob, longestMs } from './job.js';
import { runRound } from './round.js';

/** A round that exceeds its bounds by this is a defect, and must stop loading the target, ms. */
const MARGIN_MS = 5_000;

serveParent(async (question, signal) => {
  const job = question as LoadJob;
  const untilStartMs = Math.max(0, Number(BigInt(job.startAtNs) - process.hrtime.bigint()) / 1e6);
  const bound = setTimeout(() => process.exit(70), untilStartMs + longestMs(job) + MARGIN_MS);
  try {
    return await runRound(job, signal);
  } finally {
    clearTimeout(bound);
  }
});
