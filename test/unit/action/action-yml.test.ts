import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../../src/action/inputs.js';

interface ActionYml {
  readonly inputs: Record<string, { description?: string; default?: unknown; required?: boolean }>;
  readonly outputs: Record<string, { description?: string }>;
  readonly runs: Record<string, string>;
}

const action = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as ActionYml;
const defaults = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [name, String(input.default ?? '')]),
);

/** Notes which inputs are asked for. */
function readNoting(values: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const inputs = readInputs((name) => {
    asked.push(name);
    return values[name] ?? '';
  });
  return { asked, inputs };
}

describe('action.yml', () => {
  it('has every input that is read, and reads every input that it has', () => {
    const { asked } = readNoting({});
    expect([...new Set(asked)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it("has the defaults that are taken where nothing is given, but for the job's token", () => {
    const { token, ...fromFile } = readNoting(defaults).inputs;
    const { token: noToken, ...fromNothing } = readNoting({}).inputs;
    expect(fromFile).toEqual(fromNothing);
    expect(token).toBe('${' + '{ github.token }}');
    expect(noToken).toBeNull();
  });

  it('describes everything, and requires nothing that has a default', () => {
    for (const [name, entry] of Object.entries({ ...action.inputs, ...action.outputs })) {
      expect(entry.description, name).toMatch(/\S{2,}.*\.$/s);
    }
    expect(Object.values(action.inputs).filter((input) => input.required)).toEqual([]);
  });

  it('runs on Node.js 24, and cleans up however the job ends', () => {
    expect(action.runs).toEqual({
      using: 'node24',
      main: 'dist/main.js',
      post: 'dist/post.js',
      'post-if': 'always()',
    });
  });
});
