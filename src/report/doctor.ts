import type { MetricName } from '../model/comparison.js';
import type { Examination, Sensitivity } from '../model/examination.js';
import { engineText } from './doctor-engine.js';
import { plain } from './escape.js';
import { bytes, duration, list, number, percent, plural, rate, share, time } from './format.js';
import { metricWords, PRIMARY } from './metric-words.js';
import { renderProblemText } from './problems.js';
import { type TextColumn, textTable } from './text-table.js';

/** What a finding is: something to do about it, or not. */
export interface Finding {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** Others had this much of the machine: even duets then need more generations. */
const MUCH_STEAL = 0.02;
/** Targets that answer faster than this share of the generator's ceiling are measured under a smaller quota. */
const CEILING_SHARE = 0.85;

/** What `loadgate doctor` says, as plain text. @param asked the loss of throughput that a gate asks for, a fraction */
export function renderDoctor(examination: Examination, asked: number, columns: number): string {
  const findings = findingsOf(examination, asked);
  const parts = [
    machineText(examination),
    engineText(examination),
    sensitivityTable(examination.sensitivities, columns),
    findings.map(({ tone, text }) => `${tone === 'good' ? '✓' : '!'} ${text}`).join('\n'),
    examination.record.problems.map(renderProblemText).join('\n\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function machineText({ record }: Examination): string {
  const { machine, runtime } = record;
  const size = `${plural(machine.cores, 'core')}, ${bytes(machine.memoryBytes)}`;
  const engine =
    runtime.kind === 'docker'
      ? `Docker ${plain(runtime.version, 40)}, cgroup ${runtime.cgroup}`
      : `${runtime.instead === undefined ? 'no Docker engine' : plain(runtime.instead, 300)}: processes (Node.js ${plain(runtime.version, 40)}, cgroup ${runtime.cgroup})`;
  return `${plain(machine.cpuModel, 80)}, ${size}\n${engine}`;
}

type Row = Sensitivity;

/** A row a metric, a column a time. Empty where nothing was measured. */
function sensitivityTable(rows: readonly Row[], columns: number): string {
  const [first] = rows;
  if (first === undefined) return '';
  const times = first.visible.map(
    ({ seconds, generations }, at): TextColumn<Row> => ({
      header: `in ${duration(seconds * 1000)} (${plural(generations, 'generation')})`,
      align: 'right',
      read: (row) => {
        const change = row.visible[at]?.change ?? null;
        return change === null ? '—' : `≥ ${percent(change)}`;
      },
      drop: 0,
    }),
  );
  const table: readonly TextColumn<Row>[] = [
    { header: 'sees a change of', align: 'left', read: ({ metric }) => seenOf(metric), drop: 0 },
    ...times,
    { header: 's.d. a generation', align: 'right', read: ({ stdev }) => percent(stdev), drop: 1 },
  ];
  const lines = textTable(table, rows, columns).join('\n');
  return `${lines}\nTime is for one cell; four times out of five, at a level of 95 %.`;
}

const seenOf = (metric: MetricName): string =>
  metric === PRIMARY ? 'requests/s lost' : metricWords(metric).long;

/** What to know about this runner, the worst first. */
export function findingsOf(examination: Examination, asked: number): readonly Finding[] {
  const findings = [
    ...alarms(examination),
    ...precision(examination, asked),
    ...caps(examination),
    ...cores(examination),
    ...neighbours(examination),
    ...generator(examination),
  ];
  return findings.sort((a, b) => Number(a.tone === 'good') - Number(b.tone === 'good'));
}

const good = (text: string): Finding => ({ tone: 'good', text });
const bad = (text: string): Finding => ({ tone: 'bad', text });

function alarms({ comparison }: Examination): Finding[] {
  if (comparison.cells.every(({ metrics }) => metrics.length === 0)) return [];
  const { regression, improvement, inconclusive } = comparison.counts;
  const claimed = regression + improvement;
  if (claimed > 0) {
    return [
      bad(
        `${plural(claimed, 'false alarm')}: the same code on both sides was told apart. Please report it, with the record.`,
      ),
    ];
  }
  return inconclusive > 0
    ? [bad(`Both sides are the same code; ${plural(inconclusive, 'cell')} stayed undecided.`)]
    : [good('Both sides are the same code, and nothing was found between them.')];
}

function precision({ sensitivities }: Examination, asked: number): Finding[] {
  const throughput = sensitivities.find(({ metric }) => metric === PRIMARY);
  const first = throughput?.visible.find(({ change }) => change !== null && change <= asked);
  if (throughput === undefined) return [];
  if (first !== undefined) {
    return [good(`A loss of ${percent(asked)} is seen in ${duration(first.seconds * 1000)} a cell.`)];
  }
  const last = throughput.visible.at(-1);
  return [
    bad(
      `A loss of ${percent(asked)} is not seen in ${duration((last?.seconds ?? 0) * 1000)} a cell. ` +
        'Choose a quieter runner, longer rounds (measure.duet) or a wider gate (gate.slower).',
    ),
  ];
}

function caps({ record }: Examination): Finding[] {
  const { capsHeld, capsMissing } = record.runtime;
  if (capsHeld.length + capsMissing.length === 0) return [];
  if (capsMissing.length === 0) return [good(`All caps hold: ${list(capsHeld)}.`)];
  const held = capsHeld.length === 0 ? '' : ` (held: ${list(capsHeld)})`;
  return [bad(`Caps that do not hold: ${list(capsMissing)}${held}. A Docker engine holds all of them.`)];
}

function cores({ record }: Examination): Finding[] {
  const { targetCores, generatorCores } = record.runtime;
  if (targetCores === null || generatorCores === null) {
    return [bad('Target and load generator share the cores: choose a runner with two or more.')];
  }
  return [
    good(
      `Targets run on ${plural(targetCores.length, 'core')} of their own, the load generator on another one.`,
    ),
  ];
}

function neighbours({ contention }: Examination): Finding[] {
  const { steal } = contention;
  if (steal === null) return [];
  if (steal < MUCH_STEAL) return [good(`Other machines on this host took ${share(steal)} of the CPU time.`)];
  return [bad(`Other machines on this host took ${share(steal)} of the CPU time.`)];
}

function generator({ ceiling }: Examination): Finding[] {
  if (ceiling === null) return [];
  const limit = ceiling.cpu > 0 ? ceiling.rps / Math.min(1, ceiling.cpu) : ceiling.rps;
  const usable = limit * CEILING_SHARE;
  return [
    good(
      `The load generator makes ${rate(ceiling.rps)} with ${number(ceiling.connections)} connections ` +
        `(half of them answered within ${time(ceiling.p50Us)}) on ${share(ceiling.cpu)} of its core: ` +
        `targets up to about ${rate(usable)} can be measured.`,
    ),
  ];
}
