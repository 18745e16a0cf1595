import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadJsonPaths } from '../model/json-path.js';
import { bodyFiles } from '../model/request-body.js';
import type { ArrivalFigures } from '../model/round.js';
import { Arrivals } from './arrivals.js';
import { Connection } from './autocannon.js';
import { type Files, keptBodyFiles, NO_FILES } from './body-files.js';
import { headMs, type LoadJob, type LoadResult } from './job.js';
import { createMeter, type Meter, type Window } from './meter.js';
import { type Opening, openPaced } from './opening.js';
import { assertJob, type PreparedLoad, prepare } from './prepare.js';
import { keptTables } from './rows.js';

/** The connections of a round, opened before anybody says when it starts. */
export interface OpenRound {
  readonly opening: Opening;
  readonly crew: Crew;
  readonly load: PreparedLoad;
  readonly arrivals: Arrivals | null;
}

/**
 * Opens the connections of a round, and waits until they are open (opening.ts says how long). `runRound` loads over
 * them, and `crew.finish` closes them.
 * @throws LoadgateError `load-job-wrong`, `data-missing`, `data-invalid`, `body-file-missing`; the signal's reason when aborted
 */
export async function openRound(job: LoadJob, signal: AbortSignal): Promise<OpenRound> {
  const began = performance.now();
  const round = await newRound(job);
  try {
    await round.crew.open(true, signal);
  } catch (error) {
    round.crew.finish();
    throw error;
  }
  return { ...round, opening: { ...round.crew.attempts(), tookMs: performance.now() - began } };
}

/** What the bodies of a job are made of. @throws LoadgateError `body-file-missing` */
async function filesOf({ filesRoot, body, steps = [] }: LoadJob): Promise<Files> {
  if (filesRoot === undefined) return NO_FILES;
  const bodies = [body, ...steps.map(({ request }) => request.body)];
  return keptBodyFiles(filesRoot, bodies.flatMap(bodyFiles));
}

/** Whether answers are looked into by JSONPaths. */
function hasJsonPaths({ expectRule, steps = [] }: LoadJob): boolean {
  const rules = [expectRule, ...steps.map((step) => step.expectRule)];
  const captures = steps.flatMap(({ capture = {} }) => Object.values(capture));
  return (
    rules.some((rule) => (rule?.expect.ignore ?? []).length > 0) ||
    captures.some(({ from }) => from === 'json')
  );
}

async function newRound(job: LoadJob): Promise<Omit<OpenRound, 'opening'>> {
  assertJob(job);
  const tables = job.turns === undefined ? null : await keptTables(job.turns.data);
  const files = await filesOf(job);
  if (hasJsonPaths(job)) await loadJsonPaths();
  const arrivals = job.rate === undefined ? null : new Arrivals(job.rate, job.phase);
  const load = prepare(job, tables, files);
  return { arrivals, load, crew: createCrew(job, load, arrivals) };
}

/**
 * Runs one round of load in this process.
 *
 * It opens the connections when the job comes, unless they are open already, sends the first requests at `startAtNs`, and sends for `durationMs`.
 * Then it waits for the requests in flight (each has its own time-out), so that the next round finds an idle target,
 * and a request without an answer fails. So a round ends at the latest `longestMs` after its start.
 * Figures come from the window between the trims.
 *
 * With a rate, requests that wait for a connection when it ends are still sent, for as long again. Then the rest is
 * given up.
 *
 * @param open of the same job; null: its connections are opened now, at a bounded rate, and not waited for
 * @throws LoadgateError `load-job-wrong`, `data-missing`, `data-invalid`, `body-file-missing`; the signal's reason when aborted
 */
export async function runRound(
  job: LoadJob,
  signal: AbortSignal,
  open: OpenRound | null = null,
): Promise<LoadResult> {
  const clock = createClock();
  const { crew, load, arrivals } = open ?? (await newRound(job));
  const abort = (): void => crew.finish();
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (open === null) await crew.open(false, signal);
    const times = planTimes(job, clock.toMs(job.startAtNs), performance.now());
    const meter = createMeter(times.window, times.start, arrivals !== null, load.steps.length);
    await until(times.start, signal);
    crew.start(meter);
    // Where the start was late, what arrived before it is late as well: the sides of a duet keep their distance.
    arrivals?.start({ ...times, start: times.window.start - headMs(job) });
    const usage = await measureUsage(times.window, signal);
    await until(times.end, signal);
    const arrived = arrivals === null ? null : await endArrivals(arrivals, meter, job.durationMs);
    await crew.drained();
    signal.throwIfAborted();
    const { done, ...figures } = meter.figures();
    return {
      startedNs: clock.toNs(times.start),
      windowStartNs: clock.toNs(times.window.start),
      windowEndNs: clock.toNs(times.window.end),
      windowMs: job.durationMs - headMs(job) - job.trimMs,
      ...figures,
      exhausted: crew.exhausted(),
      ...(job.mix === undefined ? {} : { mixed: true }),
      ...(load.turns === null ? {} : { turns: { begun: load.turns.begun, done } }),
      ...(crew.isUsedUp() ? { usedUp: true } : {}),
      ...(arrived === null ? {} : { arrivals: arrived }),
      generatorCpu: usage.cpu,
      generatorLoop: usage.loop,
      generatorDelayUs: usage.delayUs,
      generatorMemoryBytes: process.memoryUsage.rss(),
    };
  } finally {
    signal.removeEventListener('abort', abort);
    crew.finish();
  }
}

/** Waits until all that has arrived is sent, and gives up the rest. */
async function endArrivals(arrivals: Arrivals, meter: Meter, mostMs: number): Promise<ArrivalFigures> {
  await arrivals.allSent(mostMs);
  const figures = arrivals.figures();
  const endedAt = performance.now();
  for (const arrivedAt of arrivals.stop()) meter.unsent(arrivedAt, endedAt);
  return figures;
}

interface Times {
  readonly start: number;
  readonly window: Window;
  readonly end: number;
}

/**
 * The times of a round's steps, ms on one clock. A slightly late start (many connections to open, a busy machine)
 * shortens the first trim, so that the window stays where the reader of the target's counters expects it. A start
 * that is later than half of the trim moves everything.
 */
export function planTimes(
  { durationMs, trimMs, settleMs = trimMs }: Pick<LoadJob, 'durationMs' | 'trimMs' | 'settleMs'>,
  startAt: number,
  now: number,
): Times {
  const late = Math.max(0, now - startAt);
  const origin = late <= settleMs / 2 ? startAt : now;
  return {
    start: Math.max(startAt, now),
    window: { start: origin + settleMs, end: origin + durationMs - trimMs },
    end: origin + durationMs,
  };
}

type Crew = ReturnType<typeof createCrew>;
type Failed = Parameters<Meter['failed']>;

/** All connections of a round. */
function createCrew(job: LoadJob, load: PreparedLoad, arrivals: Arrivals | null) {
  const connections: Connection[] = [];
  let openedBefore = 0;
  let exhausted = 0;
  const failedBefore: Failed[] = [];
  let usedUp = false;
  let meter: Meter | undefined;
  let left = job.connections;
  let allDone = (): void => {};
  const done = new Promise<void>((resolve) => {
    allDone = resolve;
  });
  const report = {
    opened: () => (meter === undefined ? openedBefore++ : meter.opened()),
    answered: (beganAt: number | null, answeredAt: number) => meter?.answered(beganAt, answeredAt),
    stepped: (step: number, sentAt: number, answeredAt: number) => meter?.stepped(step, sentAt, answeredAt),
    failed: (...failed: Failed) =>
      meter === undefined ? failedBefore.push(failed) : meter.failed(...failed),
    usedUp: () => {
      usedUp = true;
    },
    exhausted: () => {
      exhausted += 1;
    },
    finished: () => {
      left -= 1;
      if (left === 0) allDone();
    },
  };
  return {
    /** @param waits for them to be open */
    open: async (waits: boolean, signal: AbortSignal): Promise<void> => {
      const open = () => connections.push(new Connection(load, report, arrivals));
      const settled = () => openedBefore + failedBefore.length;
      await openPaced({ count: job.connections, open, settled }, waits, signal);
    },
    exhausted: () => exhausted,
    /** Before the start. */
    attempts: () => ({ opened: openedBefore, failed: failedBefore.length }),
    start: (given: Meter): void => {
      meter = given;
      for (let count = 0; count < openedBefore; count += 1) meter.opened();
      for (const failed of failedBefore) meter.failed(...failed);
      for (const connection of connections) connection.start();
    },
    drained: (): Promise<void> => {
      for (const connection of connections) connection.drain();
      return done;
    },
    isUsedUp: (): boolean => usedUp,
    finish: (): void => {
      arrivals?.stop();
      for (const connection of connections) connection.finish();
    },
  };
}

async function measureUsage(window: Window, signal: AbortSignal): Promise<Usage> {
  await until(window.start, signal);
  const used = startUsage();
  await until(window.end, signal);
  return used();
}

async function until(at: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, at - performance.now()), undefined, { signal }).catch(() =>
    signal.throwIfAborted(),
  );
}

/** CLOCK_MONOTONIC (ns, as text) and performance.now() (ms) are the same clock with different origins. */
function createClock() {
  const origin = process.hrtime.bigint() - BigInt(Math.round(performance.now() * 1e6));
  return {
    toMs: (ns: string): number => Number(BigInt(ns) - origin) / 1e6,
    toNs: (ms: number): string => (origin + BigInt(Math.round(ms * 1e6))).toString(),
  };
}

/** This process's usage between two moments. */
interface Usage {
  /** CPU time, all threads, as a share of one core. */
  readonly cpu: number;
  /** Share of the time in which the event loop was busy, 0…1. */
  readonly loop: number;
  /** How late the event loop came to a timer: exceeded by one in a hundred, µs. */
  readonly delayUs: number;
}

/** Steps in which the delay of the event loop is measured, ms. */
const DELAY_STEP_MS = 10;

interface Reading {
  readonly at: number;
  readonly cpuUs: number;
  readonly loop: EventLoopUtilization;
}

function read(): Reading {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpuUs: user + system, loop: performance.eventLoopUtilization() };
}

/** @returns a function that returns the usage since this call */
function startUsage(): () => Usage {
  const first = read();
  const delays = monitorEventLoopDelay({ resolution: DELAY_STEP_MS });
  delays.enable();
  return () => {
    const last = read();
    delays.disable();
    const us = (last.at - first.at) * 1000;
    return {
      cpu: us <= 0 ? 0 : (last.cpuUs - first.cpuUs) / us,
      loop: performance.eventLoopUtilization(last.loop, first.loop).utilization,
      // The histogram has the time between two timers, in ns.
      delayUs: Math.max(0, delays.percentile(99) / 1000 - DELAY_STEP_MS * 1000),
    };
  };
}
