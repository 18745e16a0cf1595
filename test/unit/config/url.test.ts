import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import type { Config } from '../../../src/model/config.js';
import { messagesOf } from './helpers.js';

const STAGE = '"https://stage.example.com"';

interface Parts {
  readonly url?: string;
  readonly target?: string;
  readonly scenario?: string;
  readonly hosts?: string;
}

const text = ({
  url = STAGE,
  target = '',
  scenario = 'rate: 50/s',
  hosts = 'stage.example.com',
}: Parts = {}) =>
  `targets:
  stage: { url: ${url}${target} }
scenarios:
  root:
    request: GET /
    ${scenario}
allow-hosts: [${hosts}]
`;
const read = (parts?: Parts): Config => parseConfig(text(parts), 'loadgate.yml');

describe('a target with a url', () => {
  it('is at one URL, or at two', () => {
    expect(read()).toMatchObject({
      targets: [
        { name: 'stage', url: { candidate: 'https://stage.example.com', baseline: null }, port: 443 },
      ],
      allowHosts: ['stage.example.com'],
    });
    const url = '{ candidate: "https://NEW.example.com:8443/", baseline: "http://old.example.com:80" }';
    expect(read({ url, hosts: '"*.example.com"' }).targets).toMatchObject([
      {
        url: { candidate: 'https://new.example.com:8443', baseline: 'http://old.example.com' },
        port: 8443,
        build: null,
      },
    ]);
  });

  it('may say when it is ready', () => {
    const target = ', ready: { path: /healthz, expect: { body: ok } }, ready-timeout: 30s';
    expect(read({ target }).targets).toMatchObject([
      { ready: { path: '/healthz' }, readyExpect: { body: 'ok' }, readyTimeoutMs: 30_000 },
    ]);
  });

  it.each([
    ['build: .', 'loadgate.yml:2:53: targets.stage.build: it says how loadgate runs a target'],
    ['port: 80', 'loadgate.yml:2:52: targets.stage.port: it says how loadgate runs a target'],
    ['caps: { cpus: 1 }', 'targets.stage.caps: it says how loadgate runs a target'],
    ['needs: []', 'targets.stage.needs: it says how loadgate runs a target'],
    ['env: { A: b }', 'targets.stage.env: it says how loadgate runs a target'],
  ])('has no %s', (target, message) => {
    const [first, ...more] = messagesOf(text({ target: `, ${target}` }));
    expect(first).toContain(message);
    expect(more).toEqual([]);
  });

  it.each([
    ['stage.example.com', 'targets.stage.url: "stage.example.com" is no URL of http or https'],
    ['"ftp://stage.example.com"', 'is no URL of http or https'],
    ['"https://stage.example.com/api"', 'has more than a host and a port'],
    ['"https://stage.example.com/?x"', 'has more than a host and a port'],
    ['"https://me:secret@stage.example.com"', 'the URL has a user or a password in it'],
    ['"https://stage.example.com."', 'is no name of a host'],
    ['{ candidate: "https://stage.example.com" }', '"baseline" is missing'],
    ['[a]', 'expected a URL such as https://stage.example.com, or a mapping with "candidate" and "baseline"'],
  ])('is not at %s', (url, message) => {
    const messages = messagesOf(text({ url }));
    expect(messages.join('\n')).toContain(message);
    expect(messages.join('\n')).not.toContain('hunter2');
  });

  it('never shows a password that stands in its URL', () => {
    const messages = messagesOf(text({ url: '"https://me:hunter2@stage.example.com"' }));
    expect(messages.join('\n')).not.toContain('hunter2');
  });
});

describe('allow-hosts', () => {
  it('has every host that a url names, and is read where it is written', () => {
    expect(messagesOf(text({ hosts: 'example.com' }))).toEqual([
      'loadgate.yml:2:17: targets.stage.url: the host "stage.example.com" is not in "allow-hosts"',
    ]);
    const url = '{ candidate: "http://a.example.com", baseline: "http://b.example.com:81" }';
    expect(messagesOf(text({ url, hosts: 'a.example.com, "b.example.com:80"' }))).toEqual([
      'loadgate.yml:2:64: targets.stage.url.baseline: the host "b.example.com:81" is not in "allow-hosts"',
    ]);
  });

  it.each(['"*"', '"*.com"', '"https://example.com"', '"example.com/x"'])('has no %s', (hosts) => {
    expect(messagesOf(text({ hosts: `stage.example.com, ${hosts}` }))).toEqual([
      expect.stringContaining('expected a host such as stage.example.com, *.example.com, or 127.0.0.1:8080'),
    ]);
  });
});

describe('a scenario that is sent to a URL', () => {
  it.each([
    ['connections: 4', 'loadgate.yml:4:3: scenarios.root: "rate" is missing: target "stage" has a "url"'],
    ['rate: 1001/s', 'loadgate.yml:6:11: scenarios.root.rate: at most 1000/s: target "stage" has a "url"'],
    ['{ rate: 50/s, connections: 501 }', 'scenarios.root.connections: at most 500: target "stage" has'],
    ['{ rate: 50/s, upstream: true }', "and it can't reach loadgate's upstream"],
  ])('with %s is refused', (scenario, message) => {
    const lines = scenario.replace(/^\{ (.*) \}$/, '$1').replaceAll(', ', '\n    ');
    const [first, ...more] = messagesOf(text({ scenario: lines }));
    expect(first).toContain(message);
    expect(more).toEqual([]);
  });

  it('has a rate up to the most', () => {
    expect(read({ scenario: 'rate: 60000/min' }).scenarios[0]?.rate).toBe(1000);
  });

  it('is free where it names other targets', () => {
    const config = parseConfig(
      `${text().replace('scenarios:', '  app: { build: ., port: 80 }\nscenarios:')}`.replace(
        'allow-hosts',
        '  fast: { request: GET /, targets: [app] }\nallow-hosts',
      ),
      'loadgate.yml',
    );
    expect(config.scenarios.map(({ rate = null }) => rate)).toEqual([50, null]);
  });
});
