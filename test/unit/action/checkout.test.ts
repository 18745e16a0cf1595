import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCheckout } from '../../../src/action/checkout.js';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'loadgate-checkout-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

function checkout(...paths: readonly string[]): void {
  for (const path of paths) mkdirSync(join(workspace, path, '.git'), { recursive: true });
}
const found = (path: string | null = null): string => {
  const { folder, path: relative } = findCheckout(workspace, path);
  expect(folder).toBe(join(workspace, relative));
  return relative;
};

describe('findCheckout', () => {
  it('takes the workspace itself, whatever is checked out below it', () => {
    checkout('.', 'tools');
    expect(found()).toBe('.');
  });

  it.each(['app', 'src/app', 'a/b/c'])('finds the only one below the workspace: %s', (path) => {
    checkout(path, `${path}/vendor/part`, 'node_modules/x', '.cache/y');
    expect(found()).toBe(path);
  });

  it('knows a worktree or a submodule by its .git file', () => {
    mkdirSync(join(workspace, 'app'));
    writeFileSync(join(workspace, 'app', '.git'), 'gitdir: /elsewhere\n');
    expect(found()).toBe('app');
  });

  it('does not follow links', () => {
    checkout('app');
    symlinkSync(join(workspace, 'app'), join(workspace, 'again'));
    expect(found()).toBe('app');
  });

  it('leaves it to git to say that there is none', () => {
    expect(found()).toBe('.');
  });

  it('does not guess between two', () => {
    checkout('app', 'tools');
    expect(() => found()).toThrow(/2 checkouts below the workspace: app, tools/);
    expect(found('tools')).toBe('tools');
    expect(found('./app/')).toBe('app');
  });

  it.each([
    ['docs', 'is no checkout'],
    ['../elsewhere', 'is outside of the workspace'],
    ['/etc', 'is outside of the workspace'],
  ])('refuses the path %s', (path, why) => {
    checkout('app');
    expect(() => found(path)).toThrow(why);
  });
});
