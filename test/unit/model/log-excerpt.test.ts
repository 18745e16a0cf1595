import { describe, expect, it } from 'vitest';
import { EXCERPT_LINES, logExcerpt } from '../../../src/model/log-excerpt.js';

const noise = (count: number, text = 'GET /health HTTP/1.1 200') =>
  Array.from({ length: count }, (_, at) => `10.0.0.1 - - "${text}" ${at}`);

const excerpt = (...lines: readonly string[]) => logExcerpt(lines).join('\n');

describe('the excerpt of a log', () => {
  it('is all of a short one', () => {
    const lines = ['Error: a', 'b'];
    expect(logExcerpt(lines)).toBe(lines);
  });

  it('has the cause that stands above a screen of noise, what came before it, and the last lines', () => {
    const cause = [
      '#7 RUN npm install',
      '> node-gyp rebuild',
      'src/a.cc:4:10: fatal error: vips.h: No such file',
    ];
    const text = excerpt(...noise(40), ...cause, ...noise(30), 'npm install exited with 1');
    for (const line of cause) expect(text).toContain(line);
    expect(text).toContain('npm install exited with 1');
    expect(text).toMatch(/^… 40 lines left out\n/);
  });

  it('says how many lines it leaves out, and is never longer than it may be', () => {
    for (const at of [0, 1, 2, 3, 10, 50, 80, 90, 98, 99]) {
      const lines = noise(100).map((line, index) => (index === at ? 'ValueError: no' : line));
      const found = logExcerpt(lines);
      expect(found.length, `cause at ${at}`).toBeLessThanOrEqual(EXCERPT_LINES);
      expect(found).toContain('ValueError: no');
      expect(found.at(-1)).toBe(lines.at(-1));
      const left = found.flatMap((line) => /^… (\d+) lines? left out$/.exec(line)?.[1] ?? []).map(Number);
      const shown = found.length - left.length;
      expect(shown + left.reduce((sum, count) => sum + count, 0), `cause at ${at}`).toBe(100);
    }
  });

  it.each([
    ['a stack of Python', 'Traceback (most recent call last):'],
    ['a compiler of Go', './main.go:12:3: undefined: handler'],
    ['a compiler of TypeScript', "src/app.ts(3,7): error TS2304: Cannot find name 'x'."],
    ['npm', 'npm error code E404'],
    ['a panic of Rust', "thread 'main' panicked at src/main.rs:4:5:"],
    ['a panic of Go', 'panic: runtime error: invalid memory address'],
    ['a JVM', 'Exception in thread "main" java.lang.IllegalStateException: no port'],
    ['a server', '[2026-01-01] ERROR could not connect to the database'],
    ['Node.js', 'Error: listen EADDRINUSE: address already in use 0.0.0.0:80'],
    ['a shell', 'sh: 1: gunicorn: not found'],
    ['make', 'make: *** [Makefile:3: all] Error 2'],
  ])('finds the error of %s', (_, line) => {
    expect(excerpt(...noise(30), line, ...noise(40))).toContain(line);
  });

  it.each([
    '10.0.0.1 - - "GET /errors HTTP/1.1" 404',
    'compiled with 0 errors',
    'npm warn deprecated error-ex@1.0.0',
    'INFO migration 12: adds the table errors',
    'COPY error-page.html /app/',
    'Applying error_pages.0001_initial... OK',
  ])('takes %s for no error', (line) => {
    const text = excerpt(line, ...noise(30), 'RuntimeError: the real one', ...noise(40));
    expect(text).toContain('RuntimeError: the real one');
    expect(text.split('\n')[0]).not.toBe(line);
  });

  it('has the last lines where nothing looks like an error', () => {
    const lines = noise(50);
    expect(logExcerpt(lines)).toEqual(['… 31 lines left out', ...lines.slice(-19)]);
  });
});
