import { connect } from 'node:net';

/** How long a server may take for a greeting of its own (MySQL, SMTP, NATS) before it is spoken to, ms. */
const GREETING_MS = 100;
/**
 * What no common protocol takes for a request and every server reacts to: Redis says PONG, an HTTP server 400, AMQP its own
 * version; PostgreSQL, Kafka and MongoDB close a connection that begins like this.
 */
const PROBE = 'PING\r\n\r\n';

/**
 * Whether somebody answers behind a port. An open port is not enough: a proxy or a balancer accepts connections before
 * there is anybody behind it, and closes them without a word.
 *
 * Who greets, answers, or closes after it was spoken to is there; who closes before is not.
 * @returns what was found instead; null: it answers
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
