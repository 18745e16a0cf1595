import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord } from '../../../src/model/record.js';
import { howMeasured } from '../../../src/report/how.js';
import { makeCell, makeRecord } from '../../support/records.js';
import { CASES } from './cases.js';

const context = Object.values(CASES)[0]?.context;

function how(...cells: readonly Partial<CellRecord>[]): string {
  const record = makeRecord({
    cells: cells.map((cell, index) => makeCell({ target: `t${index}`, ...cell })),
  });
  if (context === undefined) throw new Error('no case to borrow a context from');
  return howMeasured(record, compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE), context);
}

describe('how it was measured', () => {
  it('says why targets ran as processes where Docker comes first', () => {
    const runtime = {
      ...makeRecord({}).runtime,
      kind: 'process' as const,
      version: 'v20.19.4',
      instead: 'no Docker engine answers at unix:///x.sock',
    };
    const record = makeRecord({ runtime, cells: [makeCell({})] });
    if (context === undefined) throw new Error('no case to borrow a context from');
    expect(howMeasured(record, compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE), context)).toContain(
      'processes of this machine, no containers (Node.js v20.19.4), since no Docker engine answers at unix:',
    );
  });

  it.each([
    [[2], 'target on core 0, load generator on core 3, services on core 2'],
    [[3], 'load generator on core 3, services beside the load generator, since no core is left for them'],
    [null, 'load generator on core 3, services on any core'],
  ])('says on which cores the services ran: %j', (serviceCores, text) => {
    const { runtime } = makeRecord({});
    const record = makeRecord({
      runtime: { ...runtime, targetCores: [0], generatorCores: [3], serviceCores },
      cells: [makeCell({})],
    });
    if (context === undefined) throw new Error('no case to borrow a context from');
    const said = howMeasured(record, compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE), context);
    expect(said).toContain(text);
    const plain = makeRecord({
      runtime: { ...runtime, targetCores: [0], generatorCores: [3] },
      cells: [makeCell({})],
    });
    const without = howMeasured(plain, compareRecord(plain, DEFAULT_GATE, DEFAULT_MEASURE), context);
    expect(without).toContain('target on core 0, load generator on core 3\n');
  });

  it('says that targets ran on the machine of an engine, and how it was asked', () => {
    const { runtime } = makeRecord({});
    const engine = {
      kind: 'remote',
      fingerprint: '0123456789abcdef',
      cores: 8,
      memoryBytes: 16 * 2 ** 30,
      kernel: '6.1.0',
      arch: 'x86_64',
    } as const;
    const far = { ...runtime, engine, generatorCores: [3] };
    const said = (targetCores: readonly number[] | null) => {
      const record = makeRecord({ runtime: { ...far, targetCores }, cells: [makeCell({})] });
      if (context === undefined) throw new Error('no case to borrow a context from');
      return howMeasured(record, compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE), context);
    };
    expect(said([0])).toContain(
      'on another machine (8 cores, 16 GiB, kernel 6.1.0, x86_64), whose engine is asked',
    );
    expect(said([0])).toContain('target on core 0, load generator on core 3 of its own machine');
    expect(said(null)).toContain('targets on any core of it');
    const served = makeRecord({
      runtime: { ...far, targetCores: [0], serviceCores: [3] },
      cells: [makeCell({})],
    });
    if (context === undefined) throw new Error('no case to borrow a context from');
    const beside = howMeasured(served, compareRecord(served, DEFAULT_GATE, DEFAULT_MEASURE), context);
    expect(beside).toContain('services on core 3');
  });

  it('says nothing of dropped generations where there are none', () => {
    expect(how({})).not.toContain('Dropped');
  });

  it('says of which cells bodies are not compared, whose differ, and what the load checks instead', () => {
    expect(how({})).not.toContain('Bodies');
    expect(how({ unstableBody: { sides: 'both', found: 'before-load' } })).toContain(
      '- **Bodies:** not compared in t0 · json (both sides differ from one answer to the next). Their load checks the status of each answer, and that it has a body\n',
    );
    const text = how(
      { unstableBody: { sides: 'candidate', found: 'under-load' } },
      {},
      { unstableBody: { sides: 'baseline', found: 'before-load' } },
    );
    expect(text).toContain(
      "in t0 · json (the candidate's differ from one answer to the next, now and then) and t2 · json (the baseline's differ",
    );
  });

  it('names some of many cells whose bodies are not compared', () => {
    const cell: Partial<CellRecord> = { unstableBody: { sides: 'both', found: 'before-load' } };
    expect(how(...Array.from({ length: 20 }, () => cell))).toContain(' and 12 more cells. Their load');
  });

  it('counts those of all cells, by what had spoilt them', () => {
    const text = how(
      { dropped: { starved: 1, throttled: 0 } },
      {},
      { dropped: { starved: 2, throttled: 1 } },
    );
    expect(text).toContain(
      '**Dropped:** 3 generations in which others had the CPU and 1 generation in which a quota held a target below its cap',
    );
    expect(how({ dropped: { starved: 1, throttled: 0 } })).toContain(
      '**Dropped:** 1 generation in which others had the CPU\n',
    );
  });
});
