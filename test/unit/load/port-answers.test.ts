import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { portAnswers } from '../../../src/load/port-answers.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const serve = (onSocket: (socket: Socket) => void) =>
  listen(createServer((socket) => onSocket(socket.on('error', () => {}))));

const ask = (port: number, timeoutMs = 2_000, signal = new AbortController().signal) =>
  portAnswers('127.0.0.1', port, { timeoutMs, signal });

describe('a port answers', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['who greets', (socket) => socket.write('5.5.5-MariaDB')],
    ['who answers what it is asked', (socket) => socket.once('data', () => socket.write('+PONG\r\n'))],
    ['who closes what it can not read', (socket) => socket.once('data', () => socket.end())],
    ['who resets what it can not read', (socket) => socket.once('data', () => socket.resetAndDestroy())],
  ])('with somebody behind it %s', async (_, behave) => {
    expect(await ask(await serve(behave))).toBeNull();
  });

  it('with an HTTP server behind it', async () => {
    expect(await ask(await listen(createHttpServer((_, response) => response.end())))).toBeNull();
  });
});

describe('a port does not answer', () => {
  it('that nobody listens on', async () => {
    const port = await serve(() => {});
    servers.pop()?.close();
    expect(await ask(port)).toBe('found nobody listening');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['closes', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
  ])('where something accepts a connection and %s it before a word was said', async (_, behave) => {
    expect(await ask(await serve(behave))).toBe('closes connections without a word');
  });

  it('that is open and says nothing to anything', async () => {
    expect(await ask(await serve(() => {}), 300)).toBe('is open and answers nothing');
  });

  it('after the run was cancelled', async () => {
    const cancel = new AbortController();
    const port = await serve(() => cancel.abort(new Error('cancelled')));
    await expect(ask(port, 5_000, cancel.signal)).rejects.toThrow('cancelled');
  });
});
