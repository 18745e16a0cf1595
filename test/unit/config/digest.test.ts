import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { parseConfig } from '../../../src/config/parse.js';
import { file } from './helpers.js';

function digest(parts: Parameters<typeof file>[0] = {}, name = 'loadgate.yml'): string {
  return configDigest(parseConfig(file(parts), name));
}

describe('configDigest', () => {
  it('is a SHA-256 that stays the same from release to release', () => {
    expect(digest()).toBe('2870331d7a289c3089e9b59353f60868ff84ac099c47dac48c0122ae9dece1f9');
  });

  it.each<[string, Parameters<typeof file>[0]]>([
    ['a comment before everything', { top: '# c\n' }],
    ['a default that is written out', { scenario: 'connections: 32\ntimeout: 10000ms' }],
    ['the gate', { top: 'gate: { slower: 9%, on-inconclusive: fail }\n' }],
    ['the budget', { top: 'budget: 1m\n' }],
    ['how many generations there are', { top: 'measure: { screen-generations: 5, max-generations: 30 }\n' }],
    ['how it is compared', { top: 'compare: stored\n' }],
    ['how long one waits', { target: 'ready-timeout: 5m' }],
    ['caches of layers', { build: '{ context: ., cache: { from: type=gha } }' }],
  ])('does not change with %s', (_, parts) => {
    expect(digest(parts)).toBe(digest());
  });

  it('does not change with place and order', () => {
    const a = 'a: { build: a, port: 1, env: { X: 1, Y: 2 } }';
    const b = 'b: { build: b, port: 2 }';
    const one = `targets: { ${a}, ${b} }\nscenarios: { s: { request: GET /, targets: [a, b] } }`;
    const two = `\n\nscenarios: { s: { targets: [b, a], request: GET / } }\ntargets: { ${b}, a: { env: { Y: 2, X: 1 }, port: 1, build: a } }`;
    expect(configDigest(parseConfig(one, 'x'))).toBe(configDigest(parseConfig(two, 'y')));
  });

  it.each<[string, Parameters<typeof file>[0]]>([
    ['environment', { target: 'env: { A: 1 }' }],
    ['caps', { top: 'caps: { cpus: 0.5 }\n' }],
    ['request', { scenario: 'expect: { status: 200 }' }],
    ['connections', { scenario: 'connections: 33' }],
    ['rate', { scenario: 'rate: 500/s' }],
    ['targets of a scenario', { scenario: 'targets: [app]' }],
    ['upstream', { scenario: 'upstream: true' }],
    ['round length', { top: 'measure: { duet: 2s }\n' }],
    ['network', { target: 'network: open' }],
    ['command', { target: 'command: node x' }],
    ['stage', { build: '{ context: ., target: final }' }],
    ['secrets', { build: '{ context: ., secrets: [npmrc] }' }],
  ])('changes with %s', (_, parts) => {
    expect(digest(parts)).not.toBe(digest());
  });
});
