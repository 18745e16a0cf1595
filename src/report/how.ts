import type { Comparison, StoredBasis } from '../model/comparison.js';
import type { CellRecord, Machine, RunRecord, RuntimeFacts, UnstableBody } from '../model/record.js';
import { carriedText } from './capacity.js';
import { fence, plain } from './escape.js';
import { amountOf, droppedOf } from './figures.js';
import { bytes, duration, list, number, plural, rate } from './format.js';
import { couldSeeSentences } from './lead.js';
import { paragraphs } from './markdown.js';
import { profileText } from './profile.js';
import { markdownProse, type Prose } from './prose.js';
import { undividedText } from './reason.js';
import type { ReportContext } from './types.js';

const FACT_LENGTH = 120;
const COMMAND_LENGTH = 400;
const REASON_LENGTH = 300;
/** Stages of the run that are told: the longest ones. */
const STAGES = 6;
/** Cells at a rate that are told. */
const RATES = 6;

/** How the figures came about, so that a reader can judge and repeat them. Markdown. */
export function howMeasured(record: RunRecord, comparison: Comparison, context: ReportContext): string {
  const lines = howPoints(record, comparison, markdownProse).map(([name, text]) => `- **${name}:** ${text}`);
  return paragraphs([lines.join('\n'), repeatText(context)]);
}

/** The same as pairs of a name and what is said of it; those without anything to say are left out. */
export function howPoints(
  record: RunRecord,
  comparison: Comparison,
  prose: Prose,
): readonly (readonly [string, string])[] {
  const points = [
    ['Cell', hasFigures(record) ? 'a target (a service) under a scenario (its load)' : ''],
    ['Machine', machineText(record, prose)],
    ['Second machine', secondMachineText(record, prose)],
    ['Runtime', runtimeText(record, prose)],
    ['Caps', capsText(record.runtime, prose)],
    ['Amount', amountText(record)],
    ['Dropped', droppedText(record)],
    ['Bodies', bodiesText(record, prose)],
    ['Figures', figuresText(record, comparison, prose)],
    ['At a rate', rateText(record, prose)],
    ['Capacity', capacityText(record, prose)],
    ['Profile', profileText(record, prose)],
    ['Could see', couldSeeSentences(comparison).join(' ')],
    ['Time', timeText(record, prose)],
    ['Seed', `${record.seed}, loadgate ${fact(record.version, prose)}`],
  ] as const;
  return points.filter(([, text]) => text !== '');
}

/** The command that makes the same random choices again, in a checkout of the candidate. */
export function repeatCommand({ baseline, seed }: RunRecord): string {
  const base = baseline === null ? '' : ` --base ${baseline.sha.slice(0, 12)}`;
  return `loadgate run${base} --seed ${seed}`;
}

/** Kinds of machines of shards that are told. */
const MACHINES = 6;

/** Of shards how many ran on each kind of machine. */
function machineText({ machine, shards = [] }: RunRecord, prose: Prose): string {
  if (shards.length === 0) return describeMachine(machine, prose);
  const counts = new Map<string, number>();
  for (const one of shards) {
    const text = describeMachine(one.machine, prose);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const kinds = [...counts].map(([text, count]) => `${plural(count, 'shard')} on ${text}`);
  const more = kinds.length - MACHINES;
  return [...kinds.slice(0, MACHINES), ...(more > 0 ? [`and ${plural(more, 'more kind')}`] : [])].join('; ');
}

/** Empty where no second opinion was asked for. */
function secondMachineText({ second }: RunRecord, prose: Prose): string {
  if (second === undefined) return '';
  const took = `measured ${plural(second.cells.length, 'red cell')} again in ${duration(second.durationMs)}`;
  return `${describeMachine(second.machine, prose)}; ${took}`;
}

function describeMachine(machine: Machine, prose: Prose): string {
  const size = `${plural(machine.cores, 'core')}, ${bytes(machine.memoryBytes)}`;
  const system = `${fact(machine.os, prose)} (kernel ${fact(machine.kernel, prose)}, ${fact(machine.arch, prose)})`;
  return `${fact(machine.cpuModel, prose)}, ${size}, ${system}`;
}

function runtimeText(record: RunRecord, prose: Prose): string {
  const { runtime, caps } = record;
  if (!hasFigures(record)) return '';
  if (runtime.kind === 'url') return 'none: somebody else runs all targets';
  const engine =
    runtime.kind === 'docker'
      ? `Docker ${fact(runtime.version, prose)}, cgroup ${runtime.cgroup}${farText(runtime, prose)}`
      : `processes of this machine, no containers (Node.js ${fact(runtime.version, prose)})${insteadText(runtime, prose)}`;
  const each = `${plural(caps.cpus, 'CPU')} and ${bytes(caps.memoryBytes)} for each target`;
  return `${engine}; ${each}; ${coresText(runtime)}`;
}

/** The machine of an engine that is on another one, and how its counters are read. */
function farText({ engine }: RuntimeFacts, prose: Prose): string {
  if (engine === undefined) return '';
  const { cores, memoryBytes, kernel, arch } = engine;
  const size = `${plural(cores, 'core')}, ${bytes(memoryBytes)}, kernel ${fact(kernel, prose)}, ${fact(arch, prose)}`;
  return ` on another machine (${size}), whose engine is asked for CPU time and memory before and after each round`;
}

/** Why Docker was not used where it comes first. */
function insteadText({ instead }: RuntimeFacts, prose: Prose): string {
  return instead === undefined ? '' : `, since ${prose.text(instead, REASON_LENGTH)}`;
}

function coresText(runtime: RuntimeFacts): string {
  const { targetCores, generatorCores, serviceCores, engine } = runtime;
  const isPlain = serviceCores === undefined;
  if (targetCores === null && engine !== undefined) return 'targets on any core of it';
  if (targetCores === null) {
    return isPlain
      ? 'target and load generator share the cores'
      : 'target, services and load generator share the cores';
  }
  const target = `target on ${coreList(targetCores)}`;
  if (generatorCores === null) return target;
  return `${target}, load generator on ${coreList(generatorCores)}${engine === undefined ? '' : ' of its own machine'}${isPlain ? '' : `, ${servicesText(runtime)}`}`;
}

/** Services on the load generator's cores take from it, and not from the target. */
function servicesText({ serviceCores, generatorCores, engine }: RuntimeFacts): string {
  if (serviceCores == null) return 'services on any core';
  // Cores of two machines may have the same numbers.
  const isShared =
    engine === undefined && serviceCores.some((core) => generatorCores?.includes(core) === true);
  return isShared
    ? 'services beside the load generator, since no core is left for them'
    : `services on ${coreList(serviceCores)}`;
}

function coreList(cores: readonly number[]): string {
  const shown = cores.length > 8 ? `${cores.slice(0, 8).join(', ')}, …` : list(cores.map(String));
  return `core${cores.length === 1 ? '' : 's'} ${shown}`;
}

/** Empty where nothing ran: no caps were needed then. */
function capsText({ capsHeld, capsMissing }: RuntimeFacts, prose: Prose): string {
  if (capsHeld.length + capsMissing.length === 0) return '';
  const missing = capsMissing.length === 0 ? '' : prose.strong(`not held: ${list(capsMissing)}`);
  const held =
    capsHeld.length === 0
      ? ''
      : capsMissing.length === 0
        ? `all held (${list(capsHeld)})`
        : `held: ${list(capsHeld)}`;
  return [missing, held].filter((text) => text !== '').join('; ');
}

function amountText(record: RunRecord): string {
  const { generations, fewest, most, rounds } = amountOf(record);
  if (generations === 0) return '';
  const each = fewest === most ? number(most) : `${number(fewest)} to ${number(most)}`;
  const fresh = { docker: ', each in fresh containers', process: ', each in fresh processes', url: '' };
  return `${each} generations (starts) a cell, ${number(generations)} in all${fresh[record.runtime.kind]}; ${plural(rounds, 'round')} of load`;
}

/** Empty where none was: most machines do nothing of the kind. */
function droppedText(record: RunRecord): string {
  const { starved, throttled, 'generator-late': late } = droppedOf(record);
  const parts = [
    starved === 0 ? '' : `${plural(starved, 'generation')} in which others had the CPU`,
    late === 0 ? '' : `${plural(late, 'generation')} in which the load generator sent too late`,
    throttled === 0 ? '' : `${plural(throttled, 'generation')} in which a quota held a target below its cap`,
  ];
  return list(parts.filter((text) => text !== ''));
}

/** Cells that are named because their bodies are not compared. */
const NAMED_CELLS = 8;

/** Empty where all bodies could be compared. */
function bodiesText({ cells }: RunRecord, prose: Prose): string {
  const unstable = cells.flatMap(({ target, scenario, unstableBody }) =>
    unstableBody === undefined ? [] : [`${prose.cell(target, scenario)} (${differText(unstableBody)})`],
  );
  if (unstable.length === 0) return '';
  const more = unstable.length - NAMED_CELLS;
  const named = more > 0 ? [...unstable.slice(0, NAMED_CELLS), plural(more, 'more cell')] : unstable;
  return `not compared in ${list(named)}. Their load checks the status of each answer, and that it has a body`;
}

function differText({ sides, found }: UnstableBody): string {
  const whose = sides === 'both' ? 'both sides differ' : `the ${sides}'s differ`;
  return `${whose} from one answer to the next${found === 'under-load' ? ', now and then' : ''}`;
}

function figuresText(record: RunRecord, { stored }: Comparison, prose: Prose): string {
  if (!hasFigures(record)) return '';
  const absolute = 'requests per second are those of each side alone under its full caps';
  if (record.baselineFigures === 'run') {
    return `changes come from duets: both sides at once on the same cores, in this run; ${absolute}, set apart by that change`;
  }
  if (record.baselineFigures === 'stored')
    return `${absolute}; the base column comes from the stored record, and changes compare the two${dividedText(stored, prose)}`;
  return absolute;
}

/** Cells whose load was an open loop. Empty: none. */
function rateText({ cells }: RunRecord, prose: Prose): string {
  const asked = cells.flatMap((cell) => {
    const perSecond = cell.reduced === undefined ? askedRate(cell) : null;
    return perSecond === null ? [] : [`${prose.cell(cell.target, cell.scenario)} at ${rate(perSecond)}`];
  });
  const reduced = cells.flatMap((cell) =>
    cell.reduced === undefined
      ? []
      : [
          `${prose.cell(cell.target, cell.scenario)} at ${rate(cell.reduced.rate)} instead of ${rate(cell.reduced.seen)}`,
        ],
  );
  const parts = [
    asked.length === 0
      ? ''
      : `${few(asked)}: requests arrive whether answers come or not, and each latency counts from the arrival`,
    reduced.length === 0
      ? ''
      : `${few(reduced)}, since the load generator was at its limit: decided by CPU time per request and service time`,
  ];
  return parts.filter((text) => text !== '').join('; ');
}

/** Cells that were searched for how much they carry. Empty: none. */
function capacityText({ cells }: RunRecord, prose: Prose): string {
  const searched = cells
    .filter((cell) => carriedText(cell, 'candidate') !== null)
    .map(({ target, scenario }) => prose.cell(target, scenario));
  if (searched.length === 0) return '';
  return `${few(searched)}: each side alone under its full caps, in turns at the same levels, until a limit was broken twice`;
}

/** The scenario's rate, as the last round has it; null: the loop was closed. */
function askedRate({ generations }: CellRecord): number | null {
  const rounds = generations.flatMap(({ candidate: { duet, solo } }) => [...duet, ...solo]);
  return rounds.at(-1)?.arrivals?.rate ?? null;
}

const few = (cells: readonly string[]): string =>
  list(cells.length > RATES ? [...cells.slice(0, RATES), `${number(cells.length - RATES)} more`] : cells);

/** Whether the figures were divided by the reference target's, as a part of a sentence. */
function dividedText(stored: StoredBasis | undefined, prose: Prose): string {
  if (stored === undefined) return '';
  const { divided, undivided } = stored;
  if (undivided === null)
    return divided === 0
      ? ''
      : ', each divided by the reference target that ran beside it, which also scales the base column to this machine';
  const which = divided === 0 ? ', as they are' : '; some are not divided by the reference target';
  return `${which} (${prose.text(undividedText(undivided), REASON_LENGTH)})`;
}

function timeText(record: RunRecord, prose: Prose): string {
  const stages = Object.entries(record.timing)
    .filter(([, ms]) => ms >= 50)
    .sort(([, a], [, b]) => b - a)
    .slice(0, STAGES)
    .map(([stage, ms]) => `${fact(stage, prose)} ${duration(ms)}`);
  const whole = duration(record.durationMs);
  return stages.length === 0 ? whole : `${whole}: ${stages.join(', ')}`;
}

function repeatText({ repeatCommand }: ReportContext): string {
  const command = plain(repeatCommand, COMMAND_LENGTH);
  return command === ''
    ? ''
    : `To repeat it in a checkout:\n\n${fence([command], { language: 'sh', verbatim: true })}`;
}

/** Whether anything was measured at all. */
export function hasFigures(record: RunRecord): boolean {
  return record.cells.some(({ state, generations }) => state !== 'unchanged' && generations.length > 0);
}

function fact(text: string, prose: Prose): string {
  return prose.text(text, FACT_LENGTH) || 'unknown';
}
