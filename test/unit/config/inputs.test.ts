import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfigInputs, configFromInputs } from '../../../src/config/inputs.js';
import { applyOverrides } from '../../../src/config/overrides.js';
import { scenarioName } from '../../../src/config/scenario-names.js';
import { parse, thrownBy } from './helpers.js';

const least: ConfigInputs = { build: '.', port: '8080', requests: 'GET /' };

function messages(inputs: Partial<ConfigInputs>): string[] {
  return thrownBy(() => configFromInputs({ ...least, ...inputs })).map((error) => error.message);
}

describe('configFromInputs', () => {
  it('fills in the defaults of the file', () => {
    const config = configFromInputs(least);
    const fromFile = parse();
    expect(config).toEqual({
      ...fromFile,
      file: null,
      targets: fromFile.targets.map((target) => ({ ...target, location: null })),
      scenarios: fromFile.scenarios.map((scenario) => ({ ...scenario, location: null })),
    });
  });

  it('takes every input', () => {
    const config = configFromInputs({
      build: 'services/api',
      command: 'node "a b.mjs"',
      port: ' 3000 ',
      requests: '\n# what people ask for\nGET /\r\n  GET /api/items?page=2  \npost /api/items\n',
      cpus: '0.5',
      memory: '512m',
      budget: '5m',
      slower: '5%',
      compare: 'stored',
      onInconclusive: 'fail',
      env: 'WORKERS=2\nEMPTY=\n# comment\nURL=http://x/?a=b',
    });
    expect(config).toMatchObject({
      file: null,
      budgetMs: 300_000,
      compare: 'stored',
      gate: { slower: 0.05, latency: 0.1, onInconclusive: 'fail' },
    });
    expect(config.targets).toMatchObject([
      {
        name: 'api',
        build: { context: 'services/api', dockerfile: 'services/api/Dockerfile', args: {} },
        command: ['node', 'a b.mjs'],
        port: 3000,
        env: { WORKERS: '2', EMPTY: '', URL: 'http://x/?a=b' },
        caps: { cpus: 0.5, memoryBytes: 2 ** 29, pids: 512 },
        location: null,
      },
    ]);
    expect(config.scenarios.map(({ name, request }) => [name, request.method, request.path])).toEqual([
      ['root', 'GET', '/'],
      ['api-items-page-2', 'GET', '/api/items?page=2'],
      ['post-api-items', 'POST', '/api/items'],
    ]);
  });

  it('counts empty text as not given, as GitHub does', () => {
    const config = configFromInputs({
      ...least,
      command: '',
      cpus: '',
      memory: ' ',
      budget: '',
      slower: '',
      compare: '',
      onInconclusive: '',
      env: '',
    });
    expect(config).toEqual(configFromInputs(least));
  });

  it('takes a command alone', () => {
    const [target] = configFromInputs({ ...least, build: '', command: 'node x.mjs' }).targets;
    expect(target).toMatchObject({ name: 'app', build: null, command: ['node', 'x.mjs'] });
  });

  it.each([
    ['.', 'app'],
    ['./', 'app'],
    ['a/My Service', 'My-Service'],
    ['constructor', 'app'],
    ['_x', 'app'],
  ])('names the target of build %j %s', (build, name) => {
    expect(configFromInputs({ ...least, build }).targets[0]?.name).toBe(name);
  });

  it.each<[Partial<ConfigInputs>, string]>([
    [
      { build: '../x' },
      'input "build": "../x" holds "..": write a path relative to the root of the repository',
    ],
    [{ build: '' }, 'input "build": neither "build" nor "command" is given'],
    [{ command: 'a && b' }, 'input "command": "a && b" holds &&, but no shell runs it'],
    [{ port: '0' }, 'input "port": expected a whole number from 1 to 65535, found 0'],
    [{ port: 'http' }, 'input "port": expected a whole number from 1 to 65535, found the text "http"'],
    [{ port: '99999' }, 'input "port": expected a whole number from 1 to 65535, found 99999'],
    [{ requests: ' \n# none\n' }, 'input "requests": nothing is given'],
    [{ requests: 'GET /\n\nGET x' }, 'input "requests": line 3: "x" is no path: it starts with /'],
    [{ requests: '/items' }, 'input "requests": line 1: "/items" has no method: write GET /items'],
    [{ requests: 'GET /\nget /' }, 'input "requests": line 2: "GET /" is there twice'],
    [{ cpus: 'all' }, 'input "cpus": expected a number from 0.05 to 512, found the text "all"'],
    [{ memory: '100 parsecs' }, 'input "memory": "100 parsecs" is no size: write it like 512m, 1g or 1GiB'],
    [
      { budget: '100 parsecs' },
      'input "budget": "100 parsecs" is no duration: write it like 100ms, 2s or 10m',
    ],
    [{ slower: '3' }, 'input "slower": "3" would be 300 %: write 3% or 0.03'],
    [{ compare: 'both' }, 'input "compare": expected "duet" or "stored", found the text "both"'],
    [{ onInconclusive: 'x' }, 'input "on-inconclusive": expected "pass" or "warn" or "fail"'],
    [{ env: 'A=1\nB' }, 'input "env": line 2: expected NAME=value'],
    [{ env: 'A=1\nA=2' }, 'input "env": line 2: A is there twice'],
    [{ env: 'A=a\0b' }, 'input "env": the text holds a NUL character'],
    [{ env: '__proto__=x' }, 'input "env": line 1: expected NAME=value'],
  ])('names the input that is wrong: %j', (inputs, message) => {
    const [first, ...more] = messages(inputs);
    expect(more).toEqual([]);
    expect(first).toContain(message);
  });

  it('tells everything that is wrong at once', () => {
    const all = messages({ build: '', port: '0', requests: 'GET', budget: '1', env: 'x' });
    expect(all.map((message) => /^input "([^"]*)"/.exec(message)?.[1]).sort()).toEqual([
      'budget',
      'build',
      'env',
      'port',
      'requests',
    ]);
  });

  it('never repeats a value of the environment in an error', () => {
    const all = messages({ env: '1BAD=hunter2\nA=hunter2\nA=hunter2\nhunter2' });
    expect(all).toHaveLength(3);
    expect(all.join()).not.toContain('hunter2');
  });

  it('throws nothing but LoadgateErrors', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const inputs = fc.record({
      build: text,
      command: text,
      port: text,
      requests: text,
      cpus: text,
      env: text,
      slower: text,
    });
    fc.assert(
      fc.property(inputs, (all) => {
        for (const error of thrownBy(() => configFromInputs(all))) {
          expect(error).toMatchObject({ kind: 'usage', code: 'input-invalid' });
          expect(error.message).toMatch(/^input "[a-z-]+": /);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('scenarioName', () => {
  it.each([
    ['GET', '/', 'root'],
    ['GET', '/api/items', 'api-items'],
    ['POST', '/api/items', 'post-api-items'],
    ['POST', '/', 'post-root'],
    ['GET', '/API/Items/', 'api-items'],
    ['GET', '/x?a=1&b=%20c', 'x-a-1-b-c'],
    ['GET', '/%E2%82%AC', 'root'],
    ['GET', '/constructor', 'constructor-2'],
  ])('%s %s → %s', (method, path, name) => {
    expect(scenarioName(method, path, new Set())).toBe(name);
  });

  it('counts where a name is taken', () => {
    expect(scenarioName('GET', '/a-b', new Set(['a-b']))).toBe('a-b-2');
    expect(scenarioName('GET', '/a-b', new Set(['a-b', 'a-b-2']))).toBe('a-b-3');
  });

  it('is a unique name that a file would take, for any requests', () => {
    const path = fc.string({ unit: 'binary-ascii', maxLength: 90 }).map((text) => `/${text}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('GET', 'POST'), path)), (requests) => {
        const taken = new Set<string>();
        for (const [method, text] of requests) {
          const name = scenarioName(method, text, taken);
          expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
          expect(taken.has(name)).toBe(false);
          taken.add(name);
        }
      }),
    );
  });
});

describe('applyOverrides', () => {
  const config = parse({
    target: 'env: { A: 1, B: 2 }\ncaps: { cpus: 2, memory: 2g, pids: 99 }',
    top: 'budget: 1h\ngate: { slower: 1%, latency: 20%, on-inconclusive: pass }\n',
  });

  it('changes nothing where nothing is given', () => {
    expect(applyOverrides(config, {})).toEqual(config);
    expect(applyOverrides(config, { budget: '', cpus: '', env: ' \n' })).toEqual(config);
  });

  it('lets what is given win over the file', () => {
    const changed = applyOverrides(config, {
      budget: '1m',
      slower: '7%',
      onInconclusive: 'fail',
      compare: 'stored',
      cpus: '0.5',
      memory: '1g',
      env: 'B=3\nC=4',
    });
    expect(changed).toEqual({
      ...config,
      budgetMs: 60_000,
      compare: 'stored',
      gate: { ...config.gate, slower: 0.07, onInconclusive: 'fail' },
      targets: config.targets.map((target) => ({
        ...target,
        caps: { ...target.caps, cpus: 0.5, memoryBytes: 2 ** 30 },
        env: { A: '1', B: '3', C: '4' },
      })),
    });
    expect(config.budgetMs).toBe(3_600_000);
  });

  it('names every input that is wrong', () => {
    const errors = thrownBy(() =>
      applyOverrides(config, { budget: '1s', slower: 'much', cpus: 'x', memory: '1', env: 'x' }),
    );
    expect(errors.map((error) => error.message).sort()).toEqual([
      'input "budget": "1s" is out of range: 5s to 6h',
      'input "cpus": expected a number from 0.05 to 512, found the text "x"',
      'input "env": line 1: expected NAME=value',
      'input "memory": "1" is out of range: 16m to 4t',
      'input "slower": "much" is no share: write it like 3% or 0.03',
    ]);
    expect(errors.every((error) => error.code === 'input-invalid')).toBe(true);
  });
});
