import { describe, expect, it } from 'vitest';
import { checkSockets } from '../../../src/job/sockets.js';
import { LoadgateErrors } from '../../../src/model/error.js';
import type { PlannedCell } from '../../../src/plan/cells.js';
import { aScenario, aTarget } from '../../support/targets.js';

const ENOUGH = { openFiles: 20_000, localPorts: 28_232, tracked: 262_144, waiting: 4096 };

function cell(connections: number, target: Parameters<typeof aTarget>[0] = {}): PlannedCell {
  const caps = { ...aTarget().caps, openFiles: 16_384 };
  return { target: aTarget({ caps, ...target }), scenario: aScenario('c10k', { connections }) };
}

function errorsOf(check: () => unknown) {
  try {
    check();
  } catch (error) {
    if (error instanceof LoadgateErrors) return error.errors;
    throw error;
  }
  return [];
}

describe('the caps of the machine', () => {
  it('allow 10,000 connections where they are as usual', () => {
    expect(checkSockets([cell(10_000)], ENOUGH)).toEqual([]);
  });

  it('say nothing where nothing is known', () => {
    const unknown = { openFiles: null, localPorts: null, tracked: null, waiting: null };
    expect(checkSockets([cell(10_000)], unknown)).toEqual([]);
  });

  it('end a run before its load where the generator gets too few files or ports, each scenario once', () => {
    const limits = { ...ENOUGH, openFiles: 4096, localPorts: 5000 };
    const { scenario } = cell(10_000);
    const cells = ['a', 'b'].map((name) => ({ ...cell(1, { name }), scenario }));
    expect(errorsOf(() => checkSockets(cells, limits))).toMatchObject([
      { code: 'too-few-files', kind: 'machine', message: expect.stringContaining('c10k wants 10000') },
      { code: 'too-few-ports', kind: 'machine', hint: expect.stringContaining('ip_local_port_range') },
    ]);
    expect(errorsOf(() => checkSockets([cell(4032)], limits))).toEqual([]);
    expect(errorsOf(() => checkSockets([cell(4033)], limits))).toMatchObject([{ code: 'too-few-files' }]);
  });

  it('warn of a target whose processes may have fewer open files, counted by its replicas', () => {
    const caps = { ...aTarget().caps, openFiles: 4096 };
    expect(checkSockets([cell(10_000, { caps })], ENOUGH)).toEqual([
      expect.stringContaining('caps.open-files: 10064'),
    ]);
    expect(checkSockets([cell(8_000, { caps, replicas: 2 })], ENOUGH)).toEqual([]);
  });

  it('warn of a kernel that follows or queues fewer connections', () => {
    expect(checkSockets([cell(10_000)], { ...ENOUGH, tracked: 32_768, waiting: 128 })).toEqual([
      expect.stringContaining('nf_conntrack_max to 40000'),
      expect.stringContaining('net.core.somaxconn'),
    ]);
    expect(checkSockets([cell(100)], { ...ENOUGH, tracked: 32_768, waiting: 128 })).toEqual([]);
  });
});
