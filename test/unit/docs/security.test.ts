import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../../../src/version.js';
import { readText, tableRows } from './markdown.js';

type Rights = Readonly<Record<string, string>>;

const PAGE = 'docs/security.md';
const SCOPES = ['contents', 'pull-requests', 'checks', 'actions'];
const rows = new Map(
  tableRows(PAGE, ['feature', 'on', ...SCOPES]).map(([feature = '', on = '', ...rights]) => [
    feature,
    {
      on,
      rights: Object.fromEntries(SCOPES.flatMap((scope, at) => (rights[at] ? [[scope, rights[at]]] : []))),
    },
  ]),
);

/** The job of an example that uses this Action, loadgate itself or one of its others. */
function jobOf(example: string, action = REPOSITORY) {
  const workflow = parse(readText(`docs/examples/${example}`)) as {
    readonly on: string | Record<string, unknown>;
    readonly permissions: Rights;
    readonly jobs: Record<string, { permissions: Rights; steps: { uses?: string }[] }>;
  };
  const jobs = Object.values(workflow.jobs).filter(({ steps }) =>
    steps.some(({ uses }) => uses?.startsWith(action)),
  );
  expect(jobs).toHaveLength(1);
  const on = typeof workflow.on === 'string' ? [workflow.on] : Object.keys(workflow.on);
  return { on, outside: workflow.permissions, rights: jobs[0]?.permissions };
}

describe(PAGE, () => {
  it.each([
    ['forks, the untrusted half', 'loadgate.yml'],
    ['forks, the trusted half', 'loadgate-report.yml'],
    ['answer commands', 'loadgate-commands.yml'],
    ['release gate with `check`', 'loadgate-release.yml'],
    ['merge shards, with a comment', 'loadgate-shards.yml', `${REPOSITORY}/merge@`],
    [
      'measure a [second opinion](confirm.md), with a comment',
      'loadgate-confirm.yml',
      `${REPOSITORY}/merge@`,
    ],
  ])('lists the rights that the example has: %s', (feature, example, action?: string) => {
    const { on, outside, rights } = jobOf(example, action);
    expect(outside).toEqual({});
    expect(rows.get(feature)?.rights).toEqual(rights);
    const event = rows.get(feature)?.on ?? '';
    expect(on).toContain(event === 'a tag' ? 'push' : event.replaceAll('`', ''));
  });

  it('gives a job that runs code of a pull request no right to write code', () => {
    const measuring = [...rows].filter(([, { on }]) => on.includes('`pull_request`'));
    expect(measuring.length).toBeGreaterThan(2);
    for (const [feature, { rights }] of measuring) expect(rights['contents'], feature).toBe('read');
  });

  it('names a test, and every place of tokens that the test has is on the page', () => {
    const [test = ''] = /test\/e2e\/\S+\.test\.ts/.exec(readText(PAGE)) ?? [];
    const places = [...readText(test).matchAll(/^ {4}\['([\w ]+)', CANARY\.target\],$/gm)].map(
      ([, name]) => name,
    );
    expect(places.length).toBeGreaterThan(5);
    const listed = tableRows(PAGE, ['place', 'what is there']).flat().join(' ').toLowerCase();
    for (const place of places.filter((name) => name !== 'requests to the forge'))
      expect(listed).toContain(place);
  });

  it('names a test for each sentence about a fork’s record', () => {
    const sentences = tableRows(PAGE, ['sentence', 'test']);
    expect(sentences.length).toBeGreaterThan(8);
    for (const [sentence = '', held = ''] of sentences) {
      const [, path = '', title = ''] = /^`(test\/\S+\.test\.ts)`: (.+)$/.exec(held) ?? [];
      expect(readText(path), sentence).toContain(title);
    }
  });
});
