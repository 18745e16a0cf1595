import { parseConfig } from '../../../src/config/parse.js';
import { makeLeaderboard } from '../../../src/leaderboard/board.js';
import { readFacts } from '../../../src/leaderboard/facts.js';
import { spreadOf } from '../../../src/leaderboard/figures.js';
import type { Facts, Leaderboard, Spread } from '../../../src/leaderboard/types.js';
import type { CellRecord, RoundFigures, RunRecord } from '../../../src/model/record.js';
import { makeCell, makeGeneration, makeRecord, makeRound } from '../../support/records.js';

/** Four generations of four services: a and b can't be told apart, c is a little slower, d much. */
export const FIGURES: Readonly<Record<string, readonly number[]>> = {
  a: [4812, 4790, 4835, 4801],
  b: [4805, 4760, 4822, 4779],
  c: [4510, 4525, 4498, 4531],
  d: [1200, 1210, 1190, 1207],
};

export function spread(values: readonly number[]): Spread {
  const found = spreadOf(values);
  if (found === null) throw new TypeError('no spread');
  return found;
}

export const contenders = (figures: Readonly<Record<string, readonly number[]>> = FIGURES) =>
  Object.entries(figures).map(([target, values]) => ({ target, spread: spread(values) }));

/** A cell with one solo round a generation. */
export function soloCell(
  target: string,
  values: readonly number[],
  cell: Partial<CellRecord> = {},
  round: Partial<RoundFigures> = {},
): CellRecord {
  const generations = values.map((rps, index) => {
    const generation = makeGeneration({ index, baseline: null });
    const solo = [makeRound({ rps, requests: Math.round(rps * 2), ...round })];
    return { ...generation, candidate: { ...generation.candidate, duet: [], probe: [], solo } };
  });
  return makeCell({ target, scenario: 'json', generations, ...cell });
}

/** A cell with one duet a generation, the figures of which are so many times those of the other target, and solo rounds. */
export function duetCell(
  target: string,
  other: string,
  ratios: readonly number[],
  solos: readonly number[],
  cell: Partial<CellRecord> = {},
  { own = {}, other: beside = {} }: { own?: Partial<RoundFigures>; other?: Partial<RoundFigures> } = {},
): CellRecord {
  const base = { rps: 500, ...beside };
  const generations = ratios.map((ratio, index) => {
    const { candidate, ...generation } = makeGeneration({ index, baseline: null });
    const none = { ...candidate, duet: [], probe: [], solo: [] };
    const rps = solos[index];
    const cpu = { cpuUserUs: 400 / ratio, cpuSystemUs: 0 };
    return {
      ...generation,
      candidate: {
        ...none,
        duet: [makeRound({ ...cpu, ...own, rps: base.rps * ratio })],
        solo: rps === undefined ? [] : [makeRound({ ...own, rps })],
      },
      beside: {
        target: other,
        figures: { ...none, duet: [makeRound({ cpuUserUs: 400, cpuSystemUs: 0, ...base })] },
      },
    };
  });
  return makeCell({ target, scenario: 'json', generations, ...cell });
}

/** A configuration with these targets. @param more lines of a target, by its name */
export const configOf = (targets: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  parseConfig(
    `caps: { cpus: 1, memory: 1g }
targets:
${targets.map((name) => `  ${name}: { build: ${name}, port: 80${more[name] ?? ''} }`).join('\n')}
scenarios:
  json: { request: GET /json, connections: 64 }
  slow: { request: GET /slow, upstream: { delay: 100ms, calls: 1 }, connections: 64 }
`,
    'loadgate.yml',
  );

export const factsOf = (...names: readonly string[]): ReadonlyMap<string, Facts> =>
  new Map(
    names.map((name) => [name, readFacts({ about: null, requirements: null, packageJson: null }, name)]),
  );

/** A leaderboard of the figures, of one scenario. */
export function boardOf(
  figures: Readonly<Record<string, readonly number[]>> = FIGURES,
  record: Partial<RunRecord> = {},
): Leaderboard {
  const names = Object.keys(figures);
  const cells = Object.entries(figures).map(([name, values]) => soloCell(name, values));
  return makeLeaderboard(
    makeRecord({ cells, ...record }),
    configOf(names),
    'c'.repeat(64),
    factsOf(...names),
  );
}
