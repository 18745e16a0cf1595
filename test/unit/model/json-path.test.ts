import { beforeEach, describe, expect, it, vi } from 'vitest';

type JsonPath = typeof import('../../../src/model/json-path.js');

const file = (expected: string) => `targets: { app: { build: ., port: 80 } }
scenarios: { page: { request: GET /, expect: ${expected} } }
`;

describe('what reads JSONPaths', () => {
  let jsonPath: JsonPath;
  let readConfig: typeof import('../../../src/config/parse.js').readConfig;
  beforeEach(async () => {
    // As a program starts: test/support/json-paths.ts has loaded it in this one.
    vi.resetModules();
    jsonPath = await import('../../../src/model/json-path.js');
    ({ readConfig } = await import('../../../src/config/parse.js'));
  });
  const read = (expected: string) => readConfig(file(expected), 'loadgate.yml', async () => null);

  it('is not loaded by a configuration without any', async () => {
    await read('{ json: { a: "$.b" }, matches: "\\\\$.x" }');
    expect(jsonPath.areJsonPathsLoaded()).toBe(false);
  });

  it('is loaded by a configuration with one, however that is written', async () => {
    const config = await read('{ ignore: "\\x24.exp" }');
    expect(config.scenarios[0]?.expect.ignore).toEqual(['$.exp']);
    expect(jsonPath.areJsonPathsLoaded()).toBe(true);
  });

  it('says what is wrong with one, also where it had to be loaded for that', async () => {
    await expect(read('{ ignore: "$[" }')).rejects.toThrow('is no JSONPath');
  });

  it('is asked for by name where nobody loaded it', async () => {
    expect(() => jsonPath.jsonPathProblem('$.a')).toThrow('before its library was loaded');
    expect(jsonPath.isJsonPathError(new Error('another'))).toBe(false);
    await jsonPath.loadJsonPaths();
    expect(jsonPath.jsonPathProblem('$.a')).toBeNull();
    expect(jsonPath.valueAt({ a: 1 }, '$.a')).toBe(1);
  });

  it('passes on every other error', async () => {
    await expect(
      jsonPath.withJsonPaths(() => {
        throw new RangeError('another');
      }),
    ).rejects.toThrow(RangeError);
  });
});
