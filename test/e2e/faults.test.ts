import { afterAll, describe, expect, it } from 'vitest';
import { removeTemporary } from '../support/action-run.js';
import { dockerAvailable } from '../support/docker.js';
import { type FaultRow, seeRow } from '../support/fault-row.js';
import { baselineRows } from '../support/fault-rows-baseline.js';
import { FORGE_ROWS } from '../support/fault-rows-forge.js';
import { REPLICA_ROWS } from '../support/fault-rows-replicas.js';
import { DISK_ROWS, DOCKER_ROWS, runRows } from '../support/fault-rows-run.js';
import { SERVICE_ROWS } from '../support/fault-rows-services.js';
import { canMount } from '../support/small-disk.js';

// bench/faults.ts provokes all rows; here are those that are quick, or that no other test has.
afterAll(removeTemporary);

const rowsOf = (rows: readonly FaultRow[], ...names: readonly string[]): [string, FaultRow][] =>
  names.map((name) => {
    const row = rows.find((one) => one.name === name);
    if (row === undefined) throw new Error(`there is no row ${name}`);
    return [name, row];
  });

const see = async (_name: string, row: FaultRow): Promise<void> => {
  expect((await seeRow(row)).wrong).toEqual([]);
};

describe('the forge fails', () => {
  // The forge room's own tests have them all; these show what the job makes of them.
  const rows = rowsOf(
    FORGE_ROWS,
    '401, a token that nobody knows',
    '403, primary rate limit, over in an hour',
    '409',
    '500 after it was done',
    '502 to every request',
    'truncated JSON',
    'its comment is the 121st of 130',
    'its comment is deleted between read and write',
    'three comments of killed runs',
  );
  it.each(rows)('%s', see);
});

describe('the machine fails in the middle of a run: the other cells are measured', () => {
  const rows = rowsOf(runRows('process'), 'the upstream dies');
  it.each(rows)('%s', see);
});

describe('the baseline fails in the middle of a run: no pass, and no blame for the pull request', () => {
  const rows = rowsOf(baselineRows('process'), 'the baseline is killed mid-round');
  it.each(rows)('%s', see);
});

describe.skipIf(!dockerAvailable)('the engine fails: the other cells are measured', () => {
  const rows = rowsOf(DOCKER_ROWS, 'the engine restarts in a round');
  it.each(rows)('%s', see);
});

describe.skipIf(!dockerAvailable)('a replica or a balancer fails: the other target is measured', () => {
  const rows = rowsOf(REPLICA_ROWS, 'a balancer is killed mid-round', 'a balancer sends one replica more');
  it.each(rows)('%s', see);
});

describe.skipIf(!dockerAvailable)('a service beside a target fails: the other target is measured', () => {
  const rows = rowsOf(SERVICE_ROWS, 'a seed fails', 'a service is killed mid-round');
  it.each(rows)('%s', see);
});

describe.runIf(canMount())('the disk is full', () => {
  it.each(rowsOf(DISK_ROWS, 'no room for the files of a commit', 'no room for the record'))('%s', see);
});
