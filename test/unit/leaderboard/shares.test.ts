import { describe, expect, it } from 'vitest';
import { sharesOf } from '../../../src/leaderboard/shares.js';
import type { ReplicaShares } from '../../../src/model/record.js';
import { makeCell, makeGeneration } from '../../support/records.js';

const requests = (...all: number[]): ReplicaShares => ({ kind: 'requests', requests: all });

/** A cell of these generations; undefined: one that tells nothing. */
function cell(...generations: readonly (ReplicaShares | undefined)[]) {
  const all = generations.map((replicas, index) => {
    const generation = makeGeneration({ index });
    const candidate = { ...generation.candidate, ...(replicas === undefined ? {} : { replicas }) };
    return { ...generation, candidate };
  });
  return makeCell({ generations: all });
}

describe("the shares of a target's replicas", () => {
  it('are added over its generations, each of which is in all of its cells', () => {
    const same = [requests(100, 104), undefined, requests(200, 200)];
    expect(sharesOf([cell(...same), cell(...same)])).toEqual({
      kind: 'requests',
      amounts: [300, 304],
      largestDifference: expect.closeTo(2 / 102, 12),
    });
  });

  it('of bytes differ by what both ways differ by', () => {
    const bytes: ReplicaShares = { kind: 'bytes', received: [90, 110], sent: [500, 510] };
    expect(sharesOf([cell(bytes)])).toEqual({
      kind: 'bytes',
      amounts: [90, 110],
      largestDifference: expect.closeTo(5 / 505, 12),
    });
  });

  it('are not known without replicas, or where there was another number of them', () => {
    expect(sharesOf([cell(undefined)])).toBeNull();
    expect(sharesOf([])).toBeNull();
    expect(sharesOf([cell(requests(1, 1), requests(1, 1, 1))])).toBeNull();
  });
});
