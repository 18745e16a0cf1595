import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { HOVERS } from '../../../src/config/hover.js';
import { configJsonSchema, configJsonSchemaText } from '../../../src/config/json-schema.js';
import { parseConfig } from '../../../src/config/parse.js';
import { file } from './helpers.js';

const root = new URL('../../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

/** Every key below `properties`, with what is told about it. */
function keysOf(schema: unknown, path = ''): { path: string; description: unknown }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, anyOf = [], additionalProperties } = schema as Record<string, object & unknown[]>;
  const here = Object.entries(properties).flatMap(([key, value]) => [
    { path: `${path}/${key}`, description: (value as { description?: unknown }).description },
    ...keysOf(value, `${path}/${key}`),
  ]);
  return [
    ...here,
    ...anyOf.flatMap((option) => keysOf(option, path)),
    ...keysOf(additionalProperties, `${path}/*`),
  ];
}

type Schema = Record<string, unknown>;

/** Every key, in lists, too. */
function hoversOf(schema: unknown, path = ''): { path: string; schema: Schema; isRequired: boolean }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const {
    properties = {},
    anyOf = [],
    additionalProperties,
    items,
    required = [],
  } = schema as {
    properties?: Record<string, Schema>;
    anyOf?: unknown[];
    additionalProperties?: unknown;
    items?: unknown;
    required?: string[];
  };
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      { path: below(key), schema: value, isRequired: required.includes(key) },
      ...hoversOf(value, below(key)),
    ]),
    ...anyOf.flatMap((option) => hoversOf(option, path)),
    ...hoversOf(additionalProperties, below('*')),
    ...hoversOf(items, `${path}[]`),
  ];
}

describe('loadgate.schema.json', () => {
  it('is what the definition makes (after a change: npm run schema)', () => {
    expect(read('loadgate.schema.json')).toBe(configJsonSchemaText());
  });

  it('tells something about every key', () => {
    const keys = keysOf(configJsonSchema());
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter(({ description }) => typeof description !== 'string')).toEqual([]);
  });

  it('has for every key an example, and a default, or the words what holds without it', () => {
    const keys = hoversOf(configJsonSchema());
    expect(keys.length).toBeGreaterThan(200);
    expect(keys.filter(({ schema }) => !Array.isArray(schema['examples'])).map(({ path }) => path)).toEqual(
      [],
    );
    const silent = keys.filter(
      ({ schema, isRequired }) =>
        !isRequired && !('default' in schema) && !String(schema['description']).includes('Default:'),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('shows examples that it accepts itself', () => {
    const ajv = new Ajv({ strict: false });
    const wrong = hoversOf(configJsonSchema()).flatMap(({ path, schema }) =>
      (schema['examples'] as unknown[])
        .filter((example) => !ajv.validate(schema, example))
        .map((example) => [path, example]),
    );
    expect(wrong).toEqual([]);
  });

  it('has no words about keys that there are not', () => {
    const paths = hoversOf(configJsonSchema()).map(({ path }) => path);
    const stale = Object.keys(HOVERS).filter(
      (end) => !paths.some((path) => path === end || path.endsWith(`.${end}`)),
    );
    expect(stale).toEqual([]);
  });

  it('shows the defaults that are used', () => {
    const { properties } = configJsonSchema() as { properties: Record<string, Record<string, unknown>> };
    const measure = properties.measure?.properties as Record<string, { default: unknown }>;
    expect(properties.budget?.default).toBe('10m');
    expect(measure.duet?.default).toBe('1.2s');
    const written = Object.entries(measure).map(([key, { default: value }]) => `${key}: ${value}`);
    expect(parseConfig(file({ top: `measure: { ${written.join(', ')} }\n` }), 'f')).toEqual(
      parseConfig(file(), 'f'),
    );
  });
});

describe('an editor that has the schema', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(configJsonSchema());

  it.each<[string, Parameters<typeof file>[0]]>([
    ['the least', {}],
    ['caps', { top: 'caps: { cpus: 0.5, memory: 512m }\n' }],
    ['a long build', { target: 'env: { A: 1, B: true, C: x }\nready: { path: /x }' }],
    ['a list as command', { target: 'command: [a, b]' }],
    ['an expected JSON value', { scenario: 'expect: { json: [1, { a: null }] }\nupstream: true' }],
  ])('accepts what loadgate accepts: %s', (_, parts) => {
    expect(validate(parseYaml(file(parts)))).toBe(true);
    expect(() => parseConfig(file(parts), 'f')).not.toThrow();
  });

  it.each<[string, Parameters<typeof file>[0]]>([
    ['an unknown key', { top: 'budgt: 1m\n' }],
    ['a port that is none', { target: 'caps: { pids: 1.5 }' }],
    ['a wrong type', { scenario: 'connections: many' }],
    ['a wrong word', { target: 'network: host' }],
    ['an unknown key in a long form', { target: 'ready: { path: /, metod: GET }' }],
  ])('refuses what loadgate refuses: %s', (_, parts) => {
    expect(validate(parseYaml(file(parts)))).toBe(false);
    expect(() => parseConfig(file(parts), 'f')).toThrow();
  });

  it.each(['loadgate.yml', 'fixtures/demo/loadgate.yml'])('accepts %s', (name) => {
    expect(validate(parseYaml(read(name)))).toBe(true);
  });
});

describe("the repository's own configurations", () => {
  it('loadgate.yml has a folder for each target, and six scenarios', () => {
    const config = parseConfig(read('loadgate.yml'), 'loadgate.yml');
    const names = config.targets.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['flask', 'starlette', 'tornado']));
    expect(names).toEqual([...names].sort());
    expect(config.targets.map(({ build }) => build?.context)).toEqual(
      names.map((name) => `fixtures/targets/${name}`),
    );
    expect(config.scenarios.map(({ name, connections, upstream }) => [name, connections, upstream])).toEqual([
      ['text', 32, null],
      ['json', 32, null],
      ['upstream-single', 64, { delayMs: 100, calls: 1, reuse: 'off', pool: null }],
      ['upstream-single-reuse', 64, { delayMs: 100, calls: 1, reuse: 'on', pool: 256 }],
      ['upstream-multiple', 64, { delayMs: 100, calls: 4, reuse: 'off', pool: null }],
      ['upstream-multiple-reuse', 64, { delayMs: 100, calls: 4, reuse: 'on', pool: 256 }],
    ]);
    expect(config.scenarios.every(({ expect: { body } }) => body !== null)).toBe(true);
  });

  it('the demo runs on either runtime', () => {
    const config = parseConfig(read('fixtures/demo/loadgate.yml'), 'fixtures/demo/loadgate.yml');
    expect(config.budgetMs).toBeLessThan(50_000);
    expect(config.targets).toMatchObject([{ build: { context: '.' }, command: ['node', 'server.mjs'] }]);
    expect(config.scenarios.map(({ name }) => name)).toEqual(['prices', 'report']);
  });
});
