import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/config/digest.js';
import { file, messagesOf, onlyScenario, parse } from './helpers.js';

const of = (capacity: string) => onlyScenario({ scenario: `capacity: ${capacity}` });

describe('a search for a capacity', () => {
  it('has a first level, a limit of failures, and a time for each level where none are said', () => {
    expect(of('{ of: connections, to: 10000 }').capacity).toEqual({
      of: 'connections',
      from: 32,
      to: 10_000,
      until: { p99Ms: null, errors: 0.01, cpu: null },
      holdMs: 3_000,
    });
    expect(of('{ of: connections, to: 8 }').capacity?.from).toBe(8);
    expect(onlyScenario()).not.toHaveProperty('capacity');
  });

  it('reads limits as people write them', () => {
    const written =
      '{ of: rate, from: 100, to: 50000, until: { p99: 500ms, errors: 0.5%, cpu: 95% }, hold: 2m }';
    expect(of(written).capacity).toEqual({
      of: 'rate',
      from: 100,
      to: 50_000,
      until: { p99Ms: 500, errors: 0.005, cpu: 0.95 },
      holdMs: 120_000,
    });
  });

  it('opens more connections for a rate, unless it is said how many', () => {
    expect(of('{ of: rate, to: 500 }').connections).toBe(256);
    expect(of('{ of: connections, to: 500 }').connections).toBe(32);
    const scenario = 'connections: 8\ncapacity: { of: rate, to: 500 }';
    expect(onlyScenario({ scenario }).connections).toBe(8);
  });

  it('makes another configuration of it', () => {
    const digest = (to: number) => configDigest(parse({ scenario: `capacity: { of: rate, to: ${to} }` }));
    expect(digest(500)).not.toBe(digest(600));
    expect(digest(500)).not.toBe(configDigest(parse()));
  });

  it.each([
    ['{ of: connections }', '"to" is missing'],
    ['{ of: users, to: 10 }', '"connections" or "rate"'],
    ['{ of: connections, to: 10001 }', 'at most 10000 connections'],
    ['{ of: rate, to: 100001 }', 'a whole number from 1 to 100000'],
    ['{ of: connections, from: 64, to: 32 }', '"from" is more than "to" (32)'],
    ['{ of: connections, from: 0, to: 32 }', 'a whole number from 1 to 100000'],
    ['{ of: connections, to: 32, until: { cpu: 95 } }', 'write 95% or 0.95'],
    ['{ of: connections, to: 32, until: { p95: 1s } }', 'p95'],
    ['{ of: connections, to: 32, hold: 100ms }', 'out of range'],
  ])('refuses %s', (capacity, message) => {
    expect(messagesOf(file({ scenario: `capacity: ${capacity}` })).join('\n')).toContain(message);
  });

  it('refuses a rate beside it, and a target that somebody else runs', () => {
    const scenario = 'rate: 100/s\ncapacity: { of: connections, to: 32 }';
    expect(messagesOf(file({ scenario })).join('\n')).toContain('a search sets the load itself');
    const url = `allow-hosts: [example.com]
targets: { app: { url: "https://example.com" } }
scenarios: { root: { request: GET /, capacity: { of: connections, to: 32 } } }
`;
    expect(messagesOf(url).join('\n')).toContain('a search for its limit goes beyond what it carries');
  });
});
