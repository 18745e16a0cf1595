/** The load generator's process. It answers load jobs with their results, one after the other. */
import { serveParent } from '../system/parent.js';
import type { LoadQuestion } from './generator.js';
import { type LoadJob, longestMs, untilStartMs } from './job.js';
import { type OpenRound, openRound, runRound } from './round.js';
import { keptTables } from './rows.js';

/** A round that exceeds its bounds by this is a defect, and must stop loading the target, ms. */
const MARGIN_MS = 5_000;

/** The next round, whose connections are open; null: it opens them itself. */
let next: OpenRound | null = null;

serveParent(async (asked, signal) => {
  const question = asked as LoadQuestion;
  const open = next;
  next = null;
  if ('run' in question) return run(question.run, signal, open);
  open?.crew.finish();
  if ('read' in question) {
    for (const data of question.read) await keptTables(data);
    return null;
  }
  next = await openRound(question.open, signal);
  return next.opening;
});

async function run(job: LoadJob, signal: AbortSignal, open: OpenRound | null) {
  const bound = setTimeout(() => process.exit(70), untilStartMs(job) + longestMs(job) + MARGIN_MS);
  try {
    return await runRound(job, signal, open);
  } finally {
    clearTimeout(bound);
  }
}
