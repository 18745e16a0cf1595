/** What is wrong with a cell by what its load did to the brokers beside its target. */
import type { QueueLength } from '../counts/reading.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { InvalidReason, SideName } from '../model/record.js';
import { logOf, type Started } from './cell.js';
import type { CellEvent } from './fate.js';
import type { BrokerUse } from './queues.js';

/** What the brokers of a side show after a load that leaves no figures; null: nothing. */
export async function brokerEvent(
  side: SideName,
  brokers: readonly BrokerUse[],
  started: Started | undefined,
): Promise<CellEvent | null> {
  for (const use of brokers) {
    const wrong = judgeBroker(side, use);
    if (wrong === null) continue;
    const log = await logOfUsers(use.service, started);
    return { kind: 'side-failed-under-load', reason: { ...wrong, log } };
  }
  return null;
}

/** What those services have logged that need a broker; the target's log where there are none. */
async function logOfUsers(broker: string, started: Started | undefined): Promise<readonly string[]> {
  const users = (started?.services?.services ?? []).filter(({ needs }) => needs.includes(broker));
  const instances = users.flatMap(({ name }) => started?.services?.instances.get(name) ?? []);
  const logs = await Promise.all(instances.map(({ logs }) => logs(WHOLE_LOG_LINES).catch(() => [])));
  return instances.length === 0 ? logOf(started) : logs.flat();
}

/** Why a side is not believed after a load, by what it did to a broker; null: nothing is left, and all has come. */
export function judgeBroker(side: SideName, use: BrokerUse): Omit<InvalidReason, 'log'> | null {
  const [longest, ...others] = use.left;
  if (longest !== undefined)
    return { side, code: 'queue-not-empty', message: leftBehind(use, longest, others) };
  const { service, published, expected } = use;
  if (expected === null || (published >= expected.least && published <= expected.most)) return null;
  const { each, answers } = expected;
  const under = `${service} got ${published} messages under load, for ${answers} answered requests`;
  return {
    side,
    code: 'messages-differ',
    message: `${under}; before the load, each request published ${Number(each.toFixed(2))}`,
  };
}

function leftBehind(
  { service, waitedMs }: BrokerUse,
  { name, messages, consumers }: QueueLength,
  others: readonly QueueLength[],
): string {
  const more = others.reduce((sum, queue) => sum + queue.messages, 0);
  const beside = others.length === 0 ? '' : ` (and ${more} in ${others.length} more)`;
  const where = `in queue ${plain(name)} of service ${service}${beside}`;
  const why =
    consumers === 0
      ? 'nothing takes messages from it'
      : "what takes them can't keep up, and would take CPU from the next round";
  return `${messages} messages were left ${where} ${Math.round(waitedMs / 1000)} s after the load: ${why}`;
}

const LONGEST_NAME = 80;

/** A target chooses the names of its queues. */
function plain(name: string): string {
  const shown = name.replaceAll(/[^\x21-\x7e]/g, '?');
  return shown.length > LONGEST_NAME ? `${shown.slice(0, LONGEST_NAME - 1)}…` : shown;
}
