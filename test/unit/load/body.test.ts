import { describe, expect, it } from 'vitest';
import { composeBody } from '../../../src/load/body.js';
import { Exchange } from '../../../src/load/exchange.js';
import { filler, fillScenario, turnAt, valuesOf } from '../../../src/load/fill.js';
import { encodeRequest, prepare } from '../../../src/load/prepare.js';
import type { RequestBody } from '../../../src/model/config.js';
import { loadJob, tableOf } from '../../support/load.js';

const PHOTO = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 0, 255, 0x2d, 0x2d]);
const ORDER = Buffer.from('{"item":"tea","amount":2}\n');
const FILES = new Map([
  ['load/photo.png', PHOTO],
  ['load/order.json', ORDER],
]);
const photo = { file: 'load/photo.png', filename: 'my "photo".png', type: 'image/png' };
const FORM = {
  multipart: [
    { name: 'photo', content: photo },
    { name: 'note "1"', content: 'for {{users.name}}\nsoon' },
  ],
};
const users = tableOf(['name'], [['ada'], ['linus']]);
const data = { users: { file: 'load/users.csv' } };

const composed = (body: RequestBody | null, headers = {}) =>
  composeBody<number>({ headers, body }, FILES, () => null);

/** What Node's own parser finds in a form. */
async function parsed(headers: Readonly<Record<string, string>>, body: unknown) {
  const form = await new Response(body as Buffer, { headers }).formData();
  const file = form.get('photo') as unknown as File;
  const bytes = Buffer.from(await file.arrayBuffer());
  return { name: file.name, type: file.type, bytes, note: form.get('note "1"') };
}

describe('a body', () => {
  it('is its text, or nothing', () => {
    expect(composed('{{a.b}}').body(0)).toBe('{{a.b}}');
    expect(composed(null).body(0)).toBeNull();
  });

  it('is the bytes of a file, of which JSON has its Content-Type', () => {
    const { headers, body } = composed({ file: 'load/order.json' }, { Accept: '*/*' });
    expect(body(0)).toEqual(ORDER);
    expect(headers).toEqual({ Accept: '*/*', 'Content-Type': 'application/json' });
    expect(composed({ file: 'load/photo.png' }).headers).toEqual({});
    const own = { 'content-type': 'text/plain' };
    expect(composed({ file: 'load/order.json' }, own).headers).toEqual(own);
  });

  it('is a form that another parser reads, and the same bytes each time', async () => {
    const one = composed(FORM);
    expect(await parsed(one.headers, one.body(0))).toEqual({
      ...{ name: 'my "photo".png', type: 'image/png', bytes: PHOTO },
      note: 'for {{users.name}}\r\nsoon',
    });
    const again = composed(FORM);
    expect(again.body(7)).toEqual(one.body(0));
    expect(again.headers).toEqual(one.headers);
    expect(one.headers['Content-Type']).toMatch(/^multipart\/form-data; boundary=loadgate-[0-9a-f]{32}$/);
  });

  it('has a boundary that follows from what is in the form', () => {
    const other = new Map(FILES).set('load/photo.png', Buffer.from('x'));
    const { headers } = composeBody({ headers: {}, body: FORM }, other, () => null);
    expect(headers['Content-Type']).not.toBe(composed(FORM).headers['Content-Type']);
  });

  it('has the fields of a form filled by row, and no file', async () => {
    const form = composeBody({ headers: {}, body: FORM }, FILES, (text) =>
      filler(text, valuesOf({ data }, { users }, 0)),
    );
    const notes = await Promise.all([0, 1, 2].map((at) => parsed(form.headers, form.body(turnAt(at)))));
    expect(notes.map(({ note }) => note)).toEqual([
      'for ada\r\nsoon',
      'for linus\r\nsoon',
      'for ada\r\nsoon',
    ]);
    expect(notes[1]?.bytes).toEqual(PHOTO);
  });
});

describe('a request with files', () => {
  const scenario = {
    request: { method: 'POST', path: '/u', headers: {}, body: FORM },
    expect: { status: null, headers: {}, body: null },
  };

  it('is the same before the load and under it', () => {
    const sent = fillScenario(scenario, null, 0, FILES).steps[0].request(turnAt(0));
    const job = loadJob('http://127.0.0.1/u', { method: 'POST', body: FORM });
    const bytes = encodeRequest(job, FILES);
    expect(bytes.subarray(-(sent.body?.length ?? 0))).toEqual(sent.body);
    expect(bytes.toString('latin1')).toContain(`Content-Type: ${sent.headers['Content-Type']}\r\n`);
    expect(bytes.toString('latin1')).toContain(`Content-Length: ${sent.body?.length}\r\n\r\n--loadgate-`);
  });

  it('is filled under the load as before it', () => {
    const [{ request }] = [scenario];
    const step = { request, expectStatus: null, expectBody: null, expectText: null };
    const turns = { seed: 0, index: 0, row: 0, data: { users: { root: '/', path: 'load/users.csv' } } };
    const load = prepare(loadJob('http://127.0.0.1/', { steps: [step], turns }), { users }, FILES);
    const [before] = fillScenario({ ...scenario, data }, { users }, 0, FILES).steps;
    for (const row of [0, 1, 2]) {
      const exchange = new Exchange(load);
      exchange.begin();
      exchange.insertRequest();
      const body = before.request(turnAt(row)).body as Buffer;
      expect(exchange.nextRequest().subarray(-body.length)).toEqual(body);
    }
  });
});
