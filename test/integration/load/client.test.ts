import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Client, createClient, exactCounts, MAX_BODY_BYTES } from '../../../src/load/client.js';
import type { HttpRequest } from '../../../src/model/config.js';
import {
  answering,
  answerText,
  BODY,
  breakingOff,
  chunked,
  closing,
  notHttp,
  refusedPort,
  silent,
  slammingTheDoor,
  startServer,
  type TestServer,
  untilClose,
  withInterim,
} from '../../support/servers.js';

const GET: HttpRequest = { method: 'GET', path: '/', headers: {}, body: null };
const options = { timeoutMs: 5_000 };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

async function clientOf(started: Promise<TestServer>): Promise<{ client: Client; server: TestServer }> {
  const server = await started;
  open.push(server);
  return { client: clientFor(server.port), server };
}

function clientFor(port: number): Client {
  const client = createClient({ host: '127.0.0.1', port });
  open.push(client);
  return client;
}

/** Node's own server, for what is no misbehaviour. */
async function nodeServer(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the client', () => {
  it('has status, headers, body, and the bytes of both on the wire', async () => {
    const options_ = { status: '201 Created', headers: ['X-One: 1', 'Set-Cookie: a=1', 'Set-Cookie: b=2'] };
    const { client } = await clientOf(answering(options_));
    expect(await client.ask(GET, options)).toEqual({
      ...{ status: 201, body: Buffer.from(BODY), content: Buffer.from(BODY) },
      ...{ bytes: answerText(options_).length, newConnection: true, setCookies: ['a=1', 'b=2'] },
      headers: {
        'content-type': 'text/plain',
        'content-length': '13',
        'x-one': '1',
        'set-cookie': 'a=1, b=2',
      },
    });
  });

  it('sends what it is told to', async () => {
    const seen: unknown[] = [];
    const port = await nodeServer(async (request, response) => {
      let body = '';
      for await (const piece of request) body += piece;
      seen.push({ method: request.method, url: request.url, type: request.headers['content-type'], body });
      response.end();
    });
    const request = { method: 'POST', path: '/a?b=c', headers: { 'Content-Type': 'text/xml' }, body: '<ä/>' };
    await clientFor(port).ask(request, options);
    expect(seen).toEqual([{ method: 'POST', url: '/a?b=c', type: 'text/xml', body: '<ä/>' }]);
  });

  it('keeps its connection as long as the server does', async () => {
    const { client, server } = await clientOf(closing({ announced: true, every: 3 }));
    const answers = [];
    for (let count = 0; count < 7; count += 1) answers.push(await client.ask(GET, options));
    expect(answers.map(({ newConnection }) => newConnection)).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(server.connections()).toBe(3);
  });

  it('asks again over a new connection where the server closed the old one without a word', async () => {
    const { client, server } = await clientOf(closing({ announced: false, every: 1 }));
    for (let count = 0; count < 5; count += 1) {
      expect(await client.ask(GET, options)).toMatchObject({ status: 200, newConnection: true });
    }
    expect(server.connections()).toBe(5);
  });

  it.each([
    ['chunked', () => chunked()],
    ['that ends with the connection', () => untilClose('1.1')],
    ['that ends with the connection, HTTP/1.0', () => untilClose('1.0')],
    ['after an interim answer', () => withInterim()],
  ])('reads a body %s', async (_, start) => {
    const { client } = await clientOf(start());
    const { body, bytes } = await client.ask(GET, options);
    expect(body.toString()).toBe(BODY);
    expect(bytes).toBeGreaterThan(BODY.length);
  });

  it('counts chunked bodies as they are on the wire, over an old connection too', async () => {
    const { client } = await clientOf(chunked());
    const [first, second] = [await client.ask(GET, options), await client.ask(GET, options)];
    expect(second.newConnection).toBe(false);
    const head = answerText({
      length: null,
      body: '',
      headers: ['Transfer-Encoding: chunked', 'Trailer: X-End'],
    });
    const wire = head.length + BODY.length * '1\r\nx\r\n'.length + '0\r\nX-End: yes\r\n\r\n'.length;
    expect([first.bytes, second.bytes]).toEqual([wire, wire]);
  });

  it.each([
    ['a port that nobody listens on', null, 'connection-refused'],
    ['a connection that is closed at once', slammingTheDoor, 'connection-reset'],
    ['an answer that is reset in the middle', () => breakingOff('reset'), 'connection-reset'],
    ['an answer that is cut off', () => breakingOff('close'), 'connection-reset'],
    ['an answer that hangs', () => breakingOff('hang'), 'request-timeout'],
    ['no answer', silent, 'request-timeout'],
    ['another protocol', notHttp, 'answer-not-http'],
  ])('says what it is of %s', async (_, start, code) => {
    const client = start === null ? clientFor(await refusedPort()) : (await clientOf(start())).client;
    const error = await client.ask(GET, { timeoutMs: 300 }).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'LoadgateError', code, kind: 'usage' });
    expect(error.hint).not.toBe('');
  });

  it('does not ask again for an answer that has begun, nor what must not be asked twice', async () => {
    const begun = await clientOf(breakingOff('close', 2));
    await begun.client.ask(GET, options);
    await expect(begun.client.ask(GET, options)).rejects.toMatchObject({ code: 'connection-reset' });
    expect(begun.server.requests()).toBe(2);

    const post = await clientOf(
      startServer({
        onRequest: (socket, count) => {
          if (count === 1) socket.write(answerText());
          else socket.destroy();
        },
      }),
    );
    await post.client.ask({ ...GET, method: 'POST' }, options);
    await expect(post.client.ask({ ...GET, method: 'POST' }, options)).rejects.toMatchObject({
      code: 'connection-reset',
    });
    expect(post.server.requests()).toBe(2);
  });

  it('refuses a body of more than 16 MiB, and takes one of 16 MiB', async () => {
    const port = await nodeServer((request, response) => {
      response.end(Buffer.alloc(request.url === '/more' ? MAX_BODY_BYTES + 1 : MAX_BODY_BYTES));
    });
    const client = clientFor(port);
    const timeoutMs = 60_000;
    await expect(client.ask({ ...GET, path: '/more' }, { timeoutMs })).rejects.toMatchObject({
      code: 'answer-too-large',
    });
    expect((await client.ask(GET, { timeoutMs })).body.length).toBe(MAX_BODY_BYTES);
  });

  it('ends with the reason of an abort', async () => {
    const { client, server } = await clientOf(silent());
    const controller = new AbortController();
    const reason = new Error('enough');
    const asking = client.ask(GET, { ...options, signal: controller.signal });
    while (server.requests() < 1) await new Promise((resolve) => setTimeout(resolve, 2));
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    await expect(client.ask(GET, { ...options, signal: controller.signal })).rejects.toBe(reason);
  });

  it('works on after a failure', async () => {
    const { client } = await clientOf(breakingOff('hang', 2));
    expect((await client.ask(GET, options)).status).toBe(200);
    await expect(client.ask(GET, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'request-timeout' });
    expect((await client.ask(GET, options)).status).toBe(200);
  });
});

describe('exactCounts', () => {
  const counts = (client: Client, requests = 10) =>
    exactCounts(async () => [await client.ask(GET, options)], requests);

  it('finds no new connections with keep-alive, whether or not there was one before', async () => {
    const { client } = await clientOf(answering());
    const expected = { requests: 10, newConnections: 0, responseBytes: answerText().length };
    expect(await counts(client)).toEqual(expected);
    expect(await counts(client)).toEqual(expected);
  });

  it.each([
    ['says so', true],
    ['says nothing', false],
  ])('finds one a request where the server closes each and %s', async (_, announced) => {
    const { client } = await clientOf(closing({ announced }));
    expect((await counts(client)).newConnections).toBe(1);
  });

  it('finds a third where the server closes every third', async () => {
    const { client } = await clientOf(closing({ announced: true, every: 3 }));
    expect((await counts(client)).newConnections).toBeCloseTo(1 / 3, 12);
  });

  it('refuses to count over a single request', async () => {
    const { client } = await clientOf(answering());
    await expect(counts(client, 1)).rejects.toThrow('too few');
  });
});
