import type { Clock } from '../system/types.js';
import { versionArgv } from './docker-argv.js';
import type { DockerCli } from './docker-cli.js';
import { engineUnreachable } from './docker-errors.js';

const PAUSE_MS = 1_000;
/** An engine that is starting accepts connections before it answers on them, ms. */
const ANSWER_MS = 8_000;

/**
 * Waits until the engine answers; at once where it does.
 *
 * @throws LoadgateError `engine-unreachable` where it has not answered after `forMs` ms; the signal's reason
 */
export async function waitForEngine(
  docker: DockerCli,
  clock: Clock,
  forMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const untilMs = clock.now() + forMs;
  const options = signal === undefined ? { timeoutMs: ANSWER_MS } : { timeoutMs: ANSWER_MS, signal };
  for (;;) {
    const answered = await docker.run(versionArgv(), options).then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
    if (answered) return;
    signal?.throwIfAborted();
    if (clock.now() >= untilMs) throw engineUnreachable();
    await clock.sleep(PAUSE_MS, signal);
  }
}
