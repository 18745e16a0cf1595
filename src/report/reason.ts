import type { AdvisoryReason, UndividedReason } from '../model/comparison.js';
import type { KeepAlive, Reason, Seen } from '../model/reason.js';
import type { CapName, Machine, RunRecord } from '../model/record.js';
import type { Turn } from '../model/turn.js';
import { change, list, percent, range } from './format.js';
import { limitWords } from './limit-words.js';
import { metricWords } from './metric-words.js';
import { turnWords } from './turn-words.js';

/**
 * The words of the codes that a comparison gives, as the part of a sentence. Plain text: some of them quote a record, so
 * escape them where they are shown.
 */
export function reasonText(reason: Reason): string {
  switch (reason.code) {
    case 'recorded':
      return reason.text;
    case 'only-counts':
      return onlyCounts(reason);
    case 'keep-alive':
      return reason.changes.map((one) => keepAlive(one, reason.of)).join('; ');
    case 'not-confirmed':
      return `${seen(reason)}: not confirmed, the run ended before enough new generations were made`;
    case 'in-between':
      return `${seen(reason)}: neither surely within ±${percent(reason.threshold)} nor surely beyond`;
    case 'second-disagrees':
      return secondDisagrees(reason);
    case 'counts-differ':
      return `${metricWords(reason.metric).long} differ between generations of the same code`;
    case 'limits-undecided':
      return `not decided: ${list(reason.limits.map((name) => limitWords(name).name))} against the limit`;
    case 'one-generation':
      return `one generation does not tell how noisy it was; ±${percent(reason.threshold)} was asked for`;
    case 'too-noisy':
      return `too noisy: this run finds changes of ${percent(reason.couldSee)} or more, and the gate asks for ±${percent(reason.threshold)}`;
    default:
      return FIXED[reason.code];
  }
}

type Fixed = Exclude<
  Reason['code'],
  | 'recorded'
  | 'only-counts'
  | 'keep-alive'
  | 'not-confirmed'
  | 'in-between'
  | 'second-disagrees'
  | 'counts-differ'
  | 'limits-undecided'
  | 'one-generation'
  | 'too-noisy'
>;

const FIXED: Readonly<Record<Fixed, string>> = {
  'baseline-not-run': 'no generation ran the baseline',
  'not-stored': 'the stored record has no such cell',
  'stored-invalid': "the stored record's figures of this cell are invalid",
  'stored-empty': 'the stored record has no figures of this cell',
  'stored-other-load': 'the stored figures of this cell were measured under another load',
  'not-measured': 'not measured: the run ended before its first generation',
  'search-cut-off': 'the search was cut off: no more is known than the levels that held',
  'no-duet': 'no generation ran both sides at once',
  missing: 'the base branch has this cell, and the run did not report it',
  'claimed-unchanged':
    'the run says that its inputs have not changed, and the files of both sides do not show that',
  'claimed-new': 'the base branch has this cell, and the run compared it with nothing',
  kept: 'as the report before had it',
};

function onlyCounts({ because, also }: Extract<Reason, { code: 'only-counts' }>): string {
  const counts = `only counts were compared: ${reasonText(because)}`;
  return also === null ? counts : `${reasonText(also)}; ${counts}`;
}

function keepAlive({ peer, lost, baseline, candidate }: KeepAlive, of: Turn | undefined): string {
  const change = `${count(baseline)} → ${count(candidate)} new connections ${turnWords(of).per}`;
  return `keep-alive with the ${peer} ${lost ? 'was lost' : 'holds now'}: ${change}`;
}

function secondDisagrees({ first, second }: Extract<Reason, { code: 'second-disagrees' }>): string {
  if (first === null) return 'not confirmed: the limits that it breaks hold on a second machine';
  const there = second === null ? '' : `, and on a second machine ${seen(second)}`;
  return `not confirmed: ${seen(first)}${there}`;
}

const count = (value: number): string => String(Number(value.toFixed(2)));

/** `throughput −6.2 % (−7.1 … −5.3 %)`. */
function seen({ metric, ratio, interval }: Seen): string {
  const spread = interval === null ? '' : ` (${range(ratio, interval)})`;
  return `${metricWords(metric).long} ${change(ratio, interval)}${spread}`;
}

/** A sentence without its full stop. */
export function advisoryText({ code, here, there }: AdvisoryReason): string {
  switch (code) {
    case 'other-machine':
      return `the stored figures come from another machine: ${machineText(there)}, and this one is ${machineText(here)}`;
    case 'other-caps':
      return `the stored figures were measured under other caps: ${capsText(there)}, and these under ${capsText(here)}`;
    case 'caps-not-held':
      return `other caps did not hold: ${missingText(there)} for the stored figures, ${missingText(here)} for these`;
  }
}

const missingText = (names: readonly CapName[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** The end of a sentence. */
export function undividedText(reason: UndividedReason): string {
  switch (reason.code) {
    case 'not-run':
      return `the reference target could not be measured: ${reason.text}`;
    case 'too-few-here':
      return 'this run has too few figures of a reference target';
    case 'none-stored':
      return 'the stored figures have no reference target beside them';
    case 'other-program':
      return 'the stored figures have another reference target beside them';
  }
}

const GIB = 2 ** 30;

const machineText = ({ cpuModel, cores, memoryBytes, arch }: Machine): string =>
  `${cpuModel} with ${cores} ${cores === 1 ? 'core' : 'cores'} and ${Math.round(memoryBytes / GIB)} GiB (${arch})`;

const capsText = ({ cpus, memoryBytes }: RunRecord['caps']): string =>
  `${cpus} ${cpus === 1 ? 'CPU' : 'CPUs'} and ${Math.round(memoryBytes / 2 ** 20)} MiB`;
