import { beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runRanking } from '../../../src/job/rank.js';
import type { CellRecord, RoundFigures, RunRecord, SideFigures } from '../../../src/model/record.js';
import { CALLER } from '../../support/caller.js';
import { withJobDeps } from '../../support/job.js';
import { replaced } from '../../support/pull-requests.js';
import { checkout, newRunId } from '../runtime/support.js';

const POOL = 32;
const CONFIG = `
measure: { warm-up: 100ms, trim: 30ms }
targets:
  honest: { build: honest, command: node server.mjs, port: 8080 }
  always: { build: always, command: node server.mjs, port: 8080 }
  never: { build: never, command: node server.mjs, port: 8080 }
  at-load: { build: at-load, command: node server.mjs, port: 8080 }
  small: { build: small, command: node server.mjs, port: 8080 }
scenarios:
  text: { request: GET /text, connections: 8, targets: [honest] }
  on: { request: GET /upstream?calls=3&reuse=on, upstream: { delay: 20ms, calls: 3, reuse: on, pool: ${POOL} }, connections: 8 }
  off: { request: GET /upstream?calls=3&reuse=off, upstream: { delay: 20ms, calls: 3, reuse: off }, connections: 8 }
`;

const agent = "const agentFor = (reuse) => (reuse === 'off' ? false : kept);";
/** What a service may do instead of what it is asked for. */
const SERVERS = {
  honest: CALLER,
  always: replaced(agent, 'const agentFor = () => kept;')(CALLER),
  never: replaced(agent, 'const agentFor = () => false;')(CALLER),
  // Right as long as one request comes after the other.
  'at-load': replaced(
    agent,
    "let asked = 0;\nconst agentFor = (reuse) => (reuse === 'off' && ++asked < 40 ? false : kept);",
  )(CALLER),
  // Keeps enough connections for one request, and throws the others away.
  small: replaced('maxSockets: 256', 'maxSockets: 256, maxFreeSockets: 3')(CALLER),
};

let record: RunRecord;

beforeAll(async () => {
  const files = Object.entries(SERVERS).map(([name, server]) => [`${name}/server.mjs`, server]);
  const { dir, remove } = checkout(Object.fromEntries(files));
  try {
    const id = newRunId();
    record = await withJobDeps(id, (deps) =>
      runRanking(
        {
          id,
          config: parseConfig(CONFIG, 'loadgate.yml'),
          filter: [],
          candidate: directorySide(dir, 'here'),
          generations: 1,
          budgetMs: null,
          soloMs: 600,
          seed: 11,
        },
        deps,
      ),
    );
  } finally {
    remove();
  }
});

function cellOf(target: string, scenario: string): CellRecord {
  const cell = record.cells.find((one) => one.target === target && one.scenario === scenario);
  if (cell === undefined) throw new Error(`no cell ${target}/${scenario}`);
  return cell;
}
/** What was measured of a target: in its own generations, and beside others. */
const sidesOf = (target: string, scenario: string): readonly SideFigures[] =>
  record.cells
    .filter((cell) => cell.scenario === scenario)
    .flatMap((cell) =>
      cell.generations.flatMap(({ candidate, beside }) => {
        if (cell.target === target) return [candidate];
        return beside?.target === target ? [beside.figures] : [];
      }),
    );
const roundsOf = (target: string, scenario: string): readonly RoundFigures[] =>
  sidesOf(target, scenario).flatMap(({ duet, solo }) => [...duet, ...solo]);

describe('the connections that a real service opens to the upstream', () => {
  it('are counted in every round: as many as calls with reuse off, and none but the pool with reuse on', () => {
    const off = roundsOf('honest', 'off');
    expect(off.length).toBeGreaterThanOrEqual(2);
    for (const { upstreamCalls, upstreamConnections, requests } of off) {
      // Three calls a request, also of those at the ends, which are not in the figures.
      expect(upstreamCalls).toBeGreaterThanOrEqual(3 * requests);
      expect(upstreamCalls).toBeGreaterThan(100);
      expect(upstreamConnections).toBe(upstreamCalls);
    }
    const on = roundsOf('honest', 'on');
    expect(on.length).toBeGreaterThanOrEqual(2);
    for (const { upstreamCalls } of on) expect(upstreamCalls).toBeGreaterThan(100);
    const opened = on.reduce((sum, round) => sum + (round.upstreamConnections ?? Number.NaN), 0);
    expect(opened).toBeLessThanOrEqual(24);
    for (const one of ['on', 'off']) expect(cellOf('honest', one)).toMatchObject({ state: 'measured' });
  });

  it('are not there in a scenario without an upstream', () => {
    for (const round of roundsOf('honest', 'text')) {
      expect(round).toMatchObject({ upstreamCalls: null, upstreamConnections: null });
    }
    expect(roundsOf('honest', 'text')).toHaveLength(1);
  });

  it.each([
    ['always', 'off', 'over 0 new connections, and the scenario says reuse: off'],
    ['never', 'on', 'over 30 new connections, and the scenario says reuse: on'],
  ])('make %s/%s invalid before any load', (target, scenario, message) => {
    const cell = cellOf(target, scenario);
    expect(cell).toMatchObject({
      state: 'invalid',
      invalid: { code: 'wrong-upstream-reuse', side: 'candidate' },
    });
    expect(cell.invalid?.message).toContain(`10 requests made 30 upstream calls ${message}`);
    expect(cell.generations).toEqual([]);
  });

  it.each([
    ['at-load', 'off', /^under load, \d+ upstream calls came over \d+ new connections/],
    ['small', 'on', /^under load, \d+ connections to the upstream were opened, .* a pool of 32$/],
  ])('make %s/%s invalid under load, with what was measured kept', (target, scenario, message) => {
    const cell = cellOf(target, scenario);
    expect(cell).toMatchObject({ state: 'invalid', invalid: { code: 'wrong-upstream-reuse' } });
    expect(cell.invalid?.message).toMatch(message);
    expect(sidesOf(target, scenario)[0]?.counts).toMatchObject({ upstreamCalls: 3 });
    expect(roundsOf(target, scenario).length).toBeGreaterThan(0);
  });

  it('leave the other scenario of the same service valid', () => {
    for (const [target, scenario] of [
      ['always', 'on'],
      ['never', 'off'],
      ['at-load', 'on'],
      ['small', 'off'],
    ] as const) {
      expect(cellOf(target, scenario), `${target}/${scenario}`).toMatchObject({
        state: 'measured',
        invalid: null,
      });
    }
    expect(record.problems.map(({ code }) => code)).toEqual(Array(4).fill('wrong-upstream-reuse'));
  });
});
