import { connect } from 'node:net';

/** How long to wait for a server's own greeting (MySQL, SMTP, NATS) before sending anything, ms. */
const GREETING_MS = 100;
/**
 * Input that is no request in common protocols, but that every server reacts to: Redis says PONG, an HTTP server 400,
 * AMQP its own version. PostgreSQL, Kafka, and MongoDB close a connection that begins like this.
 */
const PROBE = 'PING\r\n\r\n';

/**
 * Whether a server answers behind a port. An open port isn't enough: a proxy or a balancer accepts connections before
 * there is a server behind it, and closes them without sending anything.
 *
 * A server that greets, answers, or closes after the probe is ready. One that closes before the probe isn't.
 * @returns what it found instead; null: the server answers
 * @throws the signal's reason
 */
export function portAnswers(
  host: string,
  port: number,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<string | null> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let spoken = false;
    let greeting: NodeJS.Timeout | undefined;
    const overall = setTimeout(() => {
      end(spoken ? 'is open and answers nothing' : 'takes no connection');
    }, timeoutMs);
    const clear = (): void => {
      clearTimeout(overall);
      clearTimeout(greeting);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
    };
    const end = (found: string | null): void => {
      clear();
      resolve(found);
    };
    const onAbort = (): void => {
      clear();
      reject(signal.reason);
    };
    const onGone = (): void => end(spoken ? null : 'closes connections without a word');
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      greeting = setTimeout(() => {
        spoken = true;
        socket.write(PROBE);
      }, GREETING_MS);
    });
    socket.once('data', () => end(null));
    socket.once('end', onGone);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') end('found nobody listening');
      else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') onGone();
      else end(`could not be reached (${error.code ?? error.message})`);
    });
  });
}
