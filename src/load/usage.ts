import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** What this process used between two moments. */
export interface Usage {
  /** CPU time, all threads, as a share of one core. */
  readonly cpu: number;
  /** Share of the time in which the event loop was not waiting for something to do, 0…1. */
  readonly loop: number;
}

interface Reading {
  readonly at: number;
  readonly cpuUs: number;
  readonly loop: EventLoopUtilization;
}

function read(): Reading {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpuUs: user + system, loop: performance.eventLoopUtilization() };
}

/** @returns a function that says what was used since */
export function startUsage(): () => Usage {
  const first = read();
  return () => {
    const last = read();
    const us = (last.at - first.at) * 1000;
    return {
      cpu: us <= 0 ? 0 : (last.cpuUs - first.cpuUs) / us,
      loop: performance.eventLoopUtilization(last.loop, first.loop).utilization,
    };
  };
}
