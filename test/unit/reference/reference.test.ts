import { describe, expect, it } from 'vitest';
import { DEFAULT_CAPS } from '../../../src/config/defaults.js';
import { answer } from '../../../src/reference/handler.js';
import { dockerfile, librariesIn } from '../../../src/reference/image.js';
import { REQUEST } from '../../../src/reference/request.js';
import { programOf, referenceTarget } from '../../../src/reference/target.js';

describe("the reference target's work", () => {
  it('is a sum, a table and no markup of anybody else', () => {
    const lines = [
      { product: 'TEA & <b>milk</b>', category: 'kitchen', amount: 2, price: 150 },
      { product: 'spade', category: 'garden', amount: 1, price: 123_456 },
      { product: 'cup', category: 'kitchen', amount: 1, price: 5 },
    ];
    expect(JSON.parse(answer(JSON.stringify({ customer: 'ada lovelace', lines })))).toEqual({
      customer: 'Ada Lovelace',
      totals: { garden: 123_456, kitchen: 305 },
      sum: '1,237.61',
      html: [
        '<table><tr><td>Spade</td><td>1</td><td>1,234.56</td></tr>',
        '<tr><td>Tea &amp; &lt;b&gt;milk&lt;/b&gt;</td><td>2</td><td>3.00</td></tr>',
        '<tr><td>Cup</td><td>1</td><td>0.05</td></tr></table>',
      ].join('\n'),
    });
  });

  it('answers its own request, the same each time', () => {
    const body = REQUEST.body ?? '';
    expect(answer(body)).toBe(answer(body));
    expect((JSON.parse(answer(body)) as { html: string }).html.match(/<tr>/g)).toHaveLength(40);
  });

  it('takes nothing but such a request', () => {
    expect(() => answer('{')).toThrow(SyntaxError);
    expect(() => answer('{}')).toThrow(TypeError);
  });
});

describe("the reference target's image", () => {
  it('holds the files that Node.js has loaded, and not what the kernel gives it', () => {
    const loaded = ['linux-vdso.so.1', '/lib/x/libc.so.6', '/lib64/ld-linux.so.2', '/lib/x/libc.so.6', 7];
    expect(librariesIn(JSON.stringify(loaded))).toEqual(['/lib/x/libc.so.6', '/lib64/ld-linux.so.2']);
    expect(() => librariesIn('null')).toThrow(/shared libraries/);
  });

  it('is made of nothing else, and says where they are', () => {
    expect(dockerfile(['/opt/a b/libc.so.6', '/lib64/ld-linux.so.2', '/lib64/libm.so.6'])).toBe(
      [
        'FROM scratch',
        'COPY root/ /',
        'ENV LD_LIBRARY_PATH="/opt/a b:/lib64"',
        'ENTRYPOINT ["/loadgate/node", "/loadgate/reference.mjs"]',
        '',
      ].join('\n'),
    );
    expect(dockerfile([])).not.toContain('ENV');
  });
});

describe('the reference target', () => {
  it("has the targets' share of the CPU, and as much memory as Node.js needs", () => {
    const caps = { ...DEFAULT_CAPS, cpus: 0.5, memoryBytes: 32 * 2 ** 20, pids: 4 };
    const { caps: own } = referenceTarget('docker', caps, '/x/reference.js');
    expect(own).toMatchObject({ cpus: 0.5, openFiles: DEFAULT_CAPS.openFiles });
    expect(own.memoryBytes).toBeGreaterThanOrEqual(128 * 2 ** 20);
    expect(own.pids).toBeGreaterThanOrEqual(32);
    expect(referenceTarget('docker', DEFAULT_CAPS, '/x').caps).toEqual(DEFAULT_CAPS);
  });

  it('is another program with other text, another runtime or another share of the CPU', () => {
    const names = [
      programOf('a', 'docker', DEFAULT_CAPS),
      programOf('b', 'docker', DEFAULT_CAPS),
      programOf('a', 'process', DEFAULT_CAPS),
      programOf('a', 'docker', { ...DEFAULT_CAPS, cpus: 2 }),
    ];
    expect(new Set(names).size).toBe(4);
    expect(programOf('a', 'docker', { ...DEFAULT_CAPS, memoryBytes: 1 })).toBe(names[0]);
    expect(names[0]).toContain(process.version);
  });
});
