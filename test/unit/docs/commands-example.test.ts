import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../../src/action/inputs.js';
import { parseCommands } from '../../../src/commands/parse.js';
import { readText } from './markdown.js';

interface Job {
  readonly if: string;
  readonly permissions: unknown;
  readonly steps: readonly { readonly uses: string; readonly with?: Record<string, unknown> }[];
}

const path = 'docs/examples/loadgate-commands.yml';
const workflow = parse(readText(path)) as { on: unknown; permissions: unknown; jobs: Record<string, Job> };
const page = readText('docs/commands.md');

describe('the example workflow for commands', () => {
  const [job, ...others] = Object.values(workflow.jobs);
  const [checkout, loadgate, ...more] = job?.steps ?? [];

  it('runs on new comments with the rights that the page lists, and no others', () => {
    expect(workflow.on).toEqual({ issue_comment: { types: ['created'] } });
    expect([workflow.permissions, others]).toEqual([{}, []]);
    const rights = { actions: 'write', contents: 'write', 'pull-requests': 'write' };
    expect(job?.permissions).toEqual(rights);
    for (const [name, right] of Object.entries(rights)) expect(page).toContain(`| \`${name}: ${right}\` |`);
  });

  it('checks out nothing but the default branch, and has no script that a comment could get into', () => {
    expect(checkout?.uses).toMatch(/^actions\/checkout@/);
    expect(checkout?.with).toEqual({ 'persist-credentials': false });
    expect(more).toEqual([]);
    expect(readText(path).match(/\$\{\{/g)).toBeNull();
  });

  it('gives the Action inputs that it has, with values that it takes', () => {
    const given = loadgate?.with ?? {};
    const { inputs } = parse(readText('action.yml')) as { inputs: Record<string, unknown> };
    expect(Object.keys(given).filter((name) => !(name in inputs))).toEqual([]);
    expect(readInputs((name) => String(given[name] ?? '')).workflow).toBe('loadgate.yml');
  });
});

describe('docs/commands.md and README.md', () => {
  const examples = [page, readText('README.md')].flatMap((text) =>
    [...text.matchAll(/`(\/loadgate [^`\n]+)`/g)].map(([, line = '']) => line),
  );

  it('name commands that are read, once their words are filled in', () => {
    expect(examples.length).toBeGreaterThan(7);
    for (const example of examples) {
      const line = example
        .replace('TARGET/SCENARIO', 'a/b')
        .replace('[until YYYY-MM-DD]', '')
        .replace('[NAME …]', 'a b/c')
        .replace('[GOOD..BAD] [NAME]', 'v1.4.0..HEAD b/c')
        .replace('…', 'run');
      expect(parseCommands(line), line).toMatchObject([{ problem: null }]);
    }
  });
});
