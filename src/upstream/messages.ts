import type { SideName } from '../model/record.js';

/** What the upstream's process can be asked. Answers: ports, counts, lateness; nothing for the others. */
export type UpstreamQuestion =
  | { readonly do: 'listen'; readonly host: string }
  | { readonly do: 'set-delay'; readonly ms: number }
  | { readonly do: 'counts'; readonly side: SideName }
  | { readonly do: 'reset' }
  | { readonly do: 'lateness' };

export type Ports = Readonly<Record<SideName, number>>;
