import { describe, expect, it } from 'vitest';
import { stackSamples } from '../../../src/profile/perf-data.js';
import { readPerfMap } from '../../../src/profile/perf-map.js';
import { pythonSample } from '../../../src/profile/python.js';

const BIT = {
  ip: 0n,
  tid: 1n,
  time: 2n,
  period: 8n,
  callChain: 5n,
  registers: 12n,
  stack: 13n,
  identifier: 16n,
};
const words = (...values: readonly bigint[]): Buffer => {
  const buffer = Buffer.alloc(8 * values.length);
  for (const [at, value] of values.entries()) buffer.writeBigUInt64LE(value, 8 * at);
  return buffer;
};

/** A record of a file: a sample unless it is told otherwise. */
function record(body: Buffer, { type = 9, misc = 2 } = {}): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(type, 0);
  header.writeUInt16LE(misc, 4);
  header.writeUInt16LE(8 + body.length, 6);
  return Buffer.concat([header, body]);
}

/** identifier, ip, pid and tid, time, period, a chain of one, two registers, a stack of which a part is used. */
function sample(
  pid: number,
  stack: readonly bigint[],
  { misc = 2, used = 8 * stack.length, abi = 2n } = {},
): Buffer {
  const registers = abi === 0n ? [0n] : [abi, 1n, 2n];
  const dumped = stack.length === 0 ? [0n] : [BigInt(8 * stack.length), ...stack, BigInt(used)];
  return record(
    words(
      9n,
      0x4000n,
      BigInt(pid) | (8n << 32n),
      5n,
      1_003_009n,
      1n,
      0xfffffffffffffe00n,
      ...registers,
      ...dumped,
    ),
    { misc },
  );
}

function file(...records: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(104);
  const attr = Buffer.alloc(144);
  const type = Object.values(BIT).reduce((bits, bit) => bits | (1n << bit), 0n);
  attr.writeBigUInt64LE(type, 24);
  attr.writeBigUInt64LE(0b1000_0001n, 80);
  const data = Buffer.concat(records);
  header.write('PERFILE2', 'latin1');
  header.writeBigUInt64LE(104n, 24);
  header.writeBigUInt64LE(BigInt(attr.length), 32);
  header.writeBigUInt64LE(BigInt(104 + attr.length), 40);
  header.writeBigUInt64LE(BigInt(data.length), 48);
  return Buffer.concat([header, attr, data]);
}

const MAP = readPerfMap(
  `7f83e97e4a00 40 py::deepcopy:/usr/local/lib/python3.13/copy.py
7f83e97e4a40 40 py::H.do_GET:/app/app.py
7f83e97e4a80 40 something else
not a line
`,
  (name) => name.startsWith('py::'),
);

describe('readPerfMap', () => {
  it('finds where a call returns to, and neither a function’s start nor anything beyond', () => {
    expect(MAP.returnsInto(0x7f83e97e4a06)).toBe('py::deepcopy:/usr/local/lib/python3.13/copy.py');
    expect(MAP.returnsInto(0x7f83e97e4a7f)).toBe('py::H.do_GET:/app/app.py');
    expect(MAP.returnsInto(0x7f83e97e4a00)).toBeNull();
    expect(MAP.returnsInto(0x7f83e97e4a80)).toBeNull();
    expect(MAP.returnsInto(0x7f83e97e49ff)).toBeNull();
    expect(MAP.returnsInto(5)).toBeNull();
  });

  it('takes the later of two that start at the same place', () => {
    expect(readPerfMap('10 8 a\n10 8 b\n', () => true).returnsInto(0x12)).toBe('b');
  });
});

describe('stackSamples and pythonSample', () => {
  it('read the functions of a stack from its return addresses', () => {
    const [one, two, three] = stackSamples(
      file(
        record(words(1n, 2n), { type: 68 }),
        sample(7, [3n, 0x7f83e97e4a30n, 0xffffffff00000000n, 0x7f83e97e4a4an]),
        sample(7, [0x7f83e97e4a30n, 0x7f83e97e4a4an], { misc: 1, used: 8 }),
        sample(8, [], { abi: 0n }),
      ),
    );
    expect(one).toMatchObject({ pid: 7, ns: 1_003_009, inKernel: false });
    expect([one, two, three].map((raw) => raw && pythonSample(raw, [MAP]).frames)).toEqual([
      [
        { kind: 'runtime', name: '[interpreter]', file: null },
        { kind: 'library', name: 'deepcopy', file: '/usr/local/lib/python3.13/copy.py' },
        { kind: 'own', name: 'H.do_GET', file: '/app/app.py' },
      ],
      [
        { kind: 'kernel', name: '[kernel]', file: null },
        { kind: 'library', name: 'deepcopy', file: '/usr/local/lib/python3.13/copy.py' },
      ],
      [{ kind: 'runtime', name: '[interpreter]', file: null }],
    ]);
  });

  it('refuse what is no such file', () => {
    expect(() => stackSamples(Buffer.from('nothing'))).toThrow('no perf.data');
    const whole = file(sample(7, [1n]));
    whole.writeUInt16LE(60_000, whole.length - sample(7, [1n]).length + 6);
    expect(() => stackSamples(whole)).toThrow('cut off');
  });
});
