export interface SplitCpu {
  /** Cumulative, µs. */
  readonly userUs: number;
  /** Cumulative, µs. */
  readonly systemUs: number;
}

/**
 * Divides exact CPU time into user and system.
 *
 * cgroup v1 counts the total to the nanosecond, but samples user and system at timer ticks (4 ms and more), so their
 * sum is off by some per cent in a round. This splits each reading's exact gain in proportion to its ticks: the sum
 * stays exact, and no figure ever falls. If a gain has no tick, the shares of all ticks so far apply.
 * (cgroup v2 does this in the kernel: cputime_adjust() in kernel/sched/cputime.c.)
 *
 * @returns a function of the cumulative total and the sampled user and system time, all in ns
 */
export function createCpuSplit(): (totalNs: number, userNs: number, systemNs: number) => SplitCpu {
  let last = { total: 0, user: 0, system: 0 };
  let userUs = 0;
  let systemUs = 0;
  return (total, user, system) => {
    const gain = Math.max(0, total - last.total) / 1000;
    const share = userShare(user - last.user, system - last.system) ?? userShare(user, system) ?? 1;
    userUs += gain * share;
    systemUs += gain * (1 - share);
    last = { total, user, system };
    return { userUs, systemUs };
  };
}

/** null: there are no ticks. */
function userShare(user: number, system: number): number | null {
  return user + system > 0 ? user / (user + system) : null;
}
