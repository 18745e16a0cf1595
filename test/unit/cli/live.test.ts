import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventLog } from '../../../src/cli/events.js';
import { terminalLog } from '../../../src/cli/log.js';
import type { SoFar } from '../../../src/job/so-far.js';

const KNOWN: SoFar = {
  spentMs: 30_000,
  budgetMs: 120_000,
  cells: [
    {
      target: 'api',
      scenario: 'items',
      step: 'screen',
      generations: 2,
      metric: 'throughput',
      ratio: 0.98,
      interval: { low: 0.95, high: 1.01 },
    },
    {
      target: 'api',
      scenario: 'old',
      step: 'unchanged',
      generations: 0,
      metric: null,
      ratio: null,
      interval: null,
    },
    {
      target: 'api',
      scenario: 'evil\u001b[2J\nx',
      step: 'done',
      generations: 4,
      metric: 'cpu',
      ratio: 1.2,
      interval: null,
    },
  ],
};

function terminal(isTTY: boolean) {
  let text = '';
  const stream = {
    isTTY,
    columns: 100,
    rows: 40,
    write: (part: string) => {
      text += part;
      return true;
    },
    on: () => stream,
    once: () => stream,
    off: () => stream,
    removeListener: () => stream,
  };
  return { stream: stream as unknown as WriteStream, text: () => text };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the terminal while a run measures', () => {
  it('shows time left, and what is known of each cell', () => {
    const { stream, text } = terminal(true);
    const log = terminalLog(stream, { verbose: false });
    log.progress('api: generation 3');
    log.soFar(KNOWN);
    expect(text()).toContain('██████░░░░░░░░░░░░░░░░░░ at most 1 min 30 s left, 1 of 2 cells decided');
    expect(text()).toContain('· api/items');
    expect(text()).toMatch(/throughput −2\.?\d* %, 2 generations/);
    expect(text()).toMatch(/✓ api\/evil x +CPU time \+20(\.0)? %, 4 generations/);
    expect(text()).not.toContain('api/old');
    expect(text()).not.toContain('\u001b[2J');
  });

  it('counts down by itself, and keeps messages above', () => {
    const { stream, text } = terminal(true);
    const log = terminalLog(stream, { verbose: false });
    log.soFar(KNOWN);
    log.warning('something');
    vi.advanceTimersByTime(2_500);
    expect(text()).toContain('warning: something\n');
    expect(text()).toContain('at most 1 min 28 s left');
    log.clear();
    const before = text();
    vi.advanceTimersByTime(5_000);
    expect(text()).toBe(before);
  });

  it('has plain lines where there is no terminal', () => {
    const { stream, text } = terminal(false);
    const log = terminalLog(stream, { verbose: false });
    log.soFar(KNOWN);
    log.progress('api: generation 3');
    log.clear();
    expect(text()).toBe('api: generation 3\n');
  });
});

describe('--json-lines', () => {
  it('is a line of JSON for each message and each piece of news, with nothing in it that acts', async () => {
    let text = '';
    const log = eventLog((part) => {
      text += part;
    });
    log.info('a\nb');
    await log.group('building api', async () => log.info('Step 1'));
    log.warning('w');
    log.soFar(KNOWN);
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { event: 'message', level: 'info', text: 'a\nb' },
      { event: 'message', level: 'info', text: 'building api' },
      { event: 'message', level: 'warning', text: 'w' },
      { event: 'progress', ...KNOWN },
    ]);
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});
