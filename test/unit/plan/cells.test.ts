import { describe, expect, it } from 'vitest';
import { LoadgateErrors } from '../../../src/model/error.js';
import { cellName, planCells } from '../../../src/plan/cells.js';
import { makeConfig, makeScenario, makeTarget } from './builders.js';

const config = makeConfig(
  [makeTarget('flask'), makeTarget('api'), makeTarget('api-v2')],
  [makeScenario('text'), makeScenario('json'), makeScenario('admin', { targets: ['api'] })],
);

const names = (filter?: readonly string[]): readonly string[] => planCells(config, filter).map(cellName);

function errorsOf(filter: readonly string[], of = config) {
  try {
    planCells(of, filter);
  } catch (error) {
    if (error instanceof LoadgateErrors) return error.errors;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('planCells', () => {
  it('makes target × scenario in the order of the configuration', () => {
    expect(names()).toEqual([
      'flask/text',
      'flask/json',
      'api/text',
      'api/json',
      'api/admin',
      'api-v2/text',
      'api-v2/json',
    ]);
  });

  it('takes an empty filter for everything', () => {
    expect(names([])).toEqual(names());
  });

  it('keeps a whole target, or one cell of it', () => {
    expect(names(['api'])).toEqual(['api/text', 'api/json', 'api/admin']);
    expect(names(['api/json'])).toEqual(['api/json']);
  });

  it('keeps the order of the configuration, and each cell once, whatever the order of the filter', () => {
    expect(names(['api-v2/json', 'flask/text', 'flask', 'flask/text'])).toEqual([
      'flask/text',
      'flask/json',
      'api-v2/json',
    ]);
  });

  it('names the nearest name for an unknown one', () => {
    const [error] = errorsOf(['flaks']);
    expect(error).toMatchObject({
      kind: 'usage',
      code: 'unknown-cell',
      message: 'There is no target or cell named "flaks".',
      hint: 'Did you mean "flask"?',
    });
    expect(errorsOf(['flask/jsno'])[0]).toMatchObject({
      message: 'Target "flask" has no scenario "jsno".',
      hint: 'Did you mean "flask/json"?',
    });
  });

  it('tells a scenario that exists, but is not sent to that target', () => {
    expect(errorsOf(['flask/admin'])[0]?.message).toBe('Scenario "admin" is not sent to target "flask".');
  });

  it('lists the known names where none is near', () => {
    expect(errorsOf(['something-else'])[0]?.hint).toBe(
      'Name a target or target/scenario: "flask", "api", "api-v2", "flask/text", "flask/json", ' +
        '"api/text", "api/json", "api/admin", "api-v2/text", "api-v2/json".',
    );
  });

  it('finds all unknown names at once', () => {
    expect(errorsOf(['nope', 'flask', 'api/nope']).map((error) => error.message)).toEqual([
      'There is no target or cell named "nope".',
      'Target "api" has no scenario "nope".',
    ]);
  });

  it('tells a target to which no scenario is sent, and a configuration without cells', () => {
    const lonely = makeConfig([makeTarget('a'), makeTarget('b')], [makeScenario('text', { targets: ['a'] })]);
    expect(errorsOf(['b'], lonely)[0]?.message).toBe('No scenario is sent to target "b".');
    expect(errorsOf(['a'], makeConfig([makeTarget('a')], []))[0]?.hint).toMatch(/add a scenario/);
  });
});
