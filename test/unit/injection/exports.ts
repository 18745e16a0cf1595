import type { Outcome } from '../../../src/compare/judge.js';
import { EXPORT_FORMATS, exportFiles } from '../../../src/export/files.js';
import { readLineProtocol, readOpenMetrics } from '../../support/export-readers.js';
import { readSvg } from '../../support/svg.js';
import { judged, mixedRecord, textOf } from '../export/builders.js';
import { BROKEN_P99 } from '../report/builders.js';
import { csvFaults } from './leaderboard.js';
import type { Sunk, Surface } from './surface.js';

type Text = (field: string) => string;

const JUDGED = judged(mixedRecord());
const TAME: Outcome = {
  ...JUDGED,
  comparison: {
    ...JUDGED.comparison,
    cells: JUDGED.comparison.cells.map((cell, at) => (at === 0 ? { ...cell, limits: [BROKEN_P99] } : cell)),
  },
};
const [FIRST, ...OTHERS] = TAME.comparison.cells;
const [CELL, ...CELLS] = TAME.record.cells;

/** With text wherever an outcome has some: names that the configuration would refuse included. */
function hostile(text: Text): Outcome {
  if (FIRST === undefined || CELL === undefined) throw new TypeError('no cell');
  const { record, comparison, gate } = TAME;
  const names = { target: text('target'), scenario: text('scenario') };
  const acceptance = {
    state: 'over',
    metric: null,
    by: text('accepted by'),
    reason: 'r',
    until: null,
  } as const;
  const reason = { code: 'recorded', text: text('reason') } as const;
  return {
    record: {
      ...record,
      version: text('version'),
      candidate: { ...record.candidate, label: text('commit label') },
      machine: { ...record.machine, fingerprint: text('fingerprint') },
      cells: [{ ...CELL, ...names }, ...CELLS],
    },
    comparison: { ...comparison, cells: [{ ...FIRST, ...names, accepted: acceptance, reason }, ...OTHERS] },
    gate: { ...gate, reason: text('gate reason') },
  };
}

const xmlOf = (outcome: Outcome): string => textOf('junit', outcome).replace(/^<\?xml .*\n/, '');
const PARTS = readSvg(xmlOf(TAME)).parts;
const seriesOf = (outcome: Outcome): string => {
  const points = readLineProtocol(textOf('influx', outcome));
  const samples = readOpenMetrics(textOf('openmetrics', outcome));
  return JSON.stringify([
    ...points.map(({ measurement, tags, fields }) => [measurement, Object.keys(tags), Object.keys(fields)]),
    ...samples.map(({ name, labels }) => [name, Object.keys(labels)]),
  ]);
};
const SERIES = seriesOf(TAME);

/** Each file read as its tool would: the same series, tags and entries as without the text. */
function faultsOf(outcome: Outcome): readonly string[] {
  const xml = readSvg(xmlOf(outcome));
  const json = [...exportFiles('gab', outcome), ...exportFiles('bmf', outcome)].map(
    ({ text }) => JSON.parse(text) as object,
  );
  const lengths = [...exportFiles('gab', TAME), ...exportFiles('bmf', TAME)].map(
    ({ text }) => Object.keys(JSON.parse(text)).length,
  );
  return [
    ...csvFaults(textOf('csv', outcome)),
    ...xml.faults,
    ...[...xml.parts].filter((part) => !PARTS.has(part)).map((part) => `in the XML: ${part}`),
    ...(seriesOf(outcome) === SERIES ? [] : ['other series']),
    ...json.flatMap((entries, at) =>
      Object.keys(entries).length === lengths[at] ? [] : ['other entries in the JSON'],
    ),
    ...(Object.keys(Object.prototype).length > 0 ? ['Object.prototype was changed'] : []),
  ];
}

function written(outcome: Outcome): Sunk {
  const texts = EXPORT_FORMATS.flatMap((format) => exportFiles(format, outcome).map(({ text }) => text));
  try {
    return { terminal: texts, faults: faultsOf(outcome) };
  } catch (error) {
    return { terminal: texts, faults: [String(error)] };
  }
}

export const exportsSurface: Surface = {
  name: 'exports',
  fixed: true,
  fields: [
    'target',
    'scenario',
    'accepted by',
    'reason',
    'version',
    'commit label',
    'fingerprint',
    'gate reason',
  ],
  pour: (text) => written(hostile(text)),
};
