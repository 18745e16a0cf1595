import { describe, expect, it } from 'vitest';
import { LoadgateError } from '../../../src/model/error.js';
import { tell } from '../../../src/tell/tell.js';
import type { ExitRule, Teller } from '../../../src/tell/teller.js';
import { keptLog } from '../../support/logs.js';
import { compared, makeComparison, makeContext, makeGate, recordFor, steady } from '../report/builders.js';

const RULE: ExitRule = { failOnRegression: true, stored: 0 };
const outcomeOf = (exitCode: 0 | 1 | 2 | 3) => {
  const cells = [exitCode === 1 ? compared('flask', 'json', 'regression') : steady('flask', 'json', 4000)];
  const gate = makeGate(exitCode, 'one reason');
  return { record: recordFor(cells), comparison: makeComparison(cells), gate };
};

/** Every place, each of which keeps what it is told. */
function allPlaces() {
  const told: Record<string, unknown> = {};
  const order: string[] = [];
  const log = keptLog();
  const keep =
    <T>(place: string, answer: T) =>
    async (text: unknown): Promise<T> => {
      order.push(place);
      told[place] = text;
      return answer;
    };
  const teller = {
    log,
    keepRecord: keep('record', '/tmp/record.json'),
    keepExports: keep('exports', '/tmp/exports'),
    check: keep('check', { status: 'check', why: 'reported' }),
    comment: keep('comment', { status: 'created', url: 'https://github.test/1', why: 'created' }),
    notify: async (body: string, conclusion: string) => {
      await keep('notify', null)(`${conclusion}: ${body}`);
      return { status: 'created', why: 'opened' };
    },
    summary: keep<void>('summary', undefined),
    keepReport: keep('report', '/tmp/report.html'),
    terminal: {
      options: { colour: false, columns: 100 },
      print: (text: string) => void keep('terminal', null)(text),
    },
    annotations: async () => ({ config: null, dockerfiles: new Map() }),
    outputs: (outputs: unknown) => void keep('outputs', null)(outputs),
    failure: (reason: string) => void keep('failure', null)(reason),
  } satisfies Teller;
  return { teller, told, order, log };
}

const broken = async (): Promise<never> => {
  throw new LoadgateError('It broke.', { kind: 'machine', code: 'forge-failed', hint: 'Wait.' });
};

describe('tell', () => {
  it('tells every place, in one order, the same verdict', async () => {
    const { teller, told, order } = allPlaces();
    const { exitCode, owed } = await tell(outcomeOf(1), makeContext(), RULE, teller);
    expect(order).toEqual([
      'record',
      'exports',
      'check',
      'comment',
      'notify',
      'summary',
      'report',
      'terminal',
      'failure',
      'outputs',
    ]);
    expect(told['check']).toMatchObject({ conclusion: 'failure' });
    const { title } = told['check'] as { title: string };
    const verdict = title.replace(/^\S+ /, '');
    for (const place of ['comment', 'summary', 'terminal']) expect(told[place]).toContain(verdict);
    expect(told['outputs']).toMatchObject({
      verdict: 'regression',
      'summary-line': `loadgate: ${verdict}`,
      record: '/tmp/record.json',
      exports: '/tmp/exports',
      report: '/tmp/report.html',
      'comment-url': 'https://github.test/1',
      'comment-status': 'created',
    });
    expect(told['failure']).toBe('one reason');
    expect([exitCode, owed]).toEqual([1, { check: false, comment: false }]);
  });

  it('needs no place at all', async () => {
    expect((await tell(outcomeOf(0), makeContext(), RULE, { log: keptLog() })).exitCode).toBe(0);
  });

  it.each(['keepRecord', 'keepExports', 'check', 'comment', 'summary', 'keepReport'] as const)(
    'tells the others where %s breaks, with a note and exit code 3',
    async (place) => {
      const { teller, told, log } = allPlaces();
      const { exitCode } = await tell(outcomeOf(0), makeContext(), RULE, { ...teller, [place]: broken });
      expect(exitCode).toBe(3);
      expect(log.lines).toContainEqual(expect.stringMatching(/^error: forge-failed: .*It broke\. Wait\.$/));
      expect(told['outputs']).toMatchObject({ 'comment-status': place === 'comment' ? 'failed' : 'created' });
      const isLast = place === 'summary' || place === 'keepReport';
      const later = isLast ? [] : place === 'comment' ? ['summary'] : ['comment', 'summary'];
      for (const one of later) expect(told[one]).toContain('It broke');
    },
  );

  it('opens an issue for red, closes it for green, and leaves it for what is not decided', async () => {
    const notified = async (outcome: ReturnType<typeof outcomeOf>): Promise<unknown> => {
      const { teller, told } = allPlaces();
      await tell(outcome, makeContext({ marker: '<!-- ours -->' }), RULE, teller);
      return told['notify'];
    };
    expect(await notified(outcomeOf(1))).toMatch(/^red: ### /);
    expect(await notified(outcomeOf(0))).toMatch(/^green: /);
    expect(await notified(outcomeOf(3))).toBeUndefined();
    const undecided = [compared('flask', 'json', 'inconclusive')];
    const open = {
      record: recordFor(undecided),
      comparison: makeComparison(undecided),
      gate: makeGate(0, 'open'),
    };
    expect(await notified(open)).toBeUndefined();
  });

  it('takes a refusal for a note and no failure', async () => {
    const { teller, told } = allPlaces();
    const refused = async () => ({ status: 'refused', why: 'The token may only read.' });
    const { exitCode } = await tell(outcomeOf(0), makeContext(), RULE, { ...teller, check: refused });
    expect(exitCode).toBe(0);
    expect(told['comment']).toContain('The token may only read.');
  });

  it('leaves to the post step what a cancelled run could not tell', async () => {
    const { teller } = allPlaces();
    const cancelled = { ...teller, comment: broken, signal: AbortSignal.abort() };
    const { owed } = await tell(outcomeOf(0), makeContext(), RULE, cancelled);
    expect(owed).toEqual({ check: false, comment: true });
    expect((await tell(outcomeOf(0), makeContext(), RULE, { ...teller, comment: broken })).owed.comment).toBe(
      false,
    );
  });

  it.each([
    [1, {}, 1],
    [1, { failOnRegression: false }, 0],
    [1, { failOnRegression: false, stored: 3 }, 3],
    [2, { failOnRegression: false, stored: 3 }, 2],
    [3, {}, 3],
    [0, { stored: 2 }, 2],
    [0, {}, 0],
  ] as const)('with a gate of %d and %o exits with %d', async (gate, rule, exitCode) => {
    const told = await tell(outcomeOf(gate), makeContext(), { ...RULE, ...rule }, { log: keptLog() });
    expect(told.exitCode).toBe(exitCode);
  });
});
