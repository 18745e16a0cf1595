/** Random values that depend on a seed and a place alone, so that both sides of a comparison draw the same. */

/** MurmurHash3's finaliser (A. Appleby), which spreads each bit over all others. */
function mix(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85eb_ca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** What a value is drawn for. */
export interface Place {
  /** 32 bits. */
  readonly seed: number;
  /** Number of the request. */
  readonly index: number;
  /** Number of the placeholder among those of a scenario. */
  readonly slot: number;
}

/** Odd numbers without a pattern: the golden ratio, and a prime of xxHash, as 32-bit fractions. */
const STEP = 0x9e37_79b9;
const SLOT = 0x85eb_ca77;

/** 32 random bits. @param part of those of one place */
function word({ seed, index, slot }: Place, part: number): number {
  const place = mix((seed + Math.imul(index, STEP)) | 0);
  return mix((place + Math.imul(4 * slot + part + 1, SLOT)) | 0);
}

/** A whole number; both ends belong to it. */
export function drawInt(place: Place, from: number, to: number): number {
  // 53 bits, as many as a number holds.
  const share = ((word(place, 0) >>> 5) * 2 ** 26 + (word(place, 1) >>> 6)) / 2 ** 53;
  return from + Math.floor(share * (to - from + 1));
}

/** A UUID of version 4 (RFC 9562, 5.4). */
export function drawUuid(place: Place): string {
  const hex = [0, 1, 2, 3].map((part) => word(place, part).toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The numbers from 0 to below `count` in an order that a seed decides. */
export function shuffled(count: number, seed: number): Uint32Array {
  const order = new Uint32Array(count);
  // Fisher and Yates, "inside out": Knuth, TAOCP vol. 2, 3.4.2.
  for (let at = 0; at < count; at += 1) {
    const other = drawInt({ seed, index: at, slot: 0 }, 0, at);
    order[at] = order[other] as number;
    order[other] = at;
  }
  return order;
}
