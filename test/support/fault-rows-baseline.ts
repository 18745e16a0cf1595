/** What the baseline can do wrong in the middle of a run, each provoked for real, against the built Action. */
import type { FaultRow } from './fault-row.js';
import { killVictim, late, MACHINES_FAULT, provoke, ROW, type RuntimeKind, SERVER } from './fault-run.js';

const RAN = /the baseline had answered rightly, and then failed/;
/** Nothing fails, and there is no verdict. */
const UNDECIDED = { ...ROW, exitCode: 0, code: null } as const;

/** The pull request repairs the default branch's victim. */
const repaired = (server: string) => ({
  base: { 'victim/server.mjs': server },
  change: { 'victim/server.mjs': `${SERVER}// touched\n` },
});

export const baselineRows = (runtime: RuntimeKind): readonly FaultRow[] => [
  {
    ...UNDECIDED,
    name: 'the baseline never opens its port',
    docs: 'The baseline does not build, start or answer rightly.',
    // The other target's figures decide.
    verdict: /^(no-change|inconclusive|improvement)$/,
    measured: ['victim/page', 'other/page'],
    says: /the baseline failed \(not-ready\)/,
    provoke: () => provoke(runtime, repaired('setInterval(() => {}, 1000);\n')),
  },
  {
    ...MACHINES_FAULT,
    name: 'the baseline is killed mid-round',
    docs: 'It is killed by something else.',
    code: 'baseline-killed',
    says: /the baseline was killed by something else/,
    provoke: () => provoke(runtime, { act: killVictim(runtime, 'baseline') }),
  },
  {
    ...UNDECIDED,
    name: 'the baseline ends by itself mid-round',
    docs: 'It ends by itself under load, or fails otherwise.',
    // Its log, which is told in full below the table.
    says: /^giving up$/m,
    provoke: () => provoke(runtime, repaired(late("console.log('giving up'); process.exit(1)"))),
  },
  {
    ...UNDECIDED,
    name: 'the baseline answers wrongly under load only',
    docs: 'It ends by itself under load, or fails otherwise.',
    says: RAN,
    provoke: () => provoke(runtime, repaired(late("return 'no'"))),
  },
  {
    ...UNDECIDED,
    name: 'the baseline uses up its memory',
    docs: 'The baseline uses up its memory.',
    says: /it used up its memory cap/,
    provoke: () => provoke(runtime, repaired(late('kept.push(Buffer.alloc(2 ** 20, 1))'))),
  },
];
