import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/compare/judge.js';
import type { JobDeps } from '../../../src/job/types.js';
import { allowedCores } from '../../../src/runtime/cores.js';
import { createProcessRuntime } from '../../../src/runtime/process/runtime.js';
import { compareCheckout } from '../../support/job.js';
import { wordsOf } from '../../support/reasons.js';
import { hogCore, isQuiet, tamperWithFirstSides } from '../../support/tamper.js';
import { checkout, depsOf, newRunId } from '../runtime/support.js';

// What could look like a slower target, each provoked for real on processes: docs/internals/measuring.md has the rules.

const facts = await createProcessRuntime(depsOf(newRunId())).facts();
const [targetCore = 0] = allowedCores();

const WORK = 'for (let n = 0; n < 200_000; n += 1); // So that the load generator is never the limit.';
const serve = (fault: string) => `let seen = 0;
const kept = [];
createServer((request, response) => {
  seen += 1;
  ${WORK}
  ${fault}
  response.end('ok');
}).listen(process.env.PORT, process.env.HOST);
`;
const IMPORT = "import { createServer } from 'node:http';\n";
const server = (fault = '') => IMPORT + serve(fault);
/** Next to no work: most of a core that both share is the generator's. */
const light = () => server().replace(WORK, '');
/** A supervisor of one worker. */
const supervised = (fault = '') => `import cluster from 'node:cluster';
${IMPORT}if (cluster.isPrimary) {
  cluster.fork();
  cluster.on('exit', () => cluster.fork());
} else {
${serve(fault)}}
`;

/** What the pull request breaks, under load only: the checks before it make 13 requests. */
const FAULTS: Readonly<Record<string, { readonly base: string; readonly change: string }>> = {
  light: { base: light(), change: `${light()}// touched\n` },
  healthy: { base: server(), change: `${server()}// touched\n` },
  status: { base: server(), change: server('if (seen > 100) response.statusCode = 503;') },
  body: { base: server(), change: server("if (seen > 100) return response.end('no');") },
  memory: { base: server(), change: server('if (seen > 100) kept.push(Buffer.alloc(2 ** 22, 1));') },
  worker: {
    base: supervised(),
    change: supervised("if (seen === 400) process.kill(process.pid, 'SIGKILL');"),
  },
};

const config = (targets: readonly string[], rest = '') => `budget: 60s
caps: { cpus: 1, memory: 192m }
gate: { slower: 50%, latency: 90%, memory: 90% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 3, warm-up: 100ms, duet: 600ms, solo: 250ms, probe: 250ms, trim: 30ms }
targets:
${targets.map((name) => `  ${name}: { build: ${name}, command: node server.mjs, port: 8080 }`).join('\n')}
scenarios:
  page: { request: GET /, connections: 8, expect: { body: ok } }
${rest}`;

let source: ReturnType<typeof checkout>;
beforeAll(() => {
  const files = Object.entries(FAULTS).flatMap(([name, { base, change }]) => [
    [`base/${name}/server.mjs`, base],
    [`change/${name}/server.mjs`, change],
  ]);
  source = checkout(Object.fromEntries(files));
});
afterAll(() => source.remove());

/** Runs a comparison of some targets, as a pull request does. */
function compare(
  targets: readonly string[],
  { id = newRunId(), deps: changed = {} }: { id?: string; deps?: Partial<JobDeps> } = {},
): Promise<Outcome> {
  return compareCheckout(source.dir, config(targets), id, changed);
}

const recordOf = ({ record }: Outcome, target: string) => record.cells.find((cell) => cell.target === target);
const verdictOf = ({ comparison }: Outcome, target: string) =>
  comparison.cells.find((cell) => cell.target === target);

describe('a target that is broken by a change', () => {
  const broken = [
    ['status', 'wrong-status', /answered with a wrong status/],
    ['body', 'wrong-body', /answered with a wrong body/],
    [
      'worker',
      'target-restarted',
      /process(es)? of the target ended and w(as|ere) replaced in a round, and \d+ of/,
    ],
    ...(facts.capsHeld.includes('memory') ? ([['memory', 'oom-killed', /memory cap/]] as const) : []),
  ] as const;
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await compare(['healthy', ...broken.map(([name]) => name)]);
  });

  it.each(broken)('%s: is invalid by its own code, not slower', (target, code, says) => {
    expect(recordOf(outcome, target)?.invalid).toMatchObject({ code, side: 'candidate' });
    expect(verdictOf(outcome, target)).toMatchObject({ verdict: 'invalid', invalid: { code } });
    expect(wordsOf(verdictOf(outcome, target))).toMatch(says);
  });

  it('makes the run a wrong target, not a regression, and leaves the healthy one measured', () => {
    expect(outcome.gate.exitCode).toBe(2);
    expect(outcome.comparison.counts.regression).toBe(0);
    // On a machine that has other work to do, it may be starved by that, and by nothing else.
    expect([undefined, 'starved']).toContain(recordOf(outcome, 'healthy')?.invalid?.code);
  });
});

it('a generator that shares its core with the targets is at its limit: measured at a rate, not slower', async () => {
  const quiet = await isQuiet(targetCore);
  const outcome = await compare(['light'], { deps: { allowedCores: [targetCore] } });
  const { reduced, generations = [] } = recordOf(outcome, 'light') ?? {};
  const verdict = verdictOf(outcome, 'light');
  expect(verdict?.verdict).not.toBe('regression');
  // Where the machine has other work to do, the generator may need too little of the core, or not hold half either.
  if (quiet) {
    expect(reduced?.rate).toBeLessThanOrEqual((reduced?.seen ?? 0) / 2);
    const [round] = generations[0]?.candidate.duet ?? [];
    expect(round?.arrivals).toMatchObject({ rate: reduced?.rate, reduced: true });
    expect(verdict?.invalid?.code).not.toBe('generator-saturated');
  }
});

/** Cgroups of v1 are made beside this test's own, where it may do to them what others may do. */
const canTamper = facts.cgroup === 'v1' && facts.capsHeld.includes('cpus') && allowedCores().length > 1;

describe.runIf(canTamper)('a machine that is unfair to one side', () => {
  it.each([
    ['throttled', { file: 'cpu.cfs_quota_us', value: 20_000 }, /was held back by a quota in \d+ periods/],
    ['starved', { file: 'cpu.shares', value: 205 }, /always had something to do and got \d+ % of a core/],
  ] as const)('is told as %s and not as a slower target', async (code, setting, says) => {
    const id = newRunId();
    const quiet = await isQuiet(targetCore);
    const end = tamperWithFirstSides(id, setting);
    const outcome = await compare(['healthy'], { id }).finally(end);
    const cell = recordOf(outcome, 'healthy');
    const { starved = 0, throttled = 0 } = cell?.dropped ?? {};
    expect(starved + throttled).toBeGreaterThanOrEqual(3);
    expect({ starved, throttled }[code]).toBeGreaterThan(0);
    expect(verdictOf(outcome, 'healthy')).toMatchObject({ verdict: 'invalid' });
    const reason = wordsOf(verdictOf(outcome, 'healthy'));
    expect(reason).toMatch(/^\d of \d generations were spoilt by the machine; in the last one, /);
    // Where the machine has other work to do, one of them may be spoilt by that.
    if (quiet) {
      expect(cell?.invalid?.code).toBe(code);
      expect(reason).toMatch(says);
    }
    expect(outcome.gate.exitCode).toBe(3);
    expect(outcome.comparison.counts.regression).toBe(0);
  });
});

describe.runIf(canTamper)('programs on the core of the targets', () => {
  it('that leave next to nothing starve both sides: invalid after three generations', async () => {
    const end = hogCore(targetCore, 20);
    const outcome = await compare(['healthy']).finally(end);
    expect(recordOf(outcome, 'healthy')?.dropped?.starved).toBeGreaterThanOrEqual(3);
    expect(verdictOf(outcome, 'healthy')).toMatchObject({ verdict: 'invalid', invalid: { code: 'starved' } });
    expect(outcome.gate.exitCode).toBe(3);
  });

  it('that take a fair share spoil nothing: that is what duets are for', async () => {
    const quiet = await isQuiet(targetCore);
    const end = hogCore(targetCore, 1);
    const outcome = await compare(['healthy']).finally(end);
    const cell = recordOf(outcome, 'healthy');
    // Whatever else this machine has to do meanwhile, it takes it from both sides.
    expect(outcome.comparison.counts.regression).toBe(0);
    expect(cell?.invalid?.message ?? '').not.toContain('always had something to do');
    if (quiet) {
      expect(cell).toMatchObject({ state: 'measured', invalid: null });
      expect(cell?.dropped).toBeUndefined();
    }
    // They were there, and were seen.
    for (const { candidate } of cell?.generations ?? []) {
      expect(candidate.duet[0]?.shares?.othersCpu).toBeGreaterThan(0.1);
    }
  });
});
