import { describe, expect, it } from 'vitest';
import type { Build, UpstreamUse } from '../../../src/model/config.js';
import { type DigestInputs, inputsDigest } from '../../../src/plan/digest.js';
import { aBuild } from '../../support/targets.js';
import { makeScenario, makeTarget } from './builders.js';

const target = makeTarget('flask');
const scenario = makeScenario('json');
const inputs: DigestInputs = {
  target,
  scenario,
  caps: target.caps,
  contextTree: 'a'.repeat(40),
  dockerfileBlob: 'b'.repeat(40),
};
const digest = inputsDigest(inputs);
const upstream: UpstreamUse = { delayMs: 100, calls: 1, reuse: null, pool: null };

describe('inputsDigest', () => {
  it('is 64 hexadecimal digits, and the same each time and for any order of members', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const reordered = { ...target, caps: { openFiles: 65_536, pids: 256, memoryBytes: 2 ** 30, cpus: 1 } };
    expect(inputsDigest({ ...inputs, target: reordered, caps: reordered.caps })).toBe(digest);
  });

  it.each<[string, Partial<DigestInputs>]>([
    ['the build context', { contextTree: 'c'.repeat(40) }],
    ['the Dockerfile', { dockerfileBlob: 'c'.repeat(40) }],
    ['no Dockerfile', { dockerfileBlob: null }],
    ['build arguments', { target: { ...target, build: aBuild('.', { dockerfile: 'D', args: { A: '1' } }) } }],
    ['the environment', { target: { ...target, env: { WORKERS: '2' } } }],
    ['the port', { target: { ...target, port: 8081 } }],
    ['the command', { target: { ...target, command: ['python', 'app.py'] } }],
    ['the caps', { caps: { ...target.caps, cpus: 0.5 } }],
    ['the network', { target: { ...target, network: 'open' } }],
    ['the readiness request', { target: { ...target, ready: { ...scenario.request, body: null } } }],
    ['the request', { scenario: { ...scenario, request: { ...scenario.request, body: 'x' } } }],
    ['the expectation', { scenario: { ...scenario, expect: { ...scenario.expect, json: { a: 1 } } } }],
    ['the upstream', { scenario: { ...scenario, upstream } }],
    ['the connections', { scenario: { ...scenario, connections: 64 } }],
    ['the rate', { scenario: { ...scenario, rate: 500 } }],
    ['the time-out', { scenario: { ...scenario, timeoutMs: 1 } }],
  ])('changes with %s', (_name, change) => {
    expect(inputsDigest({ ...inputs, ...change })).not.toBe(digest);
  });

  it('changes with what is asked of the connections to the upstream, and is the older one where nothing is', () => {
    const of = (changes: Partial<UpstreamUse>) =>
      inputsDigest({ ...inputs, scenario: { ...scenario, upstream: { ...upstream, ...changes } } });
    // As 0.1 made it, which knew neither of the two.
    expect(of({})).toBe('63dbc1cce470116bff0123e9136b158c917f5a2961024a11158d851737c1bd2f');
    expect(
      new Set([of({}), of({ reuse: 'on' }), of({ reuse: 'off' }), of({ reuse: 'on', pool: 8 })]).size,
    ).toBe(4);
  });

  it('changes with the files that its request sends, and not with their places', () => {
    const of = (file: string, id: string | null) =>
      inputsDigest({
        ...inputs,
        scenario: { ...scenario, request: { ...scenario.request, body: { file } } },
        bodyFiles: { [file]: id },
      });
    expect(new Set([digest, of('a.json', 'a'), of('a.json', 'b'), of('a.json', null)]).size).toBe(4);
    expect(of('b.json', 'a')).toBe(of('a.json', 'a'));
    const form = (filename: string) => {
      const content = { file: 'a.png', filename, type: 'image/png' };
      const request = { ...scenario.request, body: { multipart: [{ name: 'photo', content }] } };
      return inputsDigest({ ...inputs, scenario: { ...scenario, request }, bodyFiles: { 'a.png': 'a' } });
    };
    expect(form('a.png')).not.toBe(form('b.png'));
  });

  it('changes with its limits, so that new ones are judged, and is the older one without', () => {
    const of = (limits: DigestInputs['limits'] = {}) => inputsDigest({ ...inputs, limits });
    expect(of()).toBe(digest);
    expect(new Set([of(), of({ p99: 1 }), of({ p99: 2 }), of({ p95: 1 })]).size).toBe(4);
  });

  it('changes with the rows of its data', () => {
    const of = (names: string | null) => inputsDigest({ ...inputs, data: { names } });
    expect(new Set([digest, of('a'), of('b'), of(null)]).size).toBe(4);
  });

  it('changes with each key of the build, and is the older one where none is given', () => {
    const of = (part: Partial<Build>) =>
      inputsDigest({ ...inputs, target: { ...target, build: aBuild('services/flask', part) } });
    // As 0.1 made it, which knew none of these keys.
    expect(of({})).toBe('dad519cc1190390a884d83a28b717b3d2908b4c52066a10f17e7234a6bb7a5d6');
    const all = [
      of({}),
      of({ target: 'final' }),
      of({ platform: 'linux/arm64' }),
      of({ network: 'none' }),
      of({ secrets: [{ id: 'npmrc', env: 'NPMRC' }] }),
      of({ ssh: ['default'] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('does not change with the caches of a build, nor with the variable that holds a secret', () => {
    const of = (part: Partial<Build>) =>
      inputsDigest({ ...inputs, target: { ...target, build: aBuild('.', part) } });
    expect(of({ cache: { from: ['type=gha'], to: ['type=gha'] } })).toBe(of({}));
    expect(of({ secrets: [{ id: 'a', env: 'A' }] })).toBe(of({ secrets: [{ id: 'a', env: 'B' }] }));
  });

  it('does not change with names, paths, locations and waits', () => {
    const moved = {
      ...makeTarget('other', { readyTimeoutMs: 1, location: null }),
      build: aBuild('elsewhere'),
    };
    const renamed = { ...scenario, name: 'renamed', location: null, targets: ['other'] };
    expect(inputsDigest({ ...inputs, target: moved, scenario: renamed })).toBe(digest);
  });
});
