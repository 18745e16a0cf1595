/**
 * Reads the samples of a `perf.data` file with dumped stacks (`perf record --call-graph dwarf`). The format is
 * tools/perf/Documentation/perf.data-file-format.txt of Linux, the layout of a sample perf_event_open(2).
 */

export interface StackSample {
  readonly pid: number;
  /** CPU time that it stands for, ns. */
  readonly ns: number;
  readonly inKernel: boolean;
  /** The thread's stack from its stack pointer on. */
  readonly stack: Buffer;
}

const MAGIC = 'PERFILE2';
const HEADER = { attrSize: 16, attrs: 24, data: 40, end: 104 } as const;
const ATTR = { sampleType: 24, readFormat: 32, userRegisters: 80, end: 88 } as const;

const SAMPLE = 9;
const KERNEL_MODE = 1;
const MODE_MASK = 7;
const RECORD_HEADER = 8;

/** Bits of `sample_type`, in the order in which a sample has what they stand for. */
const BIT = {
  identifier: 1n << 16n,
  ip: 1n << 0n,
  tid: 1n << 1n,
  time: 1n << 2n,
  address: 1n << 3n,
  id: 1n << 6n,
  stream: 1n << 9n,
  cpu: 1n << 7n,
  period: 1n << 8n,
  read: 1n << 4n,
  callChain: 1n << 5n,
  raw: 1n << 10n,
  branches: 1n << 11n,
  userRegisters: 1n << 12n,
  userStack: 1n << 13n,
} as const;

interface Layout {
  readonly has: (bit: bigint) => boolean;
  /** Registers that a sample holds. */
  readonly registers: number;
}

/**
 * @returns samples in the order of the file; those without a stack too
 * @throws RangeError on a file that is cut off or of another format
 */
export function stackSamples(file: Buffer): readonly StackSample[] {
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC || file.length < HEADER.end)
    throw new RangeError('no perf.data of this format');
  const layout = layoutOf(file);
  const begin = offsetAt(file, HEADER.data);
  const end = Math.min(file.length, begin + offsetAt(file, HEADER.data + 8));
  const samples: StackSample[] = [];
  for (let at = begin; at + RECORD_HEADER <= end; ) {
    const size = file.readUInt16LE(at + 6);
    if (size < RECORD_HEADER || at + size > end) throw new RangeError('a record of perf.data is cut off');
    if (file.readUInt32LE(at) === SAMPLE) {
      const mode = file.readUInt16LE(at + 4) & MODE_MASK;
      samples.push(readSample(file.subarray(at + RECORD_HEADER, at + size), mode === KERNEL_MODE, layout));
    }
    at += size;
  }
  return samples;
}

/** All events of a file have the same layout, or the file says of each sample which one it is; we record one event. */
function layoutOf(file: Buffer): Layout {
  const at = offsetAt(file, HEADER.attrs);
  if (offsetAt(file, HEADER.attrs + 8) < ATTR.end) throw new RangeError('perf.data describes no event');
  const type = file.readBigUInt64LE(at + ATTR.sampleType);
  const needed = BIT.tid | BIT.period | BIT.userStack;
  if ((type & needed) !== needed || (type & (BIT.read | BIT.raw | BIT.branches)) !== 0n)
    throw new RangeError('perf.data holds other samples than were asked for');
  return {
    has: (bit) => (type & bit) !== 0n,
    registers: bitsOf(file.readBigUInt64LE(at + ATTR.userRegisters)),
  };
}

function readSample(body: Buffer, inKernel: boolean, { has, registers }: Layout): StackSample {
  let at = 0;
  const skip = (...bits: readonly bigint[]): void => {
    at += 8 * bits.filter(has).length;
  };
  skip(BIT.identifier, BIT.ip);
  const pid = body.readInt32LE(at);
  skip(BIT.tid, BIT.time, BIT.address, BIT.id, BIT.stream, BIT.cpu);
  const ns = offsetAt(body, at);
  skip(BIT.period);
  if (has(BIT.callChain)) at += 8 + 8 * offsetAt(body, at);
  // A thread of the kernel has no registers of a user's, and says so.
  if (has(BIT.userRegisters)) at += body.readBigUInt64LE(at) === 0n ? 8 : 8 + 8 * registers;
  const room = offsetAt(body, at);
  if (room === 0) return { pid, ns, inKernel, stack: body.subarray(0, 0) };
  const used = offsetAt(body, at + 8 + room);
  return { pid, ns, inKernel, stack: body.subarray(at + 8, at + 8 + Math.min(used, room)) };
}

/** A number of 64 bits that is small: a size, a time, a place. */
function offsetAt(file: Buffer, at: number): number {
  const value = file.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('a number of perf.data is too large');
  return Number(value);
}

function bitsOf(mask: bigint): number {
  let left = mask;
  let bits = 0;
  for (; left !== 0n; left >>= 1n) bits += Number(left & 1n);
  return bits;
}
