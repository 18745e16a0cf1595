import { describe, expect, it } from 'vitest';
import { type AnnotationSources, toAnnotations } from '../../../src/report/annotations.js';
import { makeConfig, makeScenario, makeTarget } from '../plan/builders.js';
import { BROKEN_P99, compared, makeComparison, makeProblem, recordFor, sampled } from './builders.js';

const flask = makeTarget('flask', { location: { file: 'loadgate.yml', line: 12, column: 3 } });
const api = makeTarget('api', { location: { file: 'loadgate.yml', line: 20, column: 3 } });
const config = makeConfig([flask, api], [makeScenario('json')]);
const sources: AnnotationSources = {
  config,
  dockerfiles: new Map([['services/flask/Dockerfile', 'FROM python:3.13-slim\nRUN pip install nope\n']]),
};
const nothing = makeComparison([]);
const log = ['Step 2/2 : RUN pip install nope', 'ERROR: no such package'];

const slower = compared('flask', 'json', 'regression', {
  metrics: [sampled('throughput', 4812, 0.938, { verdict: 'regression' })],
});

describe('toAnnotations', () => {
  it('points a broken limit at its target, as an error even beside figures of another machine', () => {
    const limits = [{ ...BROKEN_P99, baseline: 310_000 }];
    const cells = [compared('flask', 'json', 'regression', { decidedBy: null, limits }), slower];
    const [over, other] = toAnnotations(recordFor(cells), makeComparison(cells, { advisory: true }), sources);
    expect(over).toMatchObject({
      level: 'error',
      line: 12,
      message:
        'flask · json: p99 is 312 ms (290 to 340 ms), the limit is 250 ms. The baseline breaks it, too: 310 ms.',
    });
    expect(other?.level).toBe('warning');
  });

  it('points a configuration error at its line', () => {
    const location = { file: 'loadgate.yml', line: 4, column: 5 };
    const hint = 'Did you mean "port"?';
    const problem = makeProblem({ code: 'unknown-key', message: 'Unknown key "prot".', hint, location });
    const unread = { config: null, dockerfiles: new Map() };
    expect(toAnnotations(recordFor([], { problems: [problem] }), nothing, unread)).toEqual([
      {
        level: 'error',
        title: 'loadgate: unknown-key',
        message: 'Unknown key "prot". Did you mean "port"?',
        ...location,
      },
    ]);
  });

  it("points a failed build at the line of its target's Dockerfile", () => {
    const problem = makeProblem({ log, location: flask.location });
    expect(toAnnotations(recordFor([], { problems: [problem] }), nothing, sources)).toMatchObject([
      { level: 'error', file: 'services/flask/Dockerfile', line: 2, column: 1 },
    ]);
  });

  it("points it at the only target's Dockerfile where the problem names no place", () => {
    const only = { ...sources, config: makeConfig([flask], []) };
    const record = recordFor([], { problems: [makeProblem({ log, location: null })] });
    expect(toAnnotations(record, nothing, only)).toMatchObject([
      { file: 'services/flask/Dockerfile', line: 2 },
    ]);
    expect(toAnnotations(record, nothing, sources)).toEqual([]);
  });

  it('stays at the configuration where the log or the Dockerfile tells nothing', () => {
    const silent = makeProblem({ log: ['killed'], location: flask.location });
    const unread = makeProblem({ log, location: api.location });
    const record = recordFor([], { problems: [silent, unread] });
    expect(toAnnotations(record, nothing, sources)).toMatchObject([
      { file: 'loadgate.yml', line: 12 },
      { file: 'loadgate.yml', line: 20 },
    ]);
  });

  it('points a regression at its target, as a warning where it is advisory', () => {
    const record = recordFor([slower]);
    expect(toAnnotations(record, makeComparison([slower]), sources)).toEqual([
      {
        level: 'error',
        title: 'loadgate: flask · json',
        message: 'flask · json answers 6.2 % fewer requests per second (between 5.3 and 7.1 %).',
        file: 'loadgate.yml',
        line: 12,
        column: 3,
      },
    ]);
    const advisory = makeComparison([slower], { advisory: true });
    expect(toAnnotations(record, advisory, sources)[0]?.level).toBe('warning');
  });

  it('points it at the scenario where the target has no place, and nowhere where neither has', () => {
    const scenario = makeScenario('json', { location: { file: 'loadgate.yml', line: 30, column: 3 } });
    const placeless = makeTarget('flask', { location: null });
    const at = (of: AnnotationSources['config']) =>
      toAnnotations(recordFor([slower]), makeComparison([slower]), { ...sources, config: of });
    expect(at(makeConfig([placeless], [scenario]))[0]?.line).toBe(30);
    expect(at(makeConfig([placeless], [makeScenario('json', { location: null })]))).toEqual([]);
    expect(at(null)).toEqual([]);
  });

  it('makes ten of each kind at most, and none outside of the repository', () => {
    const inside = Array.from({ length: 15 }, (_, at) =>
      makeProblem({ code: 'x', location: { file: 'a.yml', line: at + 1, column: 1 } }),
    );
    expect(toAnnotations(recordFor([], { problems: inside }), nothing, sources)).toHaveLength(10);
    for (const file of ['/etc/passwd', '../a.yml', 'a/../../b', '', 'a\u202eb']) {
      const problems = [makeProblem({ code: 'x', location: { file, line: 1, column: 1 } })];
      expect(toAnnotations(recordFor([], { problems }), nothing, sources)).toEqual([]);
    }
  });

  it('writes one plain line, whatever the message holds', () => {
    const location = { file: 'a.yml', line: 1, column: 1 };
    const message = 'x\n::error::b \u001b[31mred';
    const record = recordFor([], { problems: [makeProblem({ message, hint: '', location, code: 'x' })] });
    expect(toAnnotations(record, nothing, sources)[0]?.message).toBe('x ::error::b red.');
  });
});
