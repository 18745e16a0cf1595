import type { LoadgateError } from '../model/error.js';
import type { Started } from './cell.js';
import { type Companion, endOf } from './service-ready.js';
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

const BALANCER: Companion = {
  who: 'the balancer',
  exited: {
    kind: 'usage',
    code: 'balancer-exited',
    hint: 'The last lines of its log say why: start its image by hand with the same configuration.',
  },
  oomKilled: {
    kind: 'usage',
    code: 'balancer-oom-killed',
    hint: 'Raise `memory` under `caps` of the balancer, or give it fewer connections and smaller buffers.',
  },
};

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
  const state = await balancer.state();
  return state.running ? null : endOf(BALANCER, state, balancer, when);
}
