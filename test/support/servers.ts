/** Servers that misbehave, each in one way, over bare sockets. All on 127.0.0.1, on a free port. */
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TestServer {
  readonly port: number;
  readonly url: string;
  /** Connections accepted so far. */
  connections(): number;
  /** Requests seen so far. */
  requests(): number;
  close(): Promise<void>;
}

/** Does something with the `count`-th request (from 1) of a connection. */
type OnRequest = (socket: Socket, count: number, head: string) => void | Promise<void>;

interface Behaviour {
  readonly onConnection?: (socket: Socket) => void;
  readonly onRequest?: OnRequest;
  /** The server neither reads nor writes. */
  readonly deaf?: boolean;
}

/** A server that does with each request what it is told. Requests have no body, or one with a Content-Length. */
export async function startServer({ onConnection, onRequest, deaf }: Behaviour): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    onConnection?.(socket);
    if (deaf) return;
    let text = '';
    let count = 0;
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      for (let length = requestLength(text); length > 0; length = requestLength(text)) {
        const head = text.slice(0, length);
        text = text.slice(length);
        count += 1;
        requests += 1;
        void onRequest?.(socket, count, head);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    connections: () => connections,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Length of the first whole request in a text, 0 where there is none. */
function requestLength(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return 0;
  const body = Number(/^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1] ?? 0);
  return text.length >= end + 4 + body ? end + 4 + body : 0;
}

export const BODY = 'Hello, World!';

export interface AnswerOptions {
  readonly status?: string;
  readonly body?: string;
  readonly headers?: readonly string[];
  /** What Content-Length says; null: there is none. */
  readonly length?: number | null;
  readonly version?: '1.0' | '1.1';
}

/** The bytes of an answer, right or wrong. */
export function answerText({
  status = '200 OK',
  body = BODY,
  headers = [],
  version = '1.1',
  ...rest
}: AnswerOptions = {}) {
  const length = rest.length === undefined ? Buffer.byteLength(body) : rest.length;
  const lines = [`HTTP/${version} ${status}`, 'Content-Type: text/plain', ...headers];
  if (length !== null) lines.push(`Content-Length: ${length}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

const write = (socket: Socket, text: string): void => {
  if (socket.writable) socket.write(text);
};

/** Answers everything in the same way, `delayMs` after it was asked; what is due meanwhile is not held up. */
export const answering = (options: AnswerOptions = {}, delayMs = 0): Promise<TestServer> =>
  startServer({
    onRequest: async (socket) => {
      if (delayMs > 0) await sleep(delayMs);
      write(socket, answerText(options));
    },
  });

/** Closes each connection after `every` answers, and says so in the last one, or does not. */
export const closing = (how: {
  announced: boolean;
  every?: number;
  delayMs?: number;
  version?: '1.0' | '1.1';
}) =>
  startServer({
    onRequest: async (socket, count) => {
      const last = count % (how.every ?? 1) === 0;
      const version = how.version ?? '1.1';
      if (how.delayMs !== undefined) await sleep(how.delayMs);
      if (!socket.writable) return;
      if (last) socket.end(answerText({ version, headers: how.announced ? ['Connection: close'] : [] }));
      else
        socket.write(answerText({ version, headers: version === '1.0' ? ['Connection: keep-alive'] : [] }));
    },
  });

/** The body has no length and lasts until the server closes the connection. */
export const untilClose = (version: '1.0' | '1.1'): Promise<TestServer> =>
  startServer({
    onRequest: async (socket) => {
      write(socket, answerText({ version, length: null, body: BODY.slice(0, 5) }));
      await sleep(2);
      if (socket.writable) socket.end(BODY.slice(5));
    },
  });

/** Says that it will close the connection and does not. */
export const promisingToClose = (): Promise<TestServer> => answering({ headers: ['Connection: close'] });

/** Sends half of every `every`-th answer, then resets (`reset`), closes (`close`) or says no more (`hang`). */
export const breakingOff = (how: 'reset' | 'close' | 'hang', every = 1): Promise<TestServer> =>
  startServer({
    onRequest: async (socket, count) => {
      if (count % every !== 0) {
        write(socket, answerText());
        return;
      }
      write(socket, answerText({ body: BODY.slice(0, 6), length: BODY.length }));
      await sleep(5);
      if (how === 'reset') socket.resetAndDestroy();
      if (how === 'close') socket.end();
    },
  });

/** Accepts connections, reads requests, and never answers. */
export const silent = (): Promise<TestServer> => startServer({ onRequest: () => {} });

/** Accepts connections, and neither reads nor writes. */
export const deaf = (): Promise<TestServer> =>
  startServer({ deaf: true, onConnection: (socket) => socket.pause() });

/** Accepts connections and closes them at once. */
export const slammingTheDoor = (): Promise<TestServer> =>
  startServer({ onConnection: (socket) => socket.destroy() });

/** A chunked body in pieces of one byte a packet, with a trailer. */
export const chunked = (body = BODY): Promise<TestServer> =>
  startServer({
    onRequest: async (socket) => {
      write(
        socket,
        answerText({ length: null, body: '', headers: ['Transfer-Encoding: chunked', 'Trailer: X-End'] }),
      );
      for (const letter of body) {
        await sleep(0);
        write(socket, `1\r\n${letter}\r\n`);
      }
      write(socket, '0\r\nX-End: yes\r\n\r\n');
    },
  });

/** An answer that comes byte by byte. */
export const dripping = (): Promise<TestServer> =>
  startServer({
    onRequest: async (socket) => {
      for (const letter of answerText()) {
        await sleep(0);
        write(socket, letter);
      }
    },
  });

/** An interim answer before each answer. */
export const withInterim = (): Promise<TestServer> =>
  startServer({
    onRequest: (socket) => write(socket, `HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n${answerText()}`),
  });

/** Two answers to each request, in one packet. */
export const answeringTwice = (): Promise<TestServer> =>
  startServer({ onRequest: (socket) => write(socket, answerText() + answerText()) });

/** Sends more bytes than it said. */
export const sayingTooLittle = (): Promise<TestServer> => answering({ length: BODY.length - 4 });

/** Speaks another protocol: greets whoever connects, and answers with its own words. */
export const notHttp = (): Promise<TestServer> =>
  startServer({
    onConnection: (socket) => socket.write('SSH-2.0-Test\r\n'),
    onRequest: (socket) => write(socket, 'Protocol mismatch.\r\n'),
  });

/** A port that refuses connections: it was free a moment ago. */
export async function refusedPort(): Promise<number> {
  const server = await startServer({});
  await server.close();
  return server.port;
}
