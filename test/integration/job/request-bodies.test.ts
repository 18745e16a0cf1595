import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareCheckout } from '../../support/job.js';
import { checkout, newRunId } from '../runtime/support.js';

/** 40 kB of bytes that are no text. */
const PHOTO = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode((at * 37) % 256)).join('');
const ORDER = '{"item":"tea","amount":2}\n';

/**
 * Takes an uploaded form, read by Node's own parser, and an order from a file; answers with gzip where it is asked for, each
 * time with another time in the head of the packed bytes. It writes down what was sent.
 */
const server = (log: string) => `
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
let count = 0;
createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces);
  const type = request.headers['content-type'];
  const seen = [request.url, type, createHash('sha256').update(body).digest('hex')].join(' ');
  appendFileSync(${JSON.stringify(log)}, seen + '\\n');
  let answer = { size: 0 };
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const photo = form.get('photo');
    answer = { name: photo.name, type: photo.type, size: photo.size, note: form.get('note') };
  } else answer = JSON.parse(body);
  const text = JSON.stringify(answer);
  const packs = request.headers['accept-encoding'] === 'gzip';
  const sent = packs ? gzipSync(text) : Buffer.from(text);
  if (packs) sent.writeUInt32LE(count++, 4);
  response.setHeader('Content-Type', 'application/json');
  if (packs) response.setHeader('Content-Encoding', 'gzip');
  response.end(sent);
}).listen(process.env.PORT, '127.0.0.1');
`;

const CONFIG = `
measure: { screen-generations: 2, max-generations: 2, warm-up: 100ms, duet: 300ms, solo: 200ms, probe: 100ms, trim: 20ms }
budget: 20s
targets: { app: { build: ., command: node server.mjs, port: 8080 } }
scenarios:
  upload:
    alone: true
    request:
      method: POST
      path: /upload
      headers: { Accept-Encoding: gzip }
      multipart: { photo: { file: photo.png, type: image/png }, note: "for {{users.name}}" }
    data: { users: { file: users.csv } }
    expect: { body: '{"name":"photo.png","type":"image/png","size":${Buffer.byteLength(PHOTO)},"note":"for {{users.name}}"}' }
  order:
    alone: true
    request: { method: POST, path: /orders, headers: { Accept-Encoding: gzip }, body: { file: order.json } }
    expect: { json: { item: tea, amount: 2 } }
  both: { mix: { order: 60%, upload: 40% }, connections: 4 }
`;

describe('requests with files, alone and mixed, to a service that compresses', () => {
  const logs = checkout({ base: '', change: '' });
  const side = (name: string) => ({
    [`${name}/server.mjs`]: server(join(logs.dir, name)),
    [`${name}/photo.png`]: name === 'change' ? PHOTO : 'another one',
    [`${name}/order.json`]: ORDER,
    [`${name}/users.csv`]: 'name\nada\nlinus\n',
  });
  const sides = checkout({ ...side('base'), ...side('change') });
  let record: Awaited<ReturnType<typeof compareCheckout>>['record'];
  const sent = new Map<string, ReadonlySet<string>>();

  beforeAll(async () => {
    record = (await compareCheckout(sides.dir, CONFIG, newRunId())).record;
    for (const name of ['base', 'change'])
      sent.set(name, new Set(readFileSync(join(logs.dir, name), 'utf8').trimEnd().split('\n')));
  }, 60_000);
  afterAll(() => {
    logs.remove();
    sides.remove();
  });

  it('are measured with right answers alone', () => {
    expect(record.problems).toEqual([]);
    for (const cell of record.cells) {
      expect(cell).toMatchObject({ state: 'measured', invalid: null });
      const rounds = cell.generations.flatMap(({ candidate, baseline }) => [
        ...candidate.duet,
        ...(baseline?.duet ?? []),
      ]);
      expect(rounds.length).toBeGreaterThan(0);
      expect(rounds.every(({ requests }) => requests > 0)).toBe(true);
      expect(rounds.flatMap(({ failures }) => Object.values(failures)).every((count) => count === 0)).toBe(
        true,
      );
    }
  });

  it("send both sides the same bytes, which are the candidate's, each time", () => {
    expect(sent.get('base')).toEqual(sent.get('change'));
    const lines = [...(sent.get('change') ?? [])];
    const digest = createHash('sha256').update(ORDER).digest('hex');
    expect(lines.filter((line) => line.startsWith('/orders'))).toEqual([
      `/orders application/json ${digest}`,
    ]);
    // One form for each row.
    expect(
      lines.filter((line) => line.startsWith('/upload multipart/form-data; boundary=loadgate-')),
    ).toHaveLength(2);
  });

  it('have bodies compared without their compression, of which none is unstable', () => {
    expect(record.cells.map(({ unstableBody }) => unstableBody)).toEqual([undefined, undefined, undefined]);
  });

  it('have figures for each scenario of a mix, in its shares', () => {
    const cell = record.cells.find(({ scenario }) => scenario === 'both');
    expect(cell?.steps).toEqual(['order: POST /orders', 'upload: POST /upload']);
    const rounds = cell?.generations.flatMap(({ candidate, baseline }) =>
      [candidate, baseline].flatMap((one) => one?.duet ?? []),
    );
    expect(rounds?.length).toBeGreaterThan(0);
    for (const { requests, mixed, steps } of rounds ?? []) {
      const [orders = 0, uploads = 0] = steps?.map((step) => step.requests) ?? [];
      expect(mixed).toBe(true);
      expect(orders + uploads).toBe(requests);
      // The window cuts hundreds at both ends, and answers come in another order than requests.
      expect(Math.abs(orders - 0.6 * requests)).toBeLessThanOrEqual(30);
    }
  });
});
