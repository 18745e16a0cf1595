import { describe, expect, it } from 'vitest';
import { keepUpstream } from '../../../src/upstream/start.js';
import type { Upstream } from '../../../src/upstream/upstream.js';

/** Upstreams that live until they are killed. */
function factory() {
  const dead = new Set<number>();
  const closed: number[] = [];
  let pids = 0;
  const start = async (): Promise<Upstream> => {
    pids += 1;
    const pid = pids;
    const answer = async () => {
      if (dead.has(pid)) throw new Error(`${pid} is dead`);
    };
    return {
      pid,
      url: (side) => `http://${pid}/${side}`,
      setDelay: answer,
      counts: async () => {
        await answer();
        return { connections: pid, calls: 0 };
      },
      reset: answer,
      close: async () => {
        closed.push(pid);
      },
    };
  };
  return { start, kill: (pid: number) => dead.add(pid), closed };
}

describe('a kept upstream', () => {
  it('stays the same one while it lives', async () => {
    const { start, closed } = factory();
    const upstream = await keepUpstream(start);
    await upstream.revive();
    expect(upstream.pid).toBe(1);
    expect(closed).toEqual([]);
  });

  it('says that it is dead until it is revived, and is then another one', async () => {
    const { start, kill, closed } = factory();
    const upstream = await keepUpstream(start);
    kill(1);
    await expect(upstream.setDelay(5)).rejects.toThrow('1 is dead');
    await upstream.revive();
    expect(closed).toEqual([1]);
    expect(upstream.url('candidate')).toBe('http://2/candidate');
    expect(await upstream.counts('candidate')).toMatchObject({ connections: 2 });
    await upstream.close();
    expect(closed).toEqual([1, 2]);
  });
});
