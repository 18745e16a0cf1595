import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../../src/config/parse.js';
import { readFacts } from '../../../src/leaderboard/facts.js';
import { codeBlocks, readText, tableRows } from './markdown.js';

const PAGE = 'docs/internals/adding-a-target.md';
const blocks = codeBlocks(PAGE);
const lines = readText(PAGE).split('\n');

/** The block under a line that names a file. */
function fileOf(path: string) {
  const at = lines.findIndex((line) => line.startsWith(`**\`fixtures/targets/fastify/${path}\`**`)) + 1;
  const text = blocks.find(({ line }) => line > at)?.text;
  if (at === 0 || text === undefined) throw new Error(`${PAGE} has no ${path}`);
  return { path: `fixtures/targets/fastify/${path}`, text };
}

describe(PAGE, () => {
  const about = fileOf('about.yml');
  const packageJson = fileOf('package.json');

  it('shows an about.yml and a package.json that the leaderboard takes', () => {
    const facts = readFacts({ about, requirements: null, packageJson }, 'fastify');
    expect(facts).toMatchObject({ framework: 'Fastify', frameworkVersion: expect.stringMatching(/^\d+\./) });
  });

  it('lists the keys of about.yml that there are', () => {
    const listed = tableRows(PAGE, ['key', 'what it is']).map(([key = '']) => key.replaceAll('`', ''));
    const whole = Object.fromEntries(listed.map((key) => [key, 'fastify']));
    const values = {
      ...whole,
      ...{ interface: 'own', async: true, 'upstream-multiple': 'at once' },
      clients: '{ db: { package: fastify, how: x } }',
      variants: '[{ env: { WORKERS: "2" }, server: y }]',
    };
    const text = Object.entries(values)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join('');
    expect(readFacts({ about: { ...about, text }, requirements: null, packageJson }, 'x').ceiling).toBe(
      'fastify',
    );
    expect(listed).toEqual(expect.arrayContaining(Object.keys(parse(about.text) as object)));
  });

  it('shows a line that loadgate.yml takes, at its place in the alphabet', () => {
    const line = (lines.find((one) => one.startsWith('+  fastify: {')) ?? '').slice(1);
    const ours = readText('loadgate.yml');
    const config = parseConfig(ours.replace(/^targets:\n/m, `targets:\n${line}\n`), 'loadgate.yml');
    expect(config.targets.find(({ name }) => name === 'fastify')?.build?.context).toBe(
      'fixtures/targets/fastify',
    );
  });

  it('has a server with all three requests, and a Dockerfile that starts it', () => {
    for (const path of ['/text', '/json', '/upstream'])
      expect(fileOf('server.js').text).toContain(`app.get('${path}'`);
    expect(fileOf('Dockerfile').text).toMatch(
      /^FROM node:24-slim\n[\s\S]*USER nobody\n[\s\S]*"server\.js"\]\n$/,
    );
  });
});
