import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../../src/action/inputs.js';
import { readReportInputs } from '../../../src/action/trusted/inputs.js';
import { REPOSITORY } from '../../../src/version.js';
import { readText } from './markdown.js';

interface Step {
  readonly uses: string;
  readonly with?: Record<string, unknown>;
}
interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Record<string, { readonly permissions: unknown; readonly steps: readonly Step[] }>;
}

const read = (path: string) => parse(readText(path)) as Workflow;
const untrusted = read('docs/examples/loadgate.yml');
const trusted = read('docs/examples/loadgate-report.yml');
const { measure } = untrusted.jobs;
const { report } = trusted.jobs;
const using = (steps: readonly Step[] = [], name: string) =>
  steps.find(({ uses }) => uses.startsWith(name))?.with ?? {};
const inputsOf = (path: string) => Object.keys((parse(readText(path)) as { inputs: object }).inputs);
const reading = (given: Record<string, unknown>) => (name: string) => String(given[name] ?? '');

describe('the example workflows for forks', () => {
  it('belong together: the second waits for the first, and takes the artifact of the run that ended', () => {
    expect(trusted.on).toEqual({ workflow_run: { workflows: [untrusted.name], types: ['completed'] } });
    const up = using(measure?.steps, 'actions/upload-artifact@');
    const down = using(report?.steps, 'actions/download-artifact@');
    expect(down['name']).toBe(up['name']);
    expect(down['run-id']).toBe('${' + '{ github.event.workflow_run.id }}');
    expect(down['path']).toBe(using(report?.steps, `${REPOSITORY}/report@`)['record']);
    expect(down['path']).toMatch(/runner\.temp/);
  });

  it('give the code of a pull request no right but to read, and its report no checkout and no script', () => {
    expect([untrusted.permissions, trusted.permissions]).toEqual([{}, {}]);
    expect(measure?.permissions).toEqual({ contents: 'read' });
    expect(report?.permissions).toEqual({ actions: 'read', contents: 'read', 'pull-requests': 'write' });
    expect(report?.steps.map(({ uses }) => uses.split('@')[0])).toEqual([
      'actions/download-artifact',
      `${REPOSITORY}/report`,
    ]);
  });

  it('give both actions inputs that they have, with values that they take', () => {
    const first = using(measure?.steps, `${REPOSITORY}@`);
    expect(inputsOf('action.yml')).toEqual(expect.arrayContaining(Object.keys(first)));
    expect(readInputs(reading(first)).comment).toBe('never');
    const second = using(report?.steps, `${REPOSITORY}/report@`);
    expect(inputsOf('report/action.yml')).toEqual(expect.arrayContaining(Object.keys(second)));
    expect(readReportInputs(reading(second)).comment).toBe('always');
  });
});

describe("this repository's own workflows for forks", () => {
  const first = read('.github/workflows/loadgate.yml');
  const second = read('.github/workflows/loadgate-report.yml');
  const measuring = first.jobs['pull-request'];
  const telling = second.jobs['report'];

  it('wait for each other, and hand over one artifact', () => {
    expect(second.on).toEqual({ workflow_run: { workflows: [first.name], types: ['completed'] } });
    const up = using(measuring?.steps, 'actions/upload-artifact@');
    const down = using(telling?.steps, 'actions/download-artifact@');
    expect(down['name']).toBe(up['name']);
    expect(down).toEqual(using(report?.steps, 'actions/download-artifact@'));
    expect(using(telling?.steps, './report')['record']).toBe(down['path']);
    expect(readInputs(reading(using(measuring?.steps, './'))).comment).toBe('never');
  });

  it('have the rights of the examples, and check out nothing of the pull request where they may write', () => {
    expect([first.permissions, second.permissions]).toEqual([{}, {}]);
    expect(measuring?.permissions).toEqual(measure?.permissions);
    expect(telling?.permissions).toEqual(report?.permissions);
    const checkout = using(telling?.steps, 'actions/checkout@');
    const branch = '${' + '{ github.event.repository.default_branch }}';
    expect(checkout).toEqual({ ref: branch, 'persist-credentials': false });
  });
});
