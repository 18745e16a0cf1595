/**
 * Every default in one place, each with its reason. The JSON Schema shows the same values, so what an
 * editor says and what a run does can't differ.
 */
import type { Caps, CountSource, Gate, MeasureSettings } from '../model/config.js';
import type { ProfileWhen } from '../model/profile.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const DEFAULT_CAPS: Caps = {
  // One CPU, as in the published comparisons (1 vCPU, 1 GB): leaves the other core of a small runner to
  // the load generator, and makes a single-threaded server's limit visible.
  cpus: 1,
  memoryBytes: 1024 ** 3,
  // Far above what a server forks, far below what would take the runner down.
  pids: 512,
  // 10,000 connections in, and room for files and calls. An engine can only grant what it has itself, and
  // 20,000 is the least that was seen.
  openFiles: 16_384,
};

export const DEFAULT_BUDGET_MS = 10 * MINUTE; // what people wait for a check before they stop reading it

export const DEFAULT_COMPARE = 'duet'; // the only way that tells slower code from a noisy runner

export const DEFAULT_PROFILE: ProfileWhen = 'on-regression'; // whoever reads red asks which function it is

export const DEFAULT_GATE: Gate = {
  // About four times the spread of one duet generation (0.76 %), so that a handful of them decides.
  slower: 0.03,
  // Service time is measured in short rounds on one connection and spreads more than throughput.
  latency: 0.1,
  // Allocators grow in steps; below this, the same code differs from itself.
  memory: 0.1,
  // A field more is the pull request's business; half as much again is felt by whoever pays for the traffic.
  bytes: 0.5,
  // An undecided cell says something about the runner, not about the pull request.
  onInconclusive: 'warn',
};

export const DEFAULT_MEASURE: MeasureSettings = {
  // The fewest that give a usable t interval on a quiet machine (3 degrees of freedom).
  screenGenerations: 4,
  // One more than the screen: a flagged cell is decided on new data alone, with Holm's correction.
  confirmGenerations: 5,
  // Screen, and room to confirm on 5, 10 and 20; those have duets alone where nothing else is open, so that all of them
  // take no longer than a dozen whole ones. Beyond it, a noisy runner only gets slower, not quieter.
  maxGenerations: 24,
  // Imports, connection pools and JITs of small services are warm within a second of full load.
  warmupMs: SECOND,
  // Thousands of requests a side, and short enough that both sides see the same neighbours.
  duetMs: 1_200,
  // Absolute figures are for the table, not for the verdict.
  soloMs: SECOND,
  // One connection: a few hundred requests are enough for the median service time.
  probeMs: 300,
  // Connections open and generators start within 150 ms at both ends; rates leave that out.
  trimMs: 150,
  // No queue at all: what is measured is the service time.
  probeConnections: 1,
};

// A Node.js service with a database driver is nearly compiled by then (docs/internals/measuring.md).
export const DEFAULT_SETTLE_MS = 10 * SECOND;

export const DEFAULT_CONNECTIONS = 32; // keeps one core busy without measuring a queue
export const DEFAULT_UPSTREAM_CONNECTIONS = 64; // most of them are waiting for the upstream at any time
export const DEFAULT_CAPACITY_FROM = 32; // where the closed loops of other scenarios are
export const DEFAULT_CAPACITY_CONNECTIONS = 256; // an open loop that finds all of them busy waits for none of ours
export const DEFAULT_CAPACITY_ERRORS = 0.01; // what a service that is overloaded exceeds at once
export const DEFAULT_CAPACITY_HOLD_MS = 3 * SECOND; // thousands of requests, or hundreds of a slow service
export const DEFAULT_TIMEOUT_MS = 10 * SECOND; // a client has given up by then
export const DEFAULT_READY_TIMEOUT_MS = MINUTE; // migrations and cold caches included
export const DEFAULT_UPSTREAM_DELAY_MS = 100; // a call to another service, and longer than any handler's own work

/** The ports that the servers whose counters are known listen on, as their documentation has them. */
export const PORT_OF_COUNT: Readonly<Record<Extract<CountSource, string>, number>> = {
  mysql: 3306,
  postgres: 5432,
  redis: 6379,
  rabbitmq: 5672,
};
