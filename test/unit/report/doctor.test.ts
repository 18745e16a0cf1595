import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { EngineProperties, Examination } from '../../../src/model/examination.js';
import type { RunRecord } from '../../../src/model/record.js';
import { findingsOf, renderDoctor } from '../../../src/report/doctor.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const visible = (changes: readonly (number | null)[]) =>
  [30, 60].map((seconds, at) => ({ seconds, generations: seconds / 10, change: changes[at] ?? null }));

function examinationOf(part: Partial<Examination> = {}): Examination {
  const record = part.record ?? makeRecord();
  return {
    record,
    comparison: compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE),
    sensitivities: [
      { metric: 'throughput', stdev: 0.0076, generations: 8, visible: visible([0.041, 0.012]) },
      { metric: 'latency', stdev: 0.05, generations: 8, visible: visible([null, 0.08]) },
    ],
    ceiling: { connections: 64, rps: 80_000, cpu: 0.8, p50Us: 466 },
    contention: { steal: 0.001 },
    engine: null,
    ...part,
  };
}

const texts = (examination: Examination, tone: 'good' | 'bad') =>
  findingsOf(examination, 0.03)
    .filter((finding) => finding.tone === tone)
    .map(({ text }) => text)
    .join('\n');

describe('what the doctor says', () => {
  it('shows how small a change is seen, by time', () => {
    const text = renderDoctor(examinationOf(), 0.03, 120);
    expect(text).toContain('AMD EPYC 7763');
    expect(text).toContain('Docker 28.0.4, cgroup v2');
    expect(text).toMatch(/requests\/s lost +≥ 4\.1 % +≥ 1\.2 % +0\.76 %/);
    expect(text).toMatch(/service time +— +≥ 8 % +5 %/);
  });

  it('says nothing of an engine where there is none', () => {
    expect(renderDoctor(examinationOf(), 0.03, 120)).not.toContain('counters');
  });

  it('says what the engine is, and what follows from it', () => {
    const engine: EngineProperties = {
      version: '28.0.4',
      address: 'unix:///var/run/docker.sock',
      context: 'default',
      isRootless: false,
      cgroup: 'v2',
      storageDriver: 'overlay2',
      builder: 'buildx',
      remote: null,
    };
    const said = (part: Partial<EngineProperties>, change: Partial<RunRecord['runtime']> = {}) => {
      const { runtime } = makeRecord();
      const record = makeRecord({ runtime: { ...runtime, targetCores: [0], ...change } });
      return renderDoctor(examinationOf({ record, engine: { ...engine, ...part } }), 0.03, 120);
    };
    const here = said({});
    expect(here).toMatch(
      /^engine +Docker 28\.0\.4 at unix:\/\/\/var\/run\/docker\.sock \(context default\): on this machine/m,
    );
    expect(here).toMatch(/^rights +root: /m);
    expect(here).toMatch(/^cgroup +v2: /m);
    expect(here).toMatch(/^storage +overlay2: .*share/m);
    expect(here).toMatch(/^builds +BuildKit \(buildx\): all of a Dockerfile/m);
    expect(here).toMatch(/^counters +from the kernel's files: /m);
    expect(here).toMatch(/^pinning +targets on core 0: .*load generator/m);
    const far = said({ address: 'ssh://ci@far', remote: { cores: 8, memoryBytes: 2 ** 34 } });
    expect(far).toMatch(/^engine .*ssh:\/\/ci@far.*on another machine \(8 cores, 16 GiB\)/m);
    expect(far).toMatch(/^counters +from the engine's API: once a second/m);
    expect(far).toMatch(/^pinning .*engine has that machine's last one/m);
    const poor = said(
      { isRootless: true, cgroup: 'v1', storageDriver: 'vfs', builder: 'classic', address: null },
      { targetCores: null, capsMissing: ['core'] },
    );
    expect(poor).toMatch(/^rights +rootless: /m);
    expect(poor).toMatch(/^cgroup +v1: /m);
    expect(poor).toMatch(/^storage +vfs: it copies/m);
    expect(poor).toMatch(/^builds +the classic builder: .*install/m);
    expect(poor).toMatch(/^pinning +impossible: /m);
    expect(said({ builder: 'inside', storageDriver: null }, { targetCores: null })).toMatch(
      /^pinning +none: /m,
    );
  });

  it('finds nothing bad on a quiet runner', () => {
    const examination = examinationOf();
    expect(texts(examination, 'bad')).toBe('');
    expect(texts(examination, 'good')).toContain('A loss of 3 % is seen in 1 min a cell.');
    expect(texts(examination, 'good')).toContain('All caps hold');
    expect(texts(examination, 'good')).toContain('up to about 85,000 req/s can be measured');
  });

  it('says that the gate asks for more than the runner can see', () => {
    const blind = [
      { metric: 'throughput' as const, stdev: 0.2, generations: 8, visible: visible([0.4, 0.2]) },
    ];
    expect(texts(examinationOf({ sensitivities: blind }), 'bad')).toContain(
      'A loss of 3 % is not seen in 1 min a cell.',
    );
  });

  it('calls a claimed change what it is: a false alarm', () => {
    const record = makeRecord({
      cells: [makeCell({ generations: makeGenerations({ throughput: 0.8 }, { screen: 4, confirm: 5 }) })],
    });
    expect(texts(examinationOf({ record }), 'bad')).toContain('1 false alarm');
  });

  it('names caps that do not hold, shared cores and neighbours', () => {
    const base = makeRecord();
    const runtime = {
      ...base.runtime,
      kind: 'process' as const,
      capsHeld: ['open files' as const],
      capsMissing: ['memory' as const],
      targetCores: null,
      generatorCores: null,
    };
    const bad = texts(
      examinationOf({ record: { ...base, runtime }, contention: { steal: 0.12 }, ceiling: null }),
      'bad',
    );
    expect(bad).toContain('Caps that do not hold: memory (held: open files)');
    expect(bad).toContain('share the cores');
    expect(bad).toContain('12 %');
  });

  it('tells the problem where nothing could be measured', () => {
    const record = makeRecord({
      cells: [],
      problems: [
        {
          kind: 'machine',
          code: 'disk-full',
          message: 'The disk is full.',
          hint: 'Make room.',
          log: [],
          location: null,
        },
      ],
    });
    const text = renderDoctor(
      examinationOf({ record, sensitivities: [], ceiling: null, contention: { steal: null } }),
      0.03,
      80,
    );
    expect(text).toContain('The disk is full.');
    expect(text).toContain('Make room.');
  });
});
