import type { SideName } from '../model/record.js';

export interface UpstreamCounts {
  /** Connections accepted. */
  readonly connections: number;
  /** Calls received. */
  readonly calls: number;
}

/** Our slow upstream, a child process: a port a side, so that it can count for each. */
export interface Upstream {
  readonly pid: number;
  /** `http://host:port/` for the targets of a side: with a path, which not every client adds. */
  url(side: SideName): string;
  /** How long it waits before it answers a call that asks for nothing else (`?delay=150ms`), ms. */
  setDelay(ms: number): Promise<void>;
  /** Counts since the last reset. */
  counts(side: SideName): Promise<UpstreamCounts>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** How much later than it was asked to the upstream answers, since the last reset; ms. */
export interface Lateness {
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** An upstream whose process has been started. */
export interface UpstreamProcess extends Upstream {
  /** What it is pinned to in fact; null where nothing can be pinned on this machine. */
  readonly cores: readonly number[] | null;
  lateness(): Promise<Lateness>;
}

/** What the upstream's process can be asked. Answers: ports, counts, lateness; nothing for the others. */
export type UpstreamQuestion =
  | { readonly do: 'listen'; readonly host: string }
  | { readonly do: 'set-delay'; readonly ms: number }
  | { readonly do: 'counts'; readonly side: SideName }
  | { readonly do: 'reset' }
  | { readonly do: 'lateness' };

export type Ports = Readonly<Record<SideName, number>>;
