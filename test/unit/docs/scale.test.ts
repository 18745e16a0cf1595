import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../../src/action/inputs.js';
import { readMergeInputs } from '../../../src/action/merge/inputs.js';
import { parseConfig } from '../../../src/config/parse.js';
import { targetLoads } from '../../../src/job/shard-plan.js';
import { cellKey } from '../../../src/measure/schedule.js';
import { planCells } from '../../../src/plan/cells.js';
import { shardsNeeded } from '../../../src/plan/shards.js';
import { REPOSITORY } from '../../../src/version.js';
import { makeCell } from '../../support/records.js';
import { readText, tableRows } from './markdown.js';

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly outputs?: Record<string, string>;
  readonly strategy?: { readonly 'fail-fast': boolean; readonly matrix: Record<string, string> };
  readonly permissions: Record<string, string>;
  readonly steps: readonly {
    readonly id?: string;
    readonly uses: string;
    readonly with?: Record<string, unknown>;
  }[];
}
const { jobs } = parse(readText('docs/examples/loadgate-shards.yml')) as { jobs: Record<string, Job> };
const { plan, shard, merge } = jobs as { plan: Job; shard: Job; merge: Job };
const withOf = ({ steps }: Job, name: string) => steps.find(({ uses }) => uses.startsWith(name))?.with ?? {};
const expression = (text: string) => `\${{ ${text} }}`;

describe('the example workflow with shards', () => {
  it('hands the plan to the matrix, and every record to the merge', () => {
    expect(plan.outputs).toEqual({ shards: expression('steps.loadgate.outputs.shards') });
    expect(shard.strategy).toEqual({
      'fail-fast': false,
      matrix: { shard: expression('fromJSON(needs.plan.outputs.shards)') },
    });
    expect([shard.needs, merge.needs]).toEqual(['plan', ['plan', 'shard']]);
    const pattern = String(withOf(merge, 'actions/download-artifact@')['pattern']).replace('*', '');
    for (const job of [plan, shard]) {
      const up = withOf(job, 'actions/upload-artifact@');
      expect(String(up['name']).startsWith(pattern)).toBe(true);
      expect(up['path']).toBe(expression('steps.loadgate.outputs.record'));
    }
    expect(withOf(merge, `${REPOSITORY}/merge@`)['records']).toBe(
      withOf(merge, 'actions/download-artifact@')['path'],
    );
    // It runs where a shard failed: else a missing shard would be no red check, but none.
    expect(merge.if).toBe(expression('!cancelled()'));
  });

  it('lets only the merge write, and gives every step inputs that it has', () => {
    expect([plan.permissions, shard.permissions]).toEqual([{ contents: 'read' }, { contents: 'read' }]);
    expect(merge.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(readInputs((name) => String(withOf(plan, `${REPOSITORY}@`)[name] ?? '')).shard).toBe('plan');
    expect(Object.keys(withOf(shard, `${REPOSITORY}@`))).toEqual(['shard']);
    const given = withOf(merge, `${REPOSITORY}/merge@`);
    expect(readMergeInputs((name) => String(given[name] ?? '')).records).toContain('runner.temp');
    const { inputs } = parse(readText('merge/action.yml')) as { inputs: object };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  });
});

describe('docs/scale.md', () => {
  const rows = tableRows('docs/scale.md', ['cells', 'shards', 'budget of each']);

  it('has rows', () => expect(rows.length).toBeGreaterThan(3));

  it.each(rows.map(([cells = '', shards = '', budget = '']) => [cells, shards, budget] as const))(
    '%s cells need %s shards of %s',
    (cells, shards, budget) => {
      const targets = Array.from({ length: Number(cells) / 3 }, (_, at) => `t${at}: { build: ., port: 80 }`);
      const config = parseConfig(
        `budget: ${budget.replace(' min', 'm')}
targets: { ${targets.join(', ')} }
scenarios: { a: { request: GET /a }, b: { request: GET /b }, c: { request: GET /c } }
`,
        'loadgate.yml',
      );
      const planned = planCells(config);
      expect(planned).toHaveLength(Number(cells));
      const open = new Map(
        planned.map(({ target, scenario }) => [
          cellKey(target.name, scenario.name),
          makeCell({ target: target.name, scenario: scenario.name, state: 'not-measured', generations: [] }),
        ]),
      );
      const loads = targetLoads(planned, open, { config, stored: null });
      expect(shardsNeeded(loads, config.budgetMs)).toBe(Number(shards));
    },
  );
});
