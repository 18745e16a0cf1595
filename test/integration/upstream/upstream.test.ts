import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/load/client.js';
import { runRound } from '../../../src/load/round.js';
import { startUpstream } from '../../../src/upstream/start.js';
import type { UpstreamProcess } from '../../../src/upstream/upstream.js';
import { type BundledChild, bundleChild } from '../../support/bundle.js';
import { loadJob, NO_FAILURES } from '../../support/load.js';
import { ended } from '../../support/processes.js';

let bundle: BundledChild;
let upstream: UpstreamProcess;
const agents: { destroy(): void }[] = [];

beforeAll(async () => {
  bundle = await bundleChild('src/upstream/child.ts');
});
afterAll(() => bundle.remove());
beforeEach(async () => {
  upstream = await startUpstream({ childPath: bundle.path, host: '127.0.0.1', cores: null });
});
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await upstream.close();
});

const portOf = (side: 'baseline' | 'candidate') => Number(new URL(upstream.url(side)).port);

/** Status, body, and how long it took from the first byte sent to the last one received, ms. */
async function call(path: string, headers: Record<string, string> = {}) {
  const client = createClient({ host: '127.0.0.1', port: portOf('candidate') });
  try {
    const start = performance.now();
    const answer = await client.ask({ method: 'GET', path, headers, body: null }, { timeoutMs: 60_000 });
    return {
      status: answer.status,
      body: answer.body.toString(),
      headers: answer.headers,
      ms: performance.now() - start,
    };
  } finally {
    client.close();
  }
}

/** Sends bytes and reads what comes until the connection ends or `until` is seen. */
function raw(bytes: string, { until, end = false }: { until?: string; end?: boolean } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: portOf('candidate'), host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    socket.on('error', reject);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (until !== undefined && text.endsWith(until)) socket.destroy();
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(text));
    if (end) socket.end(bytes);
    else socket.write(bytes);
  });
}

describe('the upstream', () => {
  it('answers 200 and ok', async () => {
    expect(await call('/')).toMatchObject({
      ...{ status: 200, body: 'ok' },
      headers: { 'content-type': 'text/plain', 'content-length': '2' },
    });
  });

  it.each(['/?delay=150ms', '/?delay=0.15s', '/any/path?seconds=0.15&x=y'])(
    'waits as long as %s says',
    async (path) => {
      const { status, ms } = await call(path);
      expect(status).toBe(200);
      expect(ms).toBeGreaterThanOrEqual(150);
    },
  );

  it('waits as long as it was set to, and what a call says itself comes first', async () => {
    await upstream.setDelay(120);
    expect((await call('/')).ms).toBeGreaterThanOrEqual(120);
    await upstream.reset();
    await call('/?delay=0ms');
    await upstream.setDelay(0);
    await call('/');
    const { calls, p50, p99, max } = await upstream.lateness();
    expect(calls).toBe(2);
    expect([p50, p99, max]).toEqual([p50, p99, max].toSorted((a, b) => a - b));
  });

  it.each(['/?delay=fast', '/?delay=-1s', '/?seconds=1s', '/?delay=61s', '/?delay=1s&seconds=1'])(
    'answers 400 and why to %s',
    async (path) => {
      const { status, body } = await call(path);
      expect(status).toBe(400);
      expect(body).toContain('delay');
    },
  );

  it.each([-1, 60_001, Number.NaN, Number.POSITIVE_INFINITY])('refuses to be set to %s ms', async (ms) => {
    await expect(upstream.setDelay(ms)).rejects.toMatchObject({ code: 'delay-wrong', kind: 'usage' });
  });

  it('counts connections and calls of each side by themselves', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    agents.push(agent);
    const ask = (side: 'baseline' | 'candidate') =>
      new Promise<void>((resolve, reject) => {
        get(`${upstream.url(side)}?delay=20ms`, { agent }, (response) => {
          response.resume().on('end', resolve);
        }).on('error', reject);
      });
    await Promise.all([
      ask('candidate'),
      ask('candidate'),
      ask('candidate'),
      ask('candidate'),
      ask('baseline'),
    ]);
    expect(await upstream.counts('candidate')).toEqual({ connections: 2, calls: 4 });
    expect(await upstream.counts('baseline')).toEqual({ connections: 1, calls: 1 });
    await upstream.reset();
    expect(await upstream.counts('candidate')).toEqual({ connections: 0, calls: 0 });
    // A connection that is there already is not accepted again.
    await ask('candidate');
    expect(await upstream.counts('candidate')).toEqual({ connections: 0, calls: 1 });
    expect(await upstream.counts('baseline')).toEqual({ connections: 0, calls: 0 });
  });

  it('counts calls that are wrong, and calls whose client has gone', async () => {
    await call('/?delay=x');
    const socket = connect(portOf('candidate'), '127.0.0.1');
    socket.write('GET /?delay=100ms HTTP/1.1\r\nHost: a\r\n\r\n');
    while ((await upstream.counts('candidate')).calls < 2);
    socket.destroy();
    expect((await call('/?delay=120ms')).status).toBe(200);
    expect(await upstream.counts('candidate')).toEqual({ connections: 3, calls: 3 });
  });

  it('answers calls of one connection in their order', async () => {
    const text = await raw(
      'GET /?delay=60ms HTTP/1.1\r\nHost: a\r\n\r\nGET /?delay=x HTTP/1.1\r\nHost: a\r\n\r\n' +
        'POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhiGET / HTTP/1.1\r\n\r\n',
    );
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 200']);
    expect(text).toMatch(/Connection: close\r\n\r\nok$/);
  });

  it.each([
    ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', /Connection: close\r\n\r\nok$/],
    [
      'HEAD',
      'HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n',
      /Content-Length: 2\r\nConnection: close\r\n\r\n$/,
    ],
    [
      'leave to send a body',
      'POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na',
      /^HTTP\/1\.1 100 .*\r\n\r\nHTTP\/1\.1 200 /,
    ],
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 Bad Request\r\n(.+\r\n)*Connection: close\r\n\r\n/],
  ])('closes the connection after %s', async (_, bytes, answer) => {
    expect(await raw(bytes)).toMatch(answer);
  });

  it('keeps an HTTP/1.0 connection that is to be kept, and says so', async () => {
    const request = 'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n';
    expect(
      await raw(request + request, {
        until:
          'okHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok',
      }),
    ).toContain('keep-alive');
  });

  it('answers a client that has said that it has no more to ask', async () => {
    expect(await raw('GET /?delay=50ms HTTP/1.1\r\nHost: a\r\n\r\n', { end: true })).toMatch(/\r\n\r\nok$/);
  });

  it('keeps 1,000 calls waiting at once, loses none, and is never early', async () => {
    await upstream.setDelay(100);
    const changes = { connections: 1_000, durationMs: 1_000, trimMs: 100 };
    const expectBody = Buffer.from('ok').toString('base64');
    const job = loadJob(upstream.url('baseline'), { ...changes, expectBody });
    const result = await runRound(job, new AbortController().signal);
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(1_000);
    expect(result.latencyUs.min).toBeGreaterThanOrEqual(100_000);
    const { connections, calls } = await upstream.counts('baseline');
    expect(connections).toBe(1_000);
    expect(calls).toBeGreaterThanOrEqual(result.requests);
    expect(await upstream.lateness()).toMatchObject({ calls });
  });

  it('listens on no port of an address that is not here, and says so', async () => {
    const error = await startUpstream({ childPath: bundle.path, host: '192.0.2.1', cores: null }).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'upstream-listen-failed', kind: 'machine' });
    expect(error.message).toContain('192.0.2.1');
  });

  it('ends when it is closed', async () => {
    await upstream.close();
    expect(await ended(upstream.pid)).toBe(true);
    await expect(upstream.counts('baseline')).rejects.toMatchObject({ code: 'child-closed' });
  });
});
