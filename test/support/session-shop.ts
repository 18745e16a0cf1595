/**
 * A shop that wants what many frameworks want of a client: a session cookie, a CSRF token that fits it in a header, and a
 * token in each later request. It notes what it was asked.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request, as the shop saw it. */
export interface Visit {
  /** Number of its connection. */
  readonly connection: number;
  readonly what: string;
  readonly status: number;
}

export interface SessionShop {
  readonly url: string;
  readonly visits: readonly Visit[];
  close(): Promise<void>;
}

interface Session {
  readonly csrf: string;
  user: string | null;
}

type Answer = [status: number, headers: Record<string, string | string[]>, body: string];

const cookiesOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries((headers.cookie ?? '').split('; ').map((one) => one.split('=')));

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/** @param without a user whose answers have no token */
export async function startSessionShop(without?: string): Promise<SessionShop> {
  const sessions = new Map<string, Session>();
  const visits: Visit[] = [];
  const connections = new Map<object, number>();
  let created = 0;
  const form = (): Answer => {
    const [id, csrf] = [`s${sessions.size}`, `c${sessions.size}`];
    sessions.set(id, { csrf, user: null });
    const cookies = [`session=${id}; HttpOnly; Path=/`, `csrftoken=${csrf}; Path=/`];
    return [200, { 'Set-Cookie': cookies }, 'form'];
  };
  const login = (request: IncomingMessage, session: Session, body: string): Answer => {
    if (request.headers['x-csrftoken'] !== session.csrf) return [403, {}, 'CSRF'];
    session.user = JSON.parse(body).name;
    return [200, {}, JSON.stringify(session.user === without ? {} : { token: `t-${session.user}` })];
  };
  const answer = (request: IncomingMessage, body: string): Answer => {
    if (request.url === '/form') return form();
    const cookies = cookiesOf(request);
    const session = sessions.get(cookies['session'] ?? '');
    if (session === undefined || session.csrf !== cookies['csrftoken']) return [401, {}, 'no session'];
    if (request.url === '/login') return login(request, session, body);
    const isKnown = session.user !== null && request.headers.authorization === `Bearer t-${session.user}`;
    if (!isKnown) return [401, {}, 'no token'];
    if (request.method !== 'POST') return [200, {}, `${request.url} of ${session.user}`];
    created += 1;
    return [201, { Location: `/orders/${created}` }, ''];
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const body = await textOf(request);
    const [status, headers, text] = answer(request, body);
    const { socket } = request;
    connections.set(socket, connections.get(socket) ?? connections.size);
    visits.push({
      connection: connections.get(socket) ?? -1,
      what: `${request.method} ${request.url} ${body}`.trim(),
      status,
    });
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    visits,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
