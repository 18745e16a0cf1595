import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { limitsIn } from '../../../src/plan/limits.js';
import { errorsOf, file, messagesOf, onlyScenario, onlyTarget, parse } from './helpers.js';

const ALL =
  '{ p50: 5ms, p95: 40ms, p99: 250ms, errors: 0.1%, requests: 500/s, cpu: 0.4ms, memory: 256m, start-time: 5s, image-size: 120m }';
const READ = {
  p50: 5_000,
  p95: 40_000,
  p99: 250_000,
  errors: 0.001,
  requests: 500,
  cpu: 400,
  memory: 256 * 2 ** 20,
  'start-time': 5_000_000,
  'image-size': 120 * 2 ** 20,
};

describe('limits', () => {
  it('are read in the units of records, at the top level, of a target, and of a scenario', () => {
    expect(parse({ top: `limits: ${ALL}\n` }).limits).toEqual(READ);
    expect(onlyTarget({ target: `limits: ${ALL}` }).limits).toEqual(READ);
    const { 'start-time': _, 'image-size': __, ...ofScenario } = READ;
    const own = ALL.replace(', start-time: 5s, image-size: 120m', '');
    expect(onlyScenario({ scenario: `limits: ${own}` }).limits).toEqual(ofScenario);
  });

  it('can be that no request fails', () => {
    for (const none of ['0', '0%']) {
      expect(onlyScenario({ scenario: `limits: { errors: ${none} }` }).limits).toEqual({ errors: 0 });
    }
  });

  it('are no member where none are given, so that digests stay what they were', () => {
    for (const one of [parse(), onlyTarget(), onlyScenario(), parse({ top: 'limits: {}\n' })]) {
      expect('limits' in one).toBe(false);
    }
  });

  it('change no digest of what decides the figures', () => {
    const digest = (parts: Parameters<typeof file>[0] = {}) => configDigest(parseConfig(file(parts), 'x'));
    expect(digest({ top: `limits: ${ALL}\n` })).toBe(digest());
    expect(digest({ target: `limits: ${ALL}` })).toBe(digest());
    expect(digest({ scenario: 'limits: { p99: 1s }' })).toBe(digest());
  });

  it.each([
    ['limits: { p99: 250 }', '250 has no unit: write 250ms'],
    ['limits: { p99: 10m }', '"10m" is out of range: 0.01ms to 5m'],
    ['limits: { errors: 2 }', '2 would be 200 %: write 2%'],
    ['limits: { errors: 60% }', '"60%" is out of range: 0% to 50%'],
    ['limits: { requests: 500 }', '500 has no unit: write 500/s'],
    ['limits: { memory: big }', '"big" is no size'],
    ['limits: { p98: 1s }', 'unknown key "p98" in scenarios.root.limits'],
    ['limits: { image-size: 1g }', 'unknown key "image-size" in scenarios.root.limits'],
    ['limits: { start-time: 1s }', 'unknown key "start-time" in scenarios.root.limits'],
    ['limits: 5', 'a mapping'],
    [
      'capacity: { of: connections, to: 100, until: { p99: 1s } }\nlimits: { p99: 1s }',
      '"capacity" and "limits" are both there',
    ],
    [
      'rate: 200/s\nlimits: { requests: 500/s }',
      'every run would break it: 200/s arrive, and 500/s have to be answered',
    ],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(file({ scenario: text })).join('\n')).toContain(message);
  });

  it('say where they are wrong', () => {
    const [error] = errorsOf(file({ target: 'limits: { p99: soon }' }));
    expect(error?.location).toMatchObject({ file: 'loadgate.yml', line: 5 });
    expect(error).toMatchObject({ code: 'config-invalid', kind: 'usage' });
  });

  it('are none of a target that somebody else runs', () => {
    const text = `allow-hosts: [stage.example.com]
targets: { stage: { url: "https://stage.example.com", limits: { p99: 1s } } }
scenarios: { root: { request: GET /, rate: 50/s } }
`;
    expect(messagesOf(text).join('\n')).toContain('"url" says that somebody else does');
  });
});

describe('the limits of a cell', () => {
  const config = parseConfig(
    `limits: { p99: 1s, errors: 1%, memory: 512m }
targets:
  api: { build: ., port: 80, limits: { p99: 500ms, image-size: 100m } }
  web: { build: web, port: 80 }
scenarios:
  list: { request: GET /list }
  order: { request: GET /order, limits: { p99: 100ms, errors: 0% } }
`,
    'loadgate.yml',
  );
  const of = (target: string, scenario: string) => limitsIn(config)({ target, scenario });
  const MIB = 2 ** 20;

  it('are those of its scenario, then of its target, then of all', () => {
    expect(of('web', 'list')).toEqual({ p99: 1_000_000, errors: 0.01, memory: 512 * MIB });
    const image = { memory: 512 * MIB, 'image-size': 100 * MIB };
    expect(of('api', 'list')).toEqual({ p99: 500_000, errors: 0.01, ...image });
    expect(of('api', 'order')).toEqual({ p99: 100_000, errors: 0, ...image });
  });

  it('that searches for a capacity are those of no load', () => {
    const searched = parseConfig(
      `limits: { p99: 1s, errors: 1%, start-time: 5s, image-size: 1m }
targets: { api: { build: ., port: 80 } }
scenarios: { carry: { request: GET /, capacity: { of: connections, to: 100, until: { p99: 500ms } } } }
`,
      'loadgate.yml',
    );
    expect(limitsIn(searched)({ target: 'api', scenario: 'carry' })).toEqual({
      'start-time': 5_000_000,
      'image-size': MIB,
    });
  });

  it('that the configuration does not have are those of its target, or of all', () => {
    expect(of('api', 'new').p99).toBe(500_000);
    expect(of('new', 'list').p99).toBe(1_000_000);
    expect(of('new', 'order').p99).toBe(100_000);
  });
});
