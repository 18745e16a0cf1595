import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../../src/action/inputs.js';
import { actionRef } from '../../../src/init/action-ref.js';
import { forkWorkflowText, reportWorkflowText, workflowText } from '../../../src/init/workflow.js';
import { REPOSITORY } from '../../../src/version.js';
import { readText } from '../docs/markdown.js';
import { ACTION } from './helpers.js';

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Record<
    string,
    { readonly permissions: unknown; readonly steps: { uses: string; with?: object }[] }
  >;
}

const SHA = 'c'.repeat(40);
/** Without the commits, and the comments behind them. */
const unpinned = (text: string): string => text.replaceAll(/(uses: [\w./-]+)@\S+(?: #.*)?$/gm, '$1@');

describe('the workflows that loadgate init writes', () => {
  it('for branches: reads the code, comments, and may do nothing else', () => {
    const { on, permissions, jobs } = parse(workflowText(ACTION)) as Workflow;
    expect([on, permissions]).toEqual(['pull_request', {}]);
    expect(jobs['measure']?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(jobs['measure']?.steps[0]?.with).toEqual({ 'persist-credentials': false });
    expect(readInputs(() => '').comment).toBe('always');
  });

  it('for forks: the pair of the documentation', () => {
    expect(unpinned(forkWorkflowText(ACTION))).toBe(unpinned(readText('docs/examples/loadgate.yml')));
    expect(unpinned(reportWorkflowText(ACTION))).toBe(
      unpinned(readText('docs/examples/loadgate-report.yml')),
    );
  });

  it('pin actions to the commits that the workflows of this repository are kept at', () => {
    const ours = ['loadgate.yml', 'loadgate-report.yml']
      .map((name) => readText(`.github/workflows/${name}`))
      .join('\n');
    const written = forkWorkflowText(ACTION) + reportWorkflowText(ACTION) + workflowText(ACTION);
    const pins = [...written.matchAll(/uses: (actions\/\S+@[0-9a-f]{40} # v\S+)/g)].map(
      ([, pin = '']) => pin,
    );
    expect(pins).toHaveLength(4);
    for (const pin of pins) expect(ours).toContain(pin);
    expect(written.match(/uses: actions\//g)).toHaveLength(4);
  });

  it('pin loadgate to the commit that npm installed', () => {
    const lock = (resolved: string) =>
      JSON.stringify({ packages: { 'node_modules/loadgate': { resolved } } });
    const pinned = { repository: 'acme/loadgate', ref: SHA, comment: 'v1.2.0' };
    expect(actionRef(lock(`git+ssh://git@github.com/acme/loadgate.git#${SHA}`), '1.2.0')).toEqual(pinned);
    expect(actionRef(lock(`git+https://github.com/acme/loadgate#${SHA}`), '1.2.0')).toEqual(pinned);
    expect(workflowText(pinned)).toContain(`- uses: acme/loadgate@${SHA} # v1.2.0\n`);
    expect(reportWorkflowText(pinned)).toContain(`- uses: acme/loadgate/report@${SHA} # v1.2.0\n`);
  });

  it.each([
    null,
    'no JSON',
    '{}',
    '{"packages":{"node_modules/loadgate":{"resolved":"git+ssh://git@github.com/a/b.git#main"}}}',
  ])('name a tag where the commit is not known: %s', (lock) => {
    expect(actionRef(lock, '1.2.0')).toMatchObject({ repository: REPOSITORY, ref: 'v1' });
  });
});
