import { describe, expect, it } from 'vitest';
import { createCleanup } from '../../../src/system/cleanup.js';

describe('clean-up', () => {
  it('undoes last in, first out, each once', async () => {
    const done: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer('a', () => void done.push('a'));
    cleanup.defer('b', async () => void done.push('b'));
    await cleanup.run();
    await cleanup.run();
    expect(done).toEqual(['b', 'a']);
  });

  it('leaves out what was undone before', async () => {
    const done: string[] = [];
    const cleanup = createCleanup();
    const undo = cleanup.defer('a', () => void done.push('a'));
    await undo();
    await undo();
    await cleanup.run();
    expect(done).toEqual(['a']);
  });

  it('goes on after a failure and tells of it', async () => {
    const done: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer('first', () => void done.push('first'));
    cleanup.defer('broken', () => {
      throw new Error('no');
    });
    const failures = await cleanup.run();
    expect(done).toEqual(['first']);
    expect(failures).toEqual([{ name: 'broken', error: new Error('no') }]);
  });

  it('undoes what is deferred while it runs', async () => {
    const done: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer('slow', async () => {
      await Promise.resolve();
      cleanup.defer('late', () => void done.push('late'));
    });
    await cleanup.run();
    expect(done).toEqual(['late']);
  });
});
