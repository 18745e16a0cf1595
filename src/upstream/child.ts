/** The upstream's process: one server a side, and the answers to its parent's questions. */
import { LoadgateError } from '../model/error.js';
import { serveParent } from '../system/parent.js';
import { DueQueue } from './due-queue.js';
import { LatenessMeter } from './lateness.js';
import { type SideServer, startSide } from './server.js';
import type { Ports, UpstreamQuestion } from './upstream.js';

const now = (): number => performance.now();
const queue = new DueQueue({ now, after: (ms, callback) => setTimeout(callback, ms) });
const lateness = new LatenessMeter();
let delayMs = 0;
let sides: { readonly baseline: SideServer; readonly candidate: SideServer } | undefined;

serveParent(async (question) => {
  const asked = question as UpstreamQuestion;
  switch (asked.do) {
    case 'listen':
      return listen(asked.host);
    case 'set-delay':
      delayMs = asked.ms;
      return null;
    case 'counts':
      return sides?.[asked.side].counts() ?? null;
    case 'reset':
      sides?.baseline.reset();
      sides?.candidate.reset();
      lateness.reset();
      return null;
    case 'lateness':
      return lateness.read();
  }
});

async function listen(host: string): Promise<Ports> {
  try {
    const deps = { host, queue, lateness, now, delayMs: () => delayMs };
    const [baseline, candidate] = await Promise.all([startSide(deps), startSide(deps)]);
    sides = { baseline, candidate };
    return { baseline: baseline.port, candidate: candidate.port };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LoadgateError(`the upstream can't listen on ${host}: ${reason}`, {
      kind: 'machine',
      code: 'upstream-listen-failed',
      hint: "Check that the address is this machine's own (the network's gateway may be gone).",
      cause: error,
    });
  }
}
