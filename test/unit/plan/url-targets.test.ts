import { describe, expect, it } from 'vitest';
import type { LoadgateError } from '../../../src/model/error.js';
import { elsewhereIn, withoutUrls } from '../../../src/plan/url-targets.js';
import { makeConfig, makeScenario, makeTarget } from './builders.js';

const at = (name: string) =>
  makeTarget(name, { build: null, url: { candidate: `https://${name}.example.com`, baseline: null } });
const mixed = {
  ...makeConfig([makeTarget('app'), at('stage'), at('live')], [makeScenario('root')]),
  allowHosts: ['*.example.com'],
};

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as LoadgateError).code;
  }
};

describe('withoutUrls', () => {
  it('leaves targets at URLs out, and the hosts that they could be at, and says so', () => {
    const { config, note } = withoutUrls(mixed);
    expect(config.targets.map(({ name }) => name)).toEqual(['app']);
    expect(config.allowHosts).toEqual([]);
    expect(note).toBe('Not measured, because this pull request is from a fork: stage, live (at a URL).');
    expect(withoutUrls(config)).toEqual({ config, note: null });
  });

  it('refuses what was asked for by name, and what would leave nothing', () => {
    expect(codeOf(() => withoutUrls(mixed, ['stage/root']))).toBe('url-fork');
    expect(codeOf(() => withoutUrls(mixed, ['app', 'live']))).toBe('url-fork');
    expect(codeOf(() => withoutUrls({ ...mixed, targets: [at('stage')] }))).toBe('url-fork');
    expect(codeOf(() => withoutUrls(mixed, ['app']).config.targets.length)).toBe(1);
  });
});

it('knows which cells somebody else runs', () => {
  const isElsewhere = elsewhereIn(mixed);
  expect(['app', 'stage', 'live', 'other'].map((target) => isElsewhere({ target }))).toEqual([
    ...[false, true, true, false],
  ]);
});
