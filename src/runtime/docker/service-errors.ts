import type { Service } from '../../model/config.js';
import { LoadgateError, reworded } from '../../model/error.js';
import { type Subject, targetError } from '../errors.js';

type Renamed = readonly (readonly [of: string, code: string])[];

/** What a container's error is called where a service is to blame, and not a target. */
const OF_SERVICES: Renamed = [
  ['build-failed', 'service-build-failed'],
  ['image-unavailable', 'service-image-unavailable'],
  ['start-failed', 'service-start-failed'],
  ['target-exited', 'service-exited'],
  ['oom-killed', 'service-oom-killed'],
];

/** The same for a balancer. */
const OF_BALANCERS: Renamed = [
  ['build-failed', 'balancer-build-failed'],
  ['image-unavailable', 'balancer-image-unavailable'],
  ['start-failed', 'balancer-start-failed'],
  ['target-exited', 'balancer-exited'],
  ['oom-killed', 'balancer-oom-killed'],
];

/** Runs an action for a service, whose errors then have codes of their own. */
export const asService = <T>(action: () => Promise<T>): Promise<T> =>
  recoded(action, (error) => {
    const [, code] = OF_SERVICES.find(([of]) => of === error.code) ?? [];
    return code;
  });

/** The same for a balancer. */
export const asBalancer = <T>(action: () => Promise<T>): Promise<T> =>
  recoded(action, (error) => {
    const [, code] = OF_BALANCERS.find(([of]) => of === error.code) ?? [];
    return code;
  });

/** @param codeOf undefined: the error keeps its code */
async function recoded<T>(
  action: () => Promise<T>,
  codeOf: (error: LoadgateError) => string | undefined,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof LoadgateError)) throw error;
    const code = codeOf(error);
    throw code === undefined ? error : reworded(error, { code });
  }
}

export function serviceEnded(service: Service, oomKilled: boolean, log: readonly string[]): LoadgateError {
  const why = oomKilled ? 'used up its memory cap' : 'has ended';
  return targetError(service, `the service ${service.name} ${why}`, {
    code: oomKilled ? 'service-oom-killed' : 'service-exited',
    hint: oomKilled
      ? 'Raise its `memory` under `caps`, or find what uses it.'
      : 'Its last log lines say why; start the image by hand with the same environment.',
    log,
  });
}

export function commandTimedOut(
  service: Service,
  argv: readonly string[],
  timeoutMs: number,
  log: readonly string[],
): LoadgateError {
  const message = `\`${argv[0]}\` in the service ${service.name} did not end within ${timeoutMs / 1000} s`;
  return targetError(service, message, {
    code: 'service-command-timeout',
    hint: 'Find what it waits for; a server that does not answer, or a question on its terminal?',
    log,
  });
}

export function copyFailed(subject: Subject, said: string): LoadgateError {
  return targetError(subject, `the volumes of ${subject.name} could not be copied: ${said}`, {
    code: 'service-copy-failed',
    hint: "Generations start from copies of a service's volumes, made by the program `cp` of its image: use an image that has it.",
  });
}
