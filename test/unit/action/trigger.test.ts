import { describe, expect, it } from 'vitest';
import { mayKeepImages, readTrigger } from '../../../src/action/trigger.js';

const repository = { full_name: 'acme/shop', default_branch: 'main' };
const pullRequestFrom = (head: string) => ({
  repository,
  pull_request: {
    number: 7,
    head: { sha: 'a'.repeat(40), ref: 'feature', repo: { full_name: head } },
    base: { sha: 'b'.repeat(40), ref: 'main', repo: repository },
  },
});

describe('built images', () => {
  it.each<[string, unknown, boolean]>([
    ['push', { repository }, true],
    ['schedule', { repository }, true],
    ['workflow_dispatch', { repository }, true],
    ['pull_request', pullRequestFrom('acme/shop'), true],
    ['pull_request', pullRequestFrom('stranger/shop'), false],
    ['workflow_run', { repository }, false],
    ['repository_dispatch', { repository }, false],
  ])('of a run by %s are shared with other runs: %#', (name, event, expected) => {
    const file = { path: 'event.json', content: event };
    const { trigger } = readTrigger(name, 'refs/heads/main', file);
    expect(mayKeepImages(trigger)).toBe(expected);
  });
});
