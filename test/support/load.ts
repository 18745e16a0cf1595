import type { LoadJob, LoadResult } from '../../src/load/job.js';
import { runRound } from '../../src/load/round.js';
import { type Table, TableBuilder } from '../../src/load/table.js';
import { BODY } from './servers.js';

/** A short load job that expects the test servers' right answer; it starts at once. */
export function loadJob(url: string, changes: Partial<LoadJob> = {}): LoadJob {
  return {
    url,
    method: 'GET',
    headers: {},
    body: null,
    connections: 4,
    durationMs: 400,
    trimMs: 50,
    timeoutMs: 5_000,
    startAtNs: (process.hrtime.bigint() + 20_000_000n).toString(),
    expectStatus: null,
    expectBody: Buffer.from(BODY).toString('base64'),
    ...changes,
  };
}

/** Rows as a file has them. */
export function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): Table {
  const builder = new TableBuilder(columns, 0);
  for (const row of rows) for (const field of row) builder.add(field);
  return builder.table();
}

/** All rows of a table. */
export const rowsOf = ({ columns, length, value }: Table): readonly (readonly string[])[] =>
  Array.from({ length }, (_, row) => columns.map((_column, at) => value(row, at)));

/** Runs a round in this process. */
export function round(url: string, changes: Partial<LoadJob> = {}): Promise<LoadResult> {
  return runRound(loadJob(url, changes), new AbortController().signal);
}

export const NO_FAILURES = { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 };

/**
 * Requests of one connection never overlap, so all latencies of a round together can't be more than its connections
 * had time for, ms. They are more as soon as an answer is matched with an earlier request.
 */
export function latencyIsPossible(
  result: LoadResult,
  { connections, durationMs }: Pick<LoadJob, 'connections' | 'durationMs'>,
) {
  const totalMs = (result.latencyUs.mean * result.requests) / 1000;
  return totalMs <= connections * durationMs;
}
