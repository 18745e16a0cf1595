import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One answer, as its bytes came. */
export interface RawAnswer {
  /** e.g. `HTTP/1.1 200 OK` */
  readonly statusLine: string;
  /** In their order, names as they were written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Each byte a character. */
  readonly body: string;
}

/** One connection that is asked one thing after the other. */
export interface RawConnection {
  /** @throws where the server closes, sends no Content-Length, sends more than that, or takes too long */
  ask(path: string, headers?: readonly string[]): Promise<RawAnswer>;
  close(): void;
}

/** How long a single answer may take before it counts as none, ms. */
const PATIENCE_MS = 30_000;
const END_OF_HEAD = '\r\n\r\n';

/** The bytes that came, and a way to wait for more. */
class Inbox {
  text = '';
  #over: Error | null = null;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (piece) => {
      this.text += piece;
      this.#wake();
    });
    const end = (error: Error): void => {
      this.#over ??= error;
      this.#wake();
    };
    socket.on('error', end);
    socket.on('close', () => end(new Error('the server has closed the connection')));
  }

  /** Until the text is what is wanted. */
  async until(isEnough: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!isEnough()) {
      if (this.#over !== null) throw new Error(`${what}: ${this.#over.message}; so far: ${this.text}`);
      if (Date.now() > deadline) throw new Error(`${what}: not in ${PATIENCE_MS} ms; so far: ${this.text}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  take(length: number): string {
    const taken = this.text.slice(0, length);
    this.text = this.text.slice(length);
    return taken;
  }
}

function parseHead(head: string): Omit<RawAnswer, 'body'> {
  const [statusLine = '', ...lines] = head.slice(0, -END_OF_HEAD.length).split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`not a header: ${JSON.stringify(line)}`);
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { statusLine, headers };
}

/** The values of a header, whatever the case of its name. */
function valuesOf({ headers }: Omit<RawAnswer, 'body'>, wanted: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

/** Connects; nothing between the test and the bytes that the server sends. */
export async function connectRaw(host: string, port: number): Promise<RawConnection> {
  const socket = connect({ host, port, noDelay: true });
  const inbox = new Inbox(socket);
  await once(socket, 'connect');
  return {
    ask: async (path, headers = []) => {
      if (inbox.text !== '') throw new Error(`came without being asked for: ${inbox.text}`);
      const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}:${port}`, ...headers];
      socket.write(lines.join('\r\n') + END_OF_HEAD);
      await inbox.until(() => inbox.text.includes(END_OF_HEAD), `the head of ${path}`);
      const head = parseHead(inbox.take(inbox.text.indexOf(END_OF_HEAD) + END_OF_HEAD.length));
      const lengths = valuesOf(head, 'content-length');
      if (lengths.length !== 1) throw new Error(`${path}: ${lengths.length} Content-Length`);
      const length = Number(lengths[0]);
      await inbox.until(() => inbox.text.length >= length, `the body of ${path}`);
      return { ...head, body: inbox.take(length) };
    },
    close: () => socket.destroy(),
  };
}
