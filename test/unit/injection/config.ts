import { parseConfig } from '../../../src/config/parse.js';
import { configFaults } from './config-sinks.js';
import { attempt, sunkErrors } from './errors.js';
import type { Sunk, Surface } from './surface.js';

/** A file as one writes it, with every key that takes text. */
const document = () => ({
  budget: '10m' as unknown,
  compare: 'duet' as unknown,
  gate: { slower: '3%', 'on-inconclusive': 'warn' } as Record<string, unknown>,
  caps: { memory: '1g' } as Record<string, unknown>,
  measure: { duet: '2s' } as Record<string, unknown>,
  targets: {
    app: {
      build: { context: '.', dockerfile: 'Dockerfile', args: { A: '1' } } as Record<string, unknown>,
      command: ['node', 'x'] as unknown,
      port: 8080 as unknown,
      env: { B: '1' } as Record<string, unknown>,
      ready: { method: 'GET', path: '/ready', headers: { C: '1' }, body: 'x' } as unknown,
      'ready-timeout': '10s',
      network: 'internal',
      replicas: 2,
      balancer: { image: 'lb', files: { '/a.cfg': 'a.cfg' }, env: { F: '1' } } as Record<string, unknown>,
    } as Record<string, unknown>,
  } as Record<string, Record<string, unknown>>,
  scenarios: {
    root: {
      request: { method: 'POST', path: '/x', headers: { D: '1' }, body: 'x' } as unknown,
      expect: { headers: { E: '1' }, body: 'x' } as Record<string, unknown>,
      upstream: { delay: '100ms', reuse: 'on' } as Record<string, unknown>,
      timeout: '10s',
      targets: ['app'] as unknown,
    } as Record<string, unknown>,
  } as Record<string, Record<string, unknown>>,
});
type Document = ReturnType<typeof document>;
interface Set {
  /** Where it writes to. */
  readonly path: readonly string[];
  readonly write: (file: Document, text: string) => void;
}

/** The file with what has to be there and what the path leads through: thousands of whole ones take long. */
function around([section = '', , key = '']: readonly string[]): Document {
  const file = document();
  const keep = (object: object, names: readonly string[]): void => {
    for (const name of Object.keys(object)) if (!names.includes(name)) Reflect.deleteProperty(object, name);
  };
  keep(file, ['targets', 'scenarios', section]);
  const own = section === 'targets' ? [key, key === 'balancer' ? 'replicas' : ''] : [];
  keep(file.targets['app'] ?? {}, ['build', 'port', ...own]);
  keep(file.scenarios['root'] ?? {}, ['request', section === 'scenarios' ? key : '']);
  return file;
}

/** `__proto__` as JSON has it: a key like any other. */
function put(object: unknown, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
const at = (object: unknown, ...path: readonly string[]): Record<string, unknown> =>
  path.reduce((node, key) => node[key] as Record<string, unknown>, object as Record<string, unknown>);
const value = (...path: readonly string[]): Set => ({
  path,
  write: (file, text) => put(at(file, ...path.slice(0, -1)), path.at(-1) ?? '', text),
});
const key = (...path: readonly string[]): Set => ({
  path,
  write: (file, text) => put(at(file, ...path), text, 'x'),
});

const app = ['targets', 'app'];
const root = ['scenarios', 'root'];
const VALUES: readonly (readonly string[])[] = [
  ['budget'], ['compare'], ['gate', 'slower'], ['gate', 'on-inconclusive'], ['caps', 'memory'], ['measure', 'duet'], ['targets'], ['scenarios'], app, root,
  ...['build', 'command', 'port', 'ready', 'ready-timeout', 'network'].map((name) => [...app, name]),
  ...['context', 'dockerfile', 'args'].map((name) => [...app, 'build', name]), [...app, 'build', 'args', 'A'], [...app, 'env', 'B'],
  ...['method', 'path', 'body'].map((name) => [...app, 'ready', name]), [...app, 'ready', 'headers', 'C'],
  [...app, 'balancer'], [...app, 'balancer', 'image'], [...app, 'balancer', 'files', '/a.cfg'], [...app, 'balancer', 'env', 'F'],
  ...['request', 'expect', 'upstream', 'timeout', 'targets'].map((name) => [...root, name]),
  ...['method', 'path', 'body'].map((name) => [...root, 'request', name]), [...root, 'request', 'headers', 'D'],
  [...root, 'expect', 'body'], [...root, 'expect', 'headers', 'E'], [...root, 'upstream', 'delay'], [...root, 'upstream', 'reuse'],
]; // biome-ignore format: a list
const KEYS: readonly (readonly string[])[] = [
  [], ['gate'], ['targets'], ['scenarios'], app, root, [...app, 'build'], [...app, 'build', 'args'], [...app, 'env'], [...app, 'ready', 'headers'],
  [...app, 'balancer'], [...app, 'balancer', 'files'], [...app, 'balancer', 'env'],
  [...root, 'request'], [...root, 'request', 'headers'], [...root, 'expect', 'headers'],
]; // biome-ignore format: a list

const FIELDS: ReadonlyMap<string, Set> = new Map<string, Set>([
  ...VALUES.map((path) => [path.join('.'), value(...path)] as const),
  ...KEYS.map((path) => [`key in ${path.join('.') || 'the file'}`, key(...path)] as const),
  ['targets.NAME', { path: app, write: (file, text) => put(file.targets, text, file.targets['app']) }],
  [
    'scenarios.NAME',
    { path: root, write: (file, text) => put(file.scenarios, text, file.scenarios['root']) },
  ],
  [
    'command word',
    { path: [...app, 'command'], write: (file, text) => put(file.targets['app'], 'command', ['node', text]) },
  ],
  [
    'targets item',
    { path: [...root, 'targets'], write: (file, text) => put(file.scenarios['root'], 'targets', [text]) },
  ],
  [
    'expect.json',
    {
      path: [...root, 'expect'],
      write: (file, text) => put(file.scenarios['root'], 'expect', { json: [text] }),
    },
  ],
  [
    'expect.json key',
    {
      path: [...root, 'expect'],
      write: (file, text) =>
        put(file.scenarios['root'], 'expect', { json: JSON.parse(`{${JSON.stringify(text)}: 1}`) }),
    },
  ],
]);
const RAW: Readonly<Record<string, (text: string) => string>> = {
  'the whole file': (text) => text,
  'a line of the file': (text) =>
    `targets:\n  app: { build: ., port: 80 }\n${text}\nscenarios: { a: { request: GET / } }\n`,
  'an unquoted value': (text) =>
    `targets: { app: { build: ., port: 80, env: { A: ${text} } } }\nscenarios: { a: { request: GET / } }\n`,
};

function pour(text: (field: string) => string): Sunk {
  const faults: string[] = [];
  const other: string[] = [];
  const thrown: unknown[] = [];
  const read = (field: string, yaml: string): void => {
    thrown.push(
      ...attempt(() => {
        const found = configFaults(parseConfig(yaml, 'loadgate.yml'));
        faults.push(...found.faults.map((fault) => `${field}: ${fault}`));
        other.push(...found.other);
      }),
    );
  };
  for (const [field, { path, write }] of FIELDS) {
    const file = around(path);
    write(file, text(field));
    read(field, JSON.stringify(file));
  }
  for (const [field, write] of Object.entries(RAW)) read(field, write(text(field)));
  const strange = thrown.filter((error) => !/^Loadgate/.test(String((error as Error).constructor.name)));
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {})
    faults.push('Object.prototype was changed');
  return { ...sunkErrors(thrown), other, faults: [...faults, ...strange.map(String)] };
}

export const configSurface: Surface = {
  name: 'configuration',
  fixed: false,
  fields: [...FIELDS.keys(), ...Object.keys(RAW)],
  silent: { 'a line of the file': 'an error of the syntax names the place alone' },
  pour,
};
