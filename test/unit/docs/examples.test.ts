import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { readInputs } from '../../../src/action/inputs.js';
import { configFromInputs } from '../../../src/config/inputs.js';
import { parseConfig } from '../../../src/config/parse.js';
import { REPOSITORY } from '../../../src/version.js';
import { type CodeBlock, codeBlocks, PAGES, readText, shownFiles } from './markdown.js';

const blocks = PAGES.flatMap(codeBlocks);
const titled = (some: readonly CodeBlock[]) =>
  some.map((block) => ({ ...block, title: `${block.page}:${block.line}` }));
const yaml = titled(blocks.filter(({ language }) => /^ya?ml$/.test(language)));
const configurations = yaml.filter(({ text }) => /^targets:/m.test(text));
const commands = blocks
  .filter(({ language }) => /^(sh|bash|shell|console)$/.test(language))
  .flatMap(({ page, text }) =>
    text.split('\n').map((line) => ({ page, command: line.replace(/\s#.*$/, '').trim() })),
  )
  .filter(({ command }) => command !== '');

const { inputs: known } = parse(readText('action.yml')) as {
  inputs: Record<string, { default?: string }>;
};

/** What every step that uses loadgate is given, wherever it stands in an example. */
function stepsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const step = value as { uses?: unknown; with?: Record<string, unknown> | null };
  const own =
    typeof step.uses === 'string' && (step.uses.startsWith(`${REPOSITORY}@`) || /^\.\/?$/.test(step.uses));
  return own ? [step.with ?? {}] : Object.values(value).flatMap(stepsIn);
}
const steps = yaml.flatMap(({ title, text }) => stepsIn(parse(text)).map((given) => ({ title, given })));

describe('examples in the documentation', () => {
  it.each(yaml)('$title is YAML', ({ text }) => {
    const { errors, warnings } = parseDocument(text);
    expect([...errors, ...warnings]).toEqual([]);
  });

  it.each(configurations)('$title is a configuration that loadgate takes', ({ page, text }) => {
    expect(parseConfig(text, page, shownFiles(page)).targets.length).toBeGreaterThan(0);
  });

  it.each(steps)('$title gives the Action inputs that it has, with values that it takes', ({ given }) => {
    expect(Object.keys(given).filter((name) => !(name in known))).toEqual([]);
    // What an expression falls back to, where it says so.
    const literal = (text: string): string =>
      text.replace(/^\$\{\{ .* \|\| '(.*)' \}\}$/, '$1').replace(/^\$\{\{ matrix\.shard \}\}$/, '2/4');
    const inputs = readInputs((name) => literal(String(given[name] ?? known[name]?.default ?? '').trim()));
    if ('port' in given) expect(configFromInputs(inputs.settings).targets).toHaveLength(1);
  });

  it.each([
    ['docs/release-gates.md', 'docs/examples/loadgate-release.yml'],
    ['docs/scale.md', 'docs/examples/loadgate-shards.yml'],
    ['docs/confirm.md', 'docs/examples/loadgate-confirm.yml'],
  ])('%s shows %s as the linters check it', (page, path) => {
    const shown = blocks.filter((block) => block.page === page).map(({ text }) => text);
    expect(shown).toContain(readText(path));
  });

  it('are there: a workflow, a step with inputs of its own, and configurations', () => {
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.some(({ given }) => 'requests' in given)).toBe(true);
    expect(configurations.map(({ page }) => page)).toEqual(
      expect.arrayContaining(['README.md', 'docs/configuration.md']),
    );
  });

  it('run scripts of package.json that are there', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
    const run = commands.flatMap(({ command }) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
    expect(run).toContain('demo');
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("use the terminal's own commands and options", () => {
    const source = readText('src/cli/main.ts');
    const own = commands.flatMap(({ command }) => /\bloadgate ((?:run|demo)\b.*)$/.exec(command)?.[1] ?? []);
    expect(own.length).toBeGreaterThan(2);
    const options = own.flatMap((words) => words.match(/(?<=\s)--[a-z-]+/g) ?? []);
    expect(options.filter((option) => !new RegExp(`'${option}[ ']`).test(source))).toEqual([]);
  });
});
