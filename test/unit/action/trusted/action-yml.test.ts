import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readReportInputs } from '../../../../src/action/trusted/inputs.js';
import { LoadgateErrors } from '../../../../src/model/error.js';

interface ActionYml {
  readonly inputs: Record<string, { description: string; default?: unknown; required?: boolean }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: Record<string, string>;
}

const read = (path: string) =>
  parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')) as ActionYml;
const action = read('report/action.yml');
const main = read('action.yml');
const valuesOf = (values: Readonly<Record<string, string>>) => (name: string) => values[name] ?? '';

describe('report/action.yml', () => {
  it('has every input that is read, and reads every input that it has', () => {
    const asked = new Set<string>();
    readReportInputs((name) => {
      asked.add(name);
      return name === 'record' ? 'x.json' : '';
    });
    expect([...asked].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it("has the defaults that are taken where nothing is given, but for the job's token", () => {
    const defaults = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, String(input.default ?? '')]),
    );
    const { token, ...given } = readReportInputs(valuesOf({ ...defaults, record: 'x.json' }));
    const { token: none, ...bare } = readReportInputs(valuesOf({ record: 'x.json' }));
    expect(given).toEqual(bare);
    expect([token, none]).toEqual(['${' + '{ github.token }}', null]);
  });

  it('has the outputs of the main Action but for the files that it writes and the plan, and two of its own', () => {
    const shared = Object.keys(main.outputs).filter(
      (name) => !['record', 'exports', 'report', 'shards'].includes(name),
    );
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(shared));
    expect(Object.keys(action.outputs).filter((name) => !shared.includes(name))).toEqual([
      'pull-request',
      'stopped',
    ]);
  });

  it('describes everything, requires the record alone, and runs one bundle on Node.js 24', () => {
    for (const [name, entry] of Object.entries({ ...action.inputs, ...action.outputs })) {
      expect(entry.description, name).toMatch(/\S{2,}.*\.$/s);
    }
    const required = Object.entries(action.inputs).filter(([, input]) => input.required);
    expect(required.map(([name]) => name)).toEqual(['record']);
    expect(action.runs).toEqual({ using: 'node24', main: '../dist/report.js' });
  });

  it('is told everything that is wrong with its inputs at once', () => {
    const wrong = { key: '-->', comment: 'maybe', 'fail-on-regression': 'no' };
    try {
      readReportInputs(valuesOf(wrong));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(LoadgateErrors);
      expect((error as LoadgateErrors).errors.map(({ message }) => /"(.*?)"/.exec(message)?.[1])).toEqual([
        'record',
        'comment',
        'key',
        'fail-on-regression',
      ]);
    }
  });
});
