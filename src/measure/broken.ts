import { LoadgateError } from '../model/error.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { Started } from './cell.js';
import { brokenService, type RunningServices } from './services.js';

/**
 * The error where what a side needs around it has ended: a service, or the balancer before its replicas.
 * @returns null: all run
 * @throws LoadgateError of kind `machine` where the engine does not tell
 */
export const brokenBeside = async (
  started: Pick<Started, 'instance'> | undefined,
  services: RunningServices | null,
  when: string,
): Promise<LoadgateError | null> =>
  (await brokenService(services, when)) ?? (await brokenBalancer(started, when));

/**
 * The error where the balancer before a target's replicas has ended: that nothing answers is not the target's doing then.
 * @returns null: it runs, or there is none
 * @throws LoadgateError of kind `machine` where the engine does not tell
 */
async function brokenBalancer(
  started: Pick<Started, 'instance'> | undefined,
  when: string,
): Promise<LoadgateError | null> {
  const balancer = started?.instance.balancer;
  if (balancer === undefined) return null;
  const { running, exitCode, oomKilled } = await balancer.state();
  if (running) return null;
  const log = await balancer.logs(WHOLE_LOG_LINES).catch(() => []);
  if (oomKilled) {
    return new LoadgateError(`the balancer ran out of memory ${when}`, {
      kind: 'usage',
      code: 'balancer-oom-killed',
      hint: 'Raise `memory` under `caps` of the balancer, or give it fewer connections and smaller buffers.',
      log,
    });
  }
  return new LoadgateError(`the balancer ended with ${exitCode ?? 'a signal'} ${when}`, {
    kind: 'usage',
    code: 'balancer-exited',
    hint: 'The last lines of its log say why: start its image by hand with the same configuration.',
    log,
  });
}
