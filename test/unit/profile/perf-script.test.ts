import { describe, expect, it } from 'vitest';
import { PerfScriptReader } from '../../../src/profile/perf-script.js';

function read(text: string) {
  const reader = new PerfScriptReader(null);
  for (const line of text.split('\n')) reader.line(line);
  return reader.end();
}

describe('PerfScriptReader', () => {
  it('reads samples with their frames, innermost first', () => {
    const samples = read(`10091     500250 
\t         1c70b53 sha256_block_data_order_shaext (/usr/local/bin/python3)
\t    7f121b0e81b2 py::sign:/app/app.py (/tmp/perf-10091.map)
\t    7f121b0d812d py::emit:/usr/lib/python3.13/events.py (/tmp/perf-10091.map)

10156     500300 
\tffffffff82203249 _raw_spin_unlock_irqrestore ([kernel.kallsyms])
\t           87ebf pthread_cond_signal (/usr/lib/x86_64-linux-gnu/libc.so.6)
`);
    expect(samples.map(({ ns }) => ns)).toEqual([500_250, 500_300]);
    expect(samples.map(({ frames }) => frames.map(({ kind }) => kind))).toEqual([
      ['runtime', 'own', 'library'],
      ['kernel', 'runtime'],
    ]);
    expect(samples[0]?.frames[1]).toEqual({ kind: 'own', name: 'sign', file: '/app/app.py' });
  });

  it('keeps parentheses and blanks of names', () => {
    const [sample] = read(
      '1 7\n\t 84cfb9 main.(*shop).list (/app/a (b))\n\t 560406 Proxy<int (Parser::*)(), &f>::Raw (/usr/bin/node)\n',
    );
    expect(sample?.frames.map(({ name }) => name)).toEqual([
      'main.(*shop).list',
      'Proxy<int (Parser::*)(), &f>::Raw',
    ]);
  });

  it('counts samples without a frame, and leaves out lines that are none', () => {
    expect(read('1 7\n\nwhat is this\n\tneither\n2 8\n')).toEqual([
      { ns: 7, frames: [] },
      { ns: 8, frames: [] },
    ]);
  });
});
