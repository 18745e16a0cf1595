import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import type { Scenario } from '../../../src/model/config.js';
import { codeBlocks, readText } from './markdown.js';

const PAGE = 'docs/coming-from.md';

/** The scenarios of the configuration below a heading. */
function scenariosBelow(heading: string): ReadonlyMap<string, Scenario> {
  const lines = readText(PAGE).split('\n');
  const from = lines.indexOf(heading) + 1;
  const [block] = codeBlocks(PAGE).filter(({ language, line }) => language === 'yaml' && line > from);
  const { scenarios } = parseConfig(block?.text ?? '', PAGE);
  return new Map(scenarios.map((scenario) => [scenario.name, scenario]));
}

describe('the recipes for users of other tools', () => {
  it('say in loadgate.yml what a k6 script does: an arrival rate, rows, a login, and its token', () => {
    const orders = scenariosBelow('## k6').get('orders');
    expect(orders).toMatchObject({ rate: 200, connections: 64, data: { users: { file: 'users.csv' } } });
    const [login, list] = orders?.steps ?? [];
    expect(login?.request).toMatchObject({ method: 'POST', headers: { 'Content-Type': 'application/json' } });
    expect(login?.capture).toEqual({ token: { from: 'json', path: '$.token' } });
    expect(list?.request.headers).toEqual({ Authorization: 'Bearer {{token}}' });
  });

  it('say what a Locust user does: tasks by weight, at the rate of so many users', () => {
    expect(scenariosBelow('## Locust').get('shopper')).toMatchObject({
      rate: 150,
      mix: [
        { scenario: 'list', percent: 70 },
        { scenario: 'order', percent: 30 },
      ],
    });
  });

  it('say what a Lua script of wrk does: a body with a random number', () => {
    expect(scenariosBelow('## wrk and wrk2').get('order')).toMatchObject({
      connections: 64,
      request: {
        body: '{"item":{{random.int(1,1000)}}}',
        headers: { 'Content-Type': 'application/json' },
      },
    });
  });

  it('say what a plan of JMeter does: rows, cookies, an extractor, and an upload', () => {
    const upload = scenariosBelow('## JMeter').get('upload');
    expect(upload).toMatchObject({ cookies: true, connections: 50 });
    const [login, send] = upload?.steps ?? [];
    expect(login?.capture).toEqual({ csrf: { from: 'cookie', name: 'csrftoken' } });
    expect(send?.request.body).toMatchObject({ multipart: [{ name: 'photo' }, { name: 'title' }] });
    expect(send?.expect).toMatchObject({ status: 201, matches: '"id"' });
  });
});
