import { setTimeout as sleep } from 'node:timers/promises';

/** Connections that are opened together. Fewer than the shortest queue of a common server (Tornado's 128). */
const OPENED_AT_ONCE = 50;
/** Pause between two such batches, ms: 5,000 connections/s at most, which a server that accepts in Python holds. */
const PAUSE_MS = 10;
/** Connections that may be on their way at a time where the opening waits for them. */
const MOST_PENDING = 100;

/**
 * From so many connections on, a round opens them before its start is set (`Generator.open`), and resets them at its end.
 * Fewer are open within the lead that a start has anyway. Whoever closes a connection keeps its port for a minute: a few
 * rounds of 10,000 connections would use up the ports of a machine, and a reset keeps none.
 */
export const OPENED_FIRST = 1_000;

/** The longest time for connections to open before their round starts all the same, ms: three retries of a lost SYN. */
export const OPENING_MS = 10_000;

/** Time between two batches and for what a round waits for anyway, ms: the lead of a start for so many connections. */
export const openingMs = (connections: number): number => 25 + (PAUSE_MS * connections) / OPENED_AT_ONCE;

/** How the connections of a round opened. */
export interface Opening {
  /** Those that are open; one that was closed since and opened again counts twice. */
  readonly opened: number;
  readonly failed: number;
  /** ms */
  readonly tookMs: number;
}

/** Connections that are opened one by one. */
export interface Openable {
  readonly count: number;
  /** Starts to open one more. */
  open(): void;
  /** Attempts that have ended so far, with a connection or without. */
  settled(): number;
}

/**
 * Opens connections at a bounded rate.
 * @param waits whether it waits for those that are on their way: at most `MOST_PENDING` are, and none when it ends. After
 *   `OPENING_MS` it opens the rest without waiting: their requests are late, or time out, which is the target's doing
 * @throws the signal's reason
 */
export async function openPaced(crew: Openable, waits: boolean, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + OPENING_MS;
  let begun = 0;
  const pendingAtMost = async (most: number): Promise<void> => {
    while (waits && begun - crew.settled() > most && performance.now() < deadline) await pause(1, signal);
  };
  while (begun < crew.count) {
    if (begun > 0) await pause(PAUSE_MS, signal);
    await pendingAtMost(MOST_PENDING - OPENED_AT_ONCE);
    for (const end = Math.min(crew.count, begun + OPENED_AT_ONCE); begun < end; begun += 1) crew.open();
  }
  await pendingAtMost(0);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await sleep(ms);
}
