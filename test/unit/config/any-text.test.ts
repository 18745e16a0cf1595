import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { errorsOf, thrownBy } from './helpers.js';

const valid = `caps: { cpus: 1, memory: 1g }
budget: 10m
gate: { slower: 3%, memory: 10%, on-inconclusive: warn }
targets:
  flask: &f { build: fixtures/targets/flask, port: 8080, env: { A: 1 } }
  api: { <<: *f, build: { context: ., dockerfile: deploy/Dockerfile, args: { MODE: release } }, ready: GET /healthz }
scenarios:
  text: { request: GET /text, expect: { body: "Hello, World!" } }
  blocking: { request: { path: /x, headers: { A: b } }, upstream: { delay: 100ms, calls: 1 }, connections: 64 }
`;

/** LOADGATE_FUZZ=20 looks twenty times as far. */
function runs(count: number): number {
  return count * Number(process.env.LOADGATE_FUZZ ?? 1);
}

/** What no error of a configuration may lack. */
function expectGoodErrors(text: string): void {
  for (const error of errorsOf(text)) {
    expect(['config-invalid', 'config-syntax']).toContain(error.code);
    expect(error.kind).toBe('usage');
    expect(error.hint).not.toBe('');
    expect(error.message).toMatch(/^loadgate\.yml:[1-9]\d*:[1-9]\d*: ./);
  }
}

describe('parseConfig throws nothing but LoadgateErrors', { timeout: 600_000 }, () => {
  it('the starting point is valid', () => {
    expect(errorsOf(valid)).toEqual([]);
  });

  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => expectGoodErrors(text)),
      { numRuns: runs(1_000) },
    );
  });

  it('on text made of what YAML is made of', () => {
    const token = fc.constantFrom(
      ...[
        ':',
        '- ',
        '\n',
        '\n  ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '&a ',
        '*a',
        '<<: ',
        '? ',
        '|\n',
        '>-\n',
        '"',
        "'",
        '#',
      ],
      ...[
        '!!str ',
        '!x ',
        '---\n',
        '...\n',
        '%YAML 1.1\n',
        '~',
        '.nan',
        '0x1',
        '\t',
        '\r\n',
        '__proto__',
        '\\',
        '@',
      ],
      ...[
        'targets: ',
        'scenarios: ',
        'build: ',
        'port: 80',
        'request: GET /',
        'a: ',
        'env: ',
        'constructor: ',
      ],
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => expectGoodErrors(tokens.join(''))),
      { numRuns: runs(1_000) },
    );
  });

  it('on a valid file with a piece taken out, doubled or changed', () => {
    const at = fc.nat(valid.length);
    fc.assert(
      fc.property(at, at, fc.string({ maxLength: 5 }), fc.boolean(), (from, to, put, double) => {
        const [start, end] = [Math.min(from, to), Math.max(from, to)];
        const piece = double ? valid.slice(start, end).repeat(2) : put;
        expectGoodErrors(valid.slice(0, start) + piece + valid.slice(end));
      }),
      { numRuns: runs(300) },
    );
  });

  it('on any values at the right places, and gives a whole configuration where it accepts them', () => {
    const key = fc.constantFrom('a', 'flask', '__proto__', 'constructor', 'toString', '', 'x y', '1');
    const any = fc.oneof(
      fc.json(),
      fc.constantFrom('"GET /"', '"."', '8080', '"1s"', '"3%"', 'true', '{}', '[]', 'null', '1e999'),
    );
    const mapping = (names: readonly string[]) =>
      fc
        .dictionary(fc.oneof(fc.constantFrom(...names), key), any)
        .map(
          (entries) =>
            `{${Object.entries(entries).map(([name, value]) => `${JSON.stringify(name)}: ${value}`)}}`,
        );
    const shared = [
      'build',
      'image',
      'command',
      'port',
      'env',
      'env-file',
      'ready',
      'caps',
      'needs',
      'cap-add',
    ];
    const target = mapping([
      ...shared,
      'process',
      'network',
      'ready-timeout',
      'prepare',
      'tmpfs',
      'extra-hosts',
    ]);
    const services = mapping(['from', 'only', 'db', 'flask']);
    const service = mapping([...shared, 'seed', 'count', 'user', 'shm-size']);
    const scenario = mapping(['request', 'expect', 'upstream', 'connections', 'rate', 'timeout', 'targets']);
    const gate = mapping(['slower', 'latency', 'memory', 'on-inconclusive']);
    fc.assert(
      fc.property(key, target, key, scenario, gate, services, service, (a, one, b, two, three, all, db) => {
        const text = `targets: { ${JSON.stringify(a)}: ${one} }\nscenarios: { ${JSON.stringify(b)}: ${two} }\ngate: ${three}\nservices: ${all.replace('"db":', `"db": ${db}, "x":`)}`;
        expectGoodErrors(text);
        thrownBy(() => {
          const config = parseConfig(text, 'f');
          expect(config.targets).toHaveLength(1);
          const { build, image, command, process } = config.targets[0] ?? {};
          expect(build ?? image ?? command ?? process).not.toBeNull();
          for (const one of config.services) expect(one.build === null).toBe(one.image !== null);
        });
      }),
      { numRuns: runs(400) },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
