import { describe, expect, it } from 'vitest';
import type { CellVerdict } from '../../../src/model/comparison.js';
import type { TargetDifference } from '../../../src/model/differences.js';
import { changedSentences } from '../../../src/report/lead.js';
import { markdownProse, plainProse } from '../../../src/report/prose.js';
import { compared, recordFor, sampled } from './builders.js';

const NOTHING: TargetDifference = {
  target: 'api',
  sources: 0,
  lists: [],
  base: null,
  variables: [],
  settings: [],
};
const MOVED = { baseline: 'python:3.12-slim', candidate: 'python:3.13-slim' };

function said(
  changes: Partial<TargetDifference>,
  { verdict = 'regression', prose = plainProse }: { verdict?: CellVerdict; prose?: typeof plainProse } = {},
): readonly string[] {
  const slower = verdict === 'regression';
  const row = sampled('throughput', 1000, slower ? 0.9 : 1.1, {
    verdict: slower ? 'regression' : 'improvement',
  });
  const cell = compared('api', 'list', verdict, { decidedBy: 'throughput', metrics: [row] });
  const record = { ...recordFor([cell]), differences: [{ ...NOTHING, ...changes }] };
  return changedSentences(cell, record, prose);
}

describe('a red cell whose sources are the same on both sides', () => {
  it('says first that its base image moved', () => {
    const [first, second] = said({ base: MOVED, lists: ['Dockerfile'] });
    expect(first).toBe(
      'The sources of api are the same on both sides: its base image moved from python:3.12-slim to python:3.13-slim and Dockerfile differs.',
    );
    expect(second).toMatch(/^api · list answers 10\.0 % fewer requests per second/);
  });

  it('says first which lists of packages, variables and settings differ', () => {
    expect(said({ lists: ['package-lock.json'] })[0]).toBe(
      'The sources of api are the same on both sides: package-lock.json differs.',
    );
    expect(said({ variables: ['A', 'B'], settings: ['command'] })[0]).toBe(
      'The sources of api are the same on both sides: A and B have other values and command differs in loadgate.yml.',
    );
  });

  it('says which packages of the images differ, and how many layers stayed', () => {
    const flask = { name: 'pip flask', baseline: '3.1.2', candidate: '3.1.3' };
    const added = { name: 'npm <b>', baseline: null, candidate: '1.0.0' };
    const gone = { name: 'apt curl', baseline: '8', candidate: null };
    const packages = { total: 9, some: [flask, added, gone] };
    const layers = { baseline: 7, candidate: 8, same: 4 };
    expect(said({ base: MOVED, layers, packages })[0]).toBe(
      'The sources of api are the same on both sides: its base image moved from python:3.12-slim to python:3.13-slim (4 of its 8 layers are as before), pip flask went from 3.1.2 to 3.1.3, npm <b> 1.0.0 is new, apt curl is gone and 6 other packages differ.',
    );
    expect(said({ packages: { total: 1, some: [added] } }, { prose: markdownProse })[0]).toContain(
      'npm &lt;b&gt;',
    );
    expect(said({ sources: 3, packages: { total: 1, some: [flask] } }).at(-1)).toBe(
      'Installed packages differ, too: pip flask went from 3.1.2 to 3.1.3.',
    );
  });

  it('names some, and counts the others', () => {
    expect(said({ variables: ['A', 'B', 'C', 'D', 'E', 'F'] })[0]).toContain(
      'A, B, C, D and 2 more have other values',
    );
  });

  it('escapes what others wrote', () => {
    const [first] = said({ lists: ['</details> @octocat'] }, { prose: markdownProse });
    expect(first).toContain('**api**');
    expect(first).not.toContain('</details>');
    expect(first).not.toContain('@octocat');
  });
});

describe('a red cell whose sources differ, too', () => {
  it('says last that its base image moved', () => {
    const all = said({ sources: 2, base: MOVED, lists: ['Dockerfile'] });
    expect(all[0]).toMatch(/^api · list answers/);
    expect(all.at(-1)).toBe('Its base image moved from python:3.12-slim to python:3.13-slim, too.');
  });

  it('says nothing of lists and variables: the code is as likely', () => {
    expect(said({ sources: 1, lists: ['package.json'], variables: ['A'] }).join(' ')).not.toMatch(
      /package|sources/,
    );
  });
});

it('a cell that got faster says nothing of it', () => {
  expect(said({ base: MOVED }, { verdict: 'improvement' }).join(' ')).not.toContain('base image');
});
