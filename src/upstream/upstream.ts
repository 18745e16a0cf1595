import type { SideName } from '../model/record.js';

export interface UpstreamCounts {
  /** Connections accepted. */
  readonly connections: number;
  /** Calls received. */
  readonly calls: number;
}

/** The slow upstream, a child process with a port for each side, so that it can count for each. */
export interface Upstream {
  readonly pid: number;
  /** `http://host:port/` for the targets of a side. It has a path, because not every client adds one. */
  url(side: SideName): string;
  /** Sets the delay of calls that ask for none (`?delay=150ms`), ms. */
  setDelay(ms: number): Promise<void>;
  /** Counts since the last reset. */
  counts(side: SideName): Promise<UpstreamCounts>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** How much later than requested the upstream answers, since the last reset; ms. */
export interface Lateness {
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** An upstream with a started process. */
export interface UpstreamProcess extends Upstream {
  /** The cores that it is actually pinned to; null if this machine can't pin. */
  readonly cores: readonly number[] | null;
  lateness(): Promise<Lateness>;
}

/** Questions to the upstream's process. Answers: ports, counts, lateness; nothing for the others. */
export type UpstreamQuestion =
  | { readonly do: 'listen'; readonly host: string }
  | { readonly do: 'set-delay'; readonly ms: number }
  | { readonly do: 'counts'; readonly side: SideName }
  | { readonly do: 'reset' }
  | { readonly do: 'lateness' };

export type Ports = Readonly<Record<SideName, number>>;
