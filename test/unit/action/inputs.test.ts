import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../src/action/inputs.js';
import { DEFAULT_HISTORY } from '../../../src/history/settings.js';
import { LoadgateErrors } from '../../../src/model/error.js';

const read = (values: Readonly<Record<string, string>> = {}) => readInputs((name) => values[name] ?? '');

function problems(values: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(values);
  } catch (error) {
    expect(error).toBeInstanceOf(LoadgateErrors);
    const { errors } = error as LoadgateErrors;
    for (const one of errors) expect(one).toMatchObject({ kind: 'usage', code: 'input-invalid' });
    return errors.map((one) => one.message);
  }
  return [];
}

describe('readInputs', () => {
  it('fills in what is not given', () => {
    expect(read()).toEqual({
      config: null,
      settings: {
        build: '',
        command: '',
        port: '',
        requests: '',
        env: '',
        cpus: '',
        memory: '',
        budget: '',
        slower: '',
        compare: '',
        onInconclusive: '',
      },
      path: null,
      runtime: 'auto',
      targets: [],
      seed: null,
      baseline: { kind: 'branch', branch: 'loadgate' },
      keep: { kind: 'thin' },
      history: { settings: DEFAULT_HISTORY, since: null },
      pagesUrl: null,
      release: null,
      bisect: false,
      bisectBudgetMs: 1_800_000,
      check: { on: false },
      shard: null,
      store: 'auto',
      comment: 'always',
      notify: 'none',
      key: 'default',
      commands: false,
      workflow: 'loadgate.yml',
      exports: [],
      token: null,
      failOnRegression: true,
    });
  });

  it("takes a workflow's file with and without its folder, and nothing that leads elsewhere", () => {
    expect(read({ workflow: '.github/workflows/perf.yaml' }).workflow).toBe('perf.yaml');
    for (const workflow of ['../x.yml', 'a/b.yml', 'loadgate', 'x.yml/../../y', '%2e.yml']) {
      expect(() => read({ workflow })).toThrow(/workflow/);
    }
  });

  it('hands the settings on as they are written', () => {
    const { settings } = read({
      build: '.',
      requests: 'GET /\nGET /api',
      'on-inconclusive': 'fail',
      cpus: '0.5',
    });
    expect(settings).toMatchObject({
      build: '.',
      requests: 'GET /\nGET /api',
      onInconclusive: 'fail',
      cpus: '0.5',
    });
  });

  it('reads formats to export, each once, and suggests the nearest of one that it does not know', () => {
    expect(read({ export: 'csv, influx\njunit,csv' }).exports).toEqual(['influx', 'csv', 'junit']);
    expect(problems({ export: 'influx, openmetric' })).toEqual([
      expect.stringMatching(/export.*"openmetric" is no format, did you mean openmetrics\?/),
    ]);
    expect(problems({ export: '__proto__' })).toHaveLength(1);
  });

  it('splits targets at blanks, commas and lines', () => {
    expect(read({ targets: 'flask, starlette/json\n\ttornado ' }).targets).toEqual([
      'flask',
      'starlette/json',
      'tornado',
    ]);
  });

  it.each([
    ['branch', { kind: 'branch', branch: 'records' }],
    ['none', { kind: 'none' }],
    ['file:records/main.json', { kind: 'file', path: 'records/main.json' }],
    ['file: /tmp/a b.json ', { kind: 'file', path: '/tmp/a b.json' }],
  ])('reads baseline %s', (text, expected) => {
    expect(read({ baseline: text, 'baseline-branch': 'records' }).baseline).toEqual(expected);
  });

  it.each(['true', 'True', 'TRUE', ''])('takes %j as true', (text) => {
    expect(read({ 'fail-on-regression': text }).failOnRegression).toBe(true);
  });

  it.each(['false', 'False', 'FALSE'])('takes %j as false', (text) => {
    expect(read({ 'fail-on-regression': text }).failOnRegression).toBe(false);
  });

  it.each(['0', '4294967295'])('takes seed %s', (text) => {
    expect(read({ seed: text }).seed).toBe(Number(text));
  });

  it('names every wrong input at once', () => {
    expect(
      problems({
        runtime: 'dokcer',
        seed: '1e3',
        baseline: 'file:',
        'baseline-branch': 'unused here',
        store: 'sometimes',
        comment: 'yes',
        key: 'a b',
        'fail-on-regression': '1',
      }),
    ).toEqual([
      'input "runtime": "dokcer" is none of auto, docker, process, did you mean docker?',
      'input "seed": "1e3" is no seed',
      'input "baseline": there is no path after "file:"',
      'input "store": "sometimes" is none of auto, never, always',
      'input "comment": "yes" is none of true, false, on-change',
      'input "key": "a b" can\'t name a comment',
      'input "fail-on-regression": "1" is neither true nor false',
    ]);
  });

  it.each(['4294967296', '-1', '1.5', 'seven'])('refuses seed %s', (text) => {
    expect(problems({ seed: text })).toHaveLength(1);
  });

  it.each(['a..b', '/a', 'a/', 'a.lock', 'refs/heads/a', 'a b', '-a', 'a//b', 'a/.b', 'a~1', 'a\nb'])(
    'refuses branch %j',
    (branch) => {
      expect(problems({ 'baseline-branch': branch })).toHaveLength(1);
    },
  );

  it.each(['loadgate', 'ci/loadgate-records', 'v1.2_x'])('takes branch %j', (branch) => {
    expect(read({ 'baseline-branch': branch }).baseline).toEqual({ kind: 'branch', branch });
  });

  it.each(['../x', '<!-- -->', 'ä', 'x'.repeat(65)])('refuses key %j', (key) => {
    expect(problems({ key })).toHaveLength(1);
  });

  it('refuses a file and the set-up without one together, and names what is too much', () => {
    expect(problems({ config: 'a.yml', build: '.', port: '80', cpus: '2', env: 'A=b' })).toEqual([
      'input "build": it is given beside "config"',
      'input "port": it is given beside "config"',
    ]);
  });

  it('refuses a baseline that is none of the three', () => {
    expect(problems({ baseline: 'brnch' })).toEqual([
      'input "baseline": "brnch" is none of branch, none, file:PATH, did you mean branch?',
    ]);
  });
});
