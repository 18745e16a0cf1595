import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { graceAfter } from '../../../src/system/interrupt.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('graceAfter', () => {
  it('is aborted its time after the other, with the same reason', () => {
    const cancel = new AbortController();
    const later = graceAfter(cancel.signal, 4_000);
    vi.advanceTimersByTime(60_000);
    expect(later.aborted).toBe(false);
    cancel.abort('cancelled');
    vi.advanceTimersByTime(3_999);
    expect(later.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(later.aborted).toBe(true);
    expect(later.reason).toBe('cancelled');
  });

  it('begins at once where the other is aborted already', () => {
    const later = graceAfter(AbortSignal.abort('cancelled'), 10);
    expect(later.aborted).toBe(false);
    vi.advanceTimersByTime(10);
    expect(later.reason).toBe('cancelled');
  });
});
