import { afterAll, describe, expect, it } from 'vitest';
import { removeTemporary } from '../support/action-run.js';
import { dockerAvailable } from '../support/docker.js';
import { type FaultRow, seeRow } from '../support/fault-row.js';
import { FORGE_ROWS } from '../support/fault-rows-forge.js';
import { DISK_ROWS, DOCKER_ROWS, runRows } from '../support/fault-rows-run.js';
import { canMount } from '../support/small-disk.js';

// bench/faults.ts provokes all rows; here are those that are quick, or that no other test has.
afterAll(removeTemporary);

const rowsOf = (rows: readonly FaultRow[], ...names: readonly string[]): [string, FaultRow][] =>
  rows
    .filter((row) => !row.slow && (names.length === 0 || names.includes(row.name)))
    .map((row) => [row.name, row]);

const see = async (_name: string, row: FaultRow): Promise<void> => {
  expect((await seeRow(row)).wrong).toEqual([]);
};

describe('the forge fails', () => {
  it.each(rowsOf(FORGE_ROWS))('%s', see);
});

describe('the machine fails in the middle of a run: the other cells are measured', () => {
  const rows = rowsOf(
    runRows('process'),
    'the target is killed mid-round',
    'the upstream dies',
    'a load generator is killed',
  );
  it.each(rows)('%s', see);
});

describe.skipIf(!dockerAvailable)('the engine fails: the other cells are measured', () => {
  const rows = rowsOf(DOCKER_ROWS, 'the disk is full while it builds', 'the engine restarts in a round');
  it.each(rows)('%s', see);
});

describe.runIf(canMount)('the disk is full', () => {
  it.each(rowsOf(DISK_ROWS))('%s', see);
});
