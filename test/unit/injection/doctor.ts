import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { Examination } from '../../../src/model/examination.js';
import { renderDoctor } from '../../../src/report/doctor.js';
import { printableJson } from '../../../src/report/printable-json.js';
import { makeCell, makeRecord } from '../../support/records.js';
import { makeProblem } from '../report/builders.js';
import type { Surface } from './surface.js';

type Text = (field: string) => string;

/** Everything in it that is text: what the machine, the engine and what went wrong say of themselves. */
function examinationOf(text: Text): Examination {
  const base = makeRecord();
  const problem = makeProblem({
    code: text('problem code'),
    message: text('problem message'),
    hint: text('problem hint'),
    log: [text('problem log'), `x${text('problem log')}`],
    location: { file: text('problem file'), line: 1, column: 1 },
  });
  const invalid = {
    code: text('invalid code'),
    message: text('invalid message'),
    side: 'candidate',
    log: [text('invalid log')],
  } as const;
  const record = makeRecord({
    version: text('version'),
    candidate: { ...base.candidate, label: text('label') },
    machine: {
      ...base.machine,
      cpuModel: text('CPU model'),
      os: text('system'),
      kernel: text('kernel'),
      arch: text('architecture'),
    },
    runtime: { ...base.runtime, version: text('engine version') },
    timing: { [`s${text('stage')}`]: 1000 },
    cells: [
      makeCell(),
      makeCell({
        target: text('target'),
        scenario: text('scenario'),
        state: 'invalid',
        generations: [],
        invalid,
      }),
    ],
    problems: [problem],
  });
  const visible = [{ seconds: 30, generations: 3, change: 0.01 }];
  return {
    record,
    comparison: compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE),
    sensitivities: [{ metric: 'throughput', stdev: 0.01, generations: 8, visible }],
    ceiling: { connections: 64, rps: 80_000, cpu: 0.8, p50Us: 466 },
    contention: { steal: 0.001 },
    engine: {
      version: text('engine version'),
      address: text('engine address'),
      context: text('engine context'),
      isRootless: false,
      cgroup: 'v1',
      storageDriver: text('storage driver'),
      builder: 'inside',
      remote: null,
    },
  };
}

export const doctorSurface: Surface = {
  name: 'doctor',
  fixed: false,
  fields: [
    'problem code', 'problem message', 'problem hint', 'problem log', 'problem file', 'invalid code', 'invalid message', 'invalid log', 'version', 'label', 'CPU model', 'system', 'kernel',
    'architecture', 'engine version', 'engine address', 'engine context', 'storage driver', 'stage', 'target', 'scenario',
  ], // biome-ignore format: a list
  pour: (text) => {
    const found = examinationOf(text);
    const json = printableJson(found);
    const same = JSON.stringify(JSON.parse(json)) === JSON.stringify(found);
    return {
      terminal: [
        renderDoctor(found, 0.03, 100),
        renderDoctor({ ...found, engine: null, record: withoutEngine(found) }, 0.03, 40),
        json,
      ],
      faults: same ? [] : ['other text in the JSON'],
    };
  },
};

const withoutEngine = ({ record }: Examination) => ({
  ...record,
  runtime: { ...record.runtime, kind: 'process' as const },
});
