import { createClient } from '../load/client.js';
import { portAnswers } from '../load/port-answers.js';
import type { Service } from '../model/config.js';
import { LoadgateError, reworded } from '../model/error.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { InstanceState, ServiceImage, ServiceInstance } from '../runtime/runtime.js';
import type { Clock } from '../system/clock.js';
import { type Attempt, doubling, retry } from '../system/retry.js';

const FIRST_PAUSE_MS = 25;
const LAST_PAUSE_MS = 500;
/** A command or request that hangs is given up after this: a server that is starting may have forgotten it, ms. */
const ATTEMPT_MS = 10_000;
/** How long a service without anything to ask has to live to be ready, ms: one that can't start ends at once. */
const LIVES_MS = 300;

interface WaitDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** How it is asked whether a service is ready. */
interface Question {
  /** How messages name it. */
  readonly what: string;
  /** @returns what was found instead of a ready service; null: it is ready */
  ask(timeoutMs: number): Promise<string | null>;
  /** What to do where it never gets ready. */
  readonly hint: string;
  close(): void;
}

/**
 * Waits until a service is ready: its own `ready`, else its image's HEALTHCHECK, else its port answering.
 * @throws LoadgateError `service-not-ready`, `service-exited`, `service-oom-killed` (usage) with its last log lines;
 *   the signal's reason
 */
export async function waitForService(
  service: Service,
  image: Pick<ServiceImage, 'healthcheck'>,
  instance: ServiceInstance,
  { clock, signal }: WaitDeps,
): Promise<void> {
  const question = questionOf(service, image, instance, { clock, signal });
  const { readyTimeoutMs } = service;
  let found = 'was not asked';
  const once = async (_number: number, elapsedMs: number): Promise<Attempt<null, null>> => {
    const leftMs = readyTimeoutMs - elapsedMs;
    if (leftMs <= 0) return { giveUp: null };
    const seen = await question.ask(Math.min(leftMs, ATTEMPT_MS)).catch((error: unknown) => failed(error));
    signal.throwIfAborted();
    const state = await instance.state();
    if (!state.running) throw await endOfService(service.name, state, instance, 'before it was ready');
    if (seen === null) return { value: null };
    found = seen;
    return { again: null };
  };
  try {
    const policy = { withinMs: readyTimeoutMs, pauseMs: doubling(FIRST_PAUSE_MS, LAST_PAUSE_MS) };
    const end = await retry(once, policy, { clock, signal });
    if ('value' in end) return;
  } finally {
    question.close();
  }
  throw new LoadgateError(
    `service ${service.name} was not ready after ${readyTimeoutMs / 1000} s: ${question.what} ${found}`,
    {
      kind: 'usage',
      code: 'service-not-ready',
      hint: question.hint,
      log: await logOf(instance),
      ...placeOf(service),
    },
  );
}

/** What an attempt that threw says. @throws what is no matter of the service's */
function failed(error: unknown): string {
  if (!(error instanceof LoadgateError) || error.kind === 'machine') throw error;
  return error.code === 'service-exited' ? 'found it ended' : error.message;
}

/** The words of operating systems, which languages and servers pass on. */
const PORT_TAKEN = /\bEADDRINUSE\b|address (?:is )?already in use/i;

/**
 * The error of a service that did not start, with a code of its own where its log says that a port is taken. Nothing
 * outside of its container can have the port: each container has ports of its own, and none is published.
 */
export function portTaken(error: unknown): unknown {
  if (!(error instanceof LoadgateError) || error.code !== 'service-exited') return error;
  if (!error.log.some((line) => PORT_TAKEN.test(line))) return error;
  return reworded(error, {
    message: `${error.message}: its log says that a port is taken`,
    code: 'service-port-taken',
    hint: 'Another process in its own container has the port: give each part of it a port of its own, or start it once.',
  });
}

/** Something that runs beside a target, and what its end is called. */
export interface Companion {
  /** How messages name it. */
  readonly who: string;
  readonly exited: EndFacts;
  readonly oomKilled: EndFacts;
}

type EndFacts = Pick<LoadgateError, 'kind' | 'code' | 'hint'>;

const aService = (name: string): Companion => ({
  who: `service ${name}`,
  exited: {
    kind: 'usage',
    code: 'service-exited',
    hint: 'The last lines of its log say why; start its image by hand with the same `env` and `command` to see more.',
  },
  oomKilled: {
    kind: 'usage',
    code: 'service-oom-killed',
    hint: `Raise \`memory\` under \`caps\` of service ${name}, or give its buffers and caches a lower limit.`,
  },
});

/** Why a service is gone. */
export const endOfService = (
  name: string,
  state: InstanceState,
  instance: ServiceInstance,
  when: string,
): Promise<LoadgateError> => endOf(aService(name), state, instance, when);

/** Why something beside a target is gone. */
export async function endOf(
  { who, ...facts }: Companion,
  { exitCode, oomKilled, restarted }: InstanceState,
  instance: Pick<ServiceInstance, 'logs'>,
  when: string,
): Promise<LoadgateError> {
  const log = await logOf(instance);
  const ended = restarted === true ? 'was restarted' : `ended with ${exitCode ?? 'a signal'}`;
  const [how, known] = oomKilled ? ['ran out of memory', facts.oomKilled] : [ended, facts.exited];
  return new LoadgateError(`${who} ${how} ${when}`, { ...known, log });
}

/** What a service has written to its log, oldest first. */
const logOf = (instance: Pick<ServiceInstance, 'logs'>): Promise<readonly string[]> =>
  instance.logs(WHOLE_LOG_LINES).catch(() => []);

/** Where the configuration has it. */
const placeOf = ({ location }: Pick<Service, 'location'>) => (location === null ? {} : { location });

function questionOf(
  service: Service,
  { healthcheck }: Pick<ServiceImage, 'healthcheck'>,
  instance: ServiceInstance,
  deps: WaitDeps,
): Question {
  const { ready, port } = service;
  if (ready?.kind === 'run') {
    return {
      ...commandQuestion(ready.argv, instance, deps),
      what: `its command \`${ready.argv.join(' ')}\``,
    };
  }
  if (ready?.kind === 'request') return requestQuestion(ready.request, instance, deps);
  if (healthcheck !== null) return { ...commandQuestion(healthcheck, instance, deps), ...HEALTHCHECK };
  if (port !== null) return portQuestion(port, instance, deps);
  return {
    what: 'it',
    ask: async () => {
      await deps.clock.sleep(LIVES_MS, deps.signal);
      return null;
    },
    hint: 'Give it a `ready` or a `port`.',
    close: nothingToClose,
  };
}

const nothingToClose = (): void => {};

const commandQuestion = (
  argv: readonly string[],
  instance: ServiceInstance,
  { signal }: WaitDeps,
): Omit<Question, 'what'> => ({
  ask: async (timeoutMs) => {
    const { exitCode, stdout, stderr } = await instance.exec(argv, { timeoutMs, signal });
    if (exitCode === 0) return null;
    const said = `${stdout}\n${stderr}`.split('\n').findLast((line) => line.trim() !== '');
    return `ended with ${exitCode}${said === undefined ? '' : `: ${said.trim().slice(0, 300)}`}`;
  },
  hint: 'Run the command in its container by hand, or allow the service more time (`ready-timeout`).',
  close: nothingToClose,
});

function requestQuestion(
  request: Parameters<ReturnType<typeof createClient>['ask']>[0],
  instance: ServiceInstance,
  { signal }: WaitDeps,
): Question {
  const client = createClient(instance);
  return {
    what: `${request.method} ${request.path} on port ${instance.port}`,
    ask: async (timeoutMs) => {
      const { status } = await client.ask(request, { timeoutMs, signal });
      return status >= 200 && status < 400 ? null : `answered with status ${status}`;
    },
    hint: 'Check the `port` and the `ready` request of the service, or allow it more time (`ready-timeout`).',
    close: () => client.close(),
  };
}

const HEALTHCHECK = {
  what: 'the HEALTHCHECK of its image',
  hint: 'Give the service a `ready` of its own, or allow it more time (`ready-timeout`).',
} as const;

const portQuestion = (port: number, { host }: ServiceInstance, { signal }: WaitDeps): Question => ({
  what: `port ${port}`,
  ask: (timeoutMs) => portAnswers(host, port, { timeoutMs, signal }),
  hint: 'Check the `port` of the service, and that it listens on 0.0.0.0; or say by `ready` how to ask it.',
  close: nothingToClose,
});
