import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { configJsonSchema } from '../../../src/config/json-schema.js';
import { parseConfig } from '../../../src/config/parse.js';
import { tableRows } from './markdown.js';

const HEADERS = ['key', 'type', 'default', 'bounds', 'what it is, and why'];
const bare = (cell: string): string => cell.replaceAll('`', '');
const rows = tableRows('docs/configuration.md', HEADERS).map(
  ([key = '', type = '', value = '', bounds = '', what = '']) => ({
    key: bare(key),
    type: bare(type),
    default: bare(value),
    bounds: bare(bounds),
    what,
  }),
);

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

/** Every key of the schema with what it says of it. Keys that two sections share are told once. */
function keysOf(schema: Schema, path = ''): Map<string, Schema> {
  const found = new Map<string, Schema>();
  const add = (more: Iterable<[string, Schema]>): void => {
    for (const [key, value] of more) found.set(key, value);
  };
  for (const [name, value] of Object.entries(schema.properties ?? {})) {
    found.set(`${path}${name}`, value);
    add(onlyOwn(`${path}${name}`, keysOf(value, `${path}${name}.`)));
  }
  // What a request and an expectation have is said where a scenario has them.
  for (const [name, value] of Object.entries(schema.items?.properties ?? {})) {
    found.set(`${path.slice(0, -1)}[].${name}`, value);
  }
  for (const option of schema.anyOf ?? []) add(keysOf(option, path));
  if (typeof schema.additionalProperties === 'object') {
    add(keysOf(schema.additionalProperties, `${path}<name>.`));
  }
  return found;
}

/** Without what another section's rows say: of caps, limits, builds, requests and expectations. */
function onlyOwn(key: string, below: ReadonlyMap<string, Schema>): Iterable<[string, Schema]> {
  if (
    /^(targets|services)\.<name>\.(balancer\.)?caps$|\.<name>\.limits$|^services\.<name>\.build$|\.balancer\.build$/.test(
      key,
    )
  )
    return [];
  if (!/^(targets|services)\.<name>\.ready$/.test(key)) return below;
  return [...below].filter(([name]) => !/\.(method|path|headers|body|expect\..*)$/.test(name));
}

const keys = keysOf(configJsonSchema() as Schema);

const SEARCHED = { 'scenarios.<name>.capacity.of': 'rate', 'scenarios.<name>.capacity.to': 100_000 };
const BALANCED = { 'targets.<name>.replicas': 2, 'targets.<name>.balancer.image': 'haproxy:3.0' };

/** Keys that only hold beside others. */
const BESIDE: Readonly<Record<string, Record<string, unknown>>> = {
  'measure.screen-generations': { 'measure.max-generations': 500 },
  'measure.max-generations': { 'measure.screen-generations': 2 },
  'measure.duet': { 'measure.trim': 0 },
  'measure.solo': { 'measure.trim': 0 },
  ...Object.fromEntries(
    ['shm-size', 'port'].map((key) => [`targets.<name>.balancer.${key}`, BALANCED] as const),
  ),
  'scenarios.<name>.upstream.pool': { 'scenarios.<name>.upstream.reuse': 'on' },
  'scenarios.<name>.rate': { 'measure.duet': '60s', 'measure.solo': '60s' },
  'scenarios.<name>.upstream.delay': { 'scenarios.<name>.timeout': '5m' },
  ...Object.fromEntries(
    ['from', 'to', 'until.p99', 'until.errors', 'until.cpu', 'hold'].map(
      (key) => [`scenarios.<name>.capacity.${key}`, SEARCHED] as const,
    ),
  ),
};

/** A configuration with one key set. */
function withKey(key: string, value: string | number): string {
  const root = {
    targets: { a: { build: '.', port: 80 } as Record<string, unknown> },
    scenarios: { a: { request: 'GET /' } as Record<string, unknown> },
  };
  const source = key.startsWith('services.') ? { 'services.<name>.image': 'postgres:16' } : {};
  for (const [path, one] of Object.entries({ ...source, ...BESIDE[key], [key]: value })) {
    const steps = path
      .replace(/^services\.<name>/, 'services.db')
      .replaceAll('<name>', 'a')
      .split('.');
    let here = root as Record<string, unknown>;
    for (const step of steps.slice(0, -1)) {
      here[step] ??= {};
      here = here[step] as Record<string, unknown>;
    }
    here[steps.at(-1) ?? ''] = one;
  }
  return stringify(root);
}

/** `1.5s` times 2 is `3s`; a bare number stays one. */
function scaled(value: string, factor: number): string | number {
  const [, number = '', unit = ''] = /^([\d.]+)(.*)$/.exec(value) ?? [];
  const result = Number(number) * factor;
  return unit === '' ? result : `${result}${unit}`;
}

const bounded = rows.flatMap(({ key, bounds }) => {
  const [, from, to] = /^(\S+) to (\S+)$/.exec(bounds) ?? [];
  return from === undefined || to === undefined ? [] : [{ key, from, to }];
});

describe('docs/configuration.md', () => {
  it('has every key, and none that there is not', () => {
    expect(rows.map(({ key }) => key).sort()).toEqual([...keys.keys()].sort());
  });

  it('has the defaults and the choices that are used', () => {
    const wrong = rows.filter(({ key, type, default: value }) => {
      const schema = keys.get(key);
      const choices = schema?.enum?.join(', ');
      return (
        (choices !== undefined && type !== choices) ||
        (schema?.default !== undefined && value !== String(schema.default))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('says what each is', () => {
    expect(rows.filter(({ what }) => what.length < 10)).toEqual([]);
  });

  it('names bounds of enough keys to be worth a look', () => {
    expect(bounded.length).toBeGreaterThan(20);
  });

  it.each(bounded)('$key is taken from $from to $to', ({ key, from, to }) => {
    expect(() => parseConfig(withKey(key, scaled(from, 1)), 'f')).not.toThrow();
    expect(() => parseConfig(withKey(key, scaled(to, 1)), 'f')).not.toThrow();
  });

  it.each(bounded)('$key is refused beyond $from and $to', ({ key, from, to }) => {
    if (Number.parseFloat(from) > 0) {
      expect(() => parseConfig(withKey(key, scaled(from, 0.5)), 'f')).toThrow();
    }
    expect(() => parseConfig(withKey(key, scaled(to, 2)), 'f')).toThrow();
  });
});
