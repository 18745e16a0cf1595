/** A perf map: where a runtime has put the machine code of which function. A line is `START SIZE NAME`, both hexadecimal. */
export interface PerfMap {
  /** @returns whose code holds the address, but for its first byte, which no call returns to; null: nobody's */
  returnsInto(address: number): string | null;
}

const LINE = /^([0-9a-f]{1,16}) ([0-9a-f]{1,8}) (.*)$/;
/** Functions of one map; a service with a hundred thousand of them has a map of 10 MB. */
const MAX_ENTRIES = 500_000;

interface Entry {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** @param wanted which names matter. Of two at the same place, the later one is there now. */
export function readPerfMap(text: string, wanted: (name: string) => boolean): PerfMap {
  const byStart = new Map<number, Entry>();
  for (const line of text.split('\n')) {
    const [, from = '', size = '', name = ''] = LINE.exec(line) ?? [];
    if (from === '' || !wanted(name)) continue;
    const start = Number.parseInt(from, 16);
    byStart.set(start, { start, end: start + Number.parseInt(size, 16), name });
    if (byStart.size === MAX_ENTRIES) break;
  }
  const entries = [...byStart.values()].sort((a, b) => a.start - b.start);
  return {
    returnsInto: (address) => {
      const entry = entries[lastAtOrBelow(entries, address)];
      return entry !== undefined && entry.start < address && address < entry.end ? entry.name : null;
    },
  };
}

/** Place of the last entry that starts at the address or before it; -1: there is none. */
function lastAtOrBelow(entries: readonly Entry[], address: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.start ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
