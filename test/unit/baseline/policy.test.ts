import { describe, expect, it } from 'vitest';
import {
  mayStore,
  mayStoreRelease,
  type ReleaseQuestion,
  type StoreQuestion,
  willStore,
} from '../../../src/baseline/policy.js';
import { sampleCell, sampleRecord } from '../../support/sample-record.js';

const asked = (changes: Partial<StoreQuestion> = {}): StoreQuestion => ({
  when: 'auto',
  isDefaultPush: true,
  verdict: 'no-change',
  record: sampleRecord(),
  ...changes,
});

describe('willStore', () => {
  it.each([
    ['auto', { kind: 'push', isDefault: true }, true],
    ['auto', { kind: 'push', isDefault: false }, false],
    ['auto', { kind: 'tag' }, true],
    ['auto', { kind: 'pull_request' }, false],
    ['auto', { kind: 'schedule' }, false],
    ['always', { kind: 'pull_request' }, true],
    ['never', { kind: 'push', isDefault: true }, false],
    ['never', { kind: 'tag' }, false],
  ] as const)('store: %s, started by %o: %s', (when, trigger, expected) => {
    expect(willStore(when, trigger)).toBe(expected);
  });
});

describe('mayStore', () => {
  it.each(['no-change', 'improvement', 'inconclusive', 'new', 'invalid', 'nothing-to-measure'] as const)(
    'stores after a push to the default branch: %s',
    (verdict) => {
      expect(mayStore(asked({ verdict }))).toMatchObject({ store: true });
    },
  );

  it.each(['auto', 'always', 'never'] as const)('never stores a regression (store: %s)', (when) => {
    expect(mayStore(asked({ when, verdict: 'regression' })).store).toBe(false);
  });

  it('stores one that people accepted: it is what later runs are compared with', () => {
    expect(mayStore(asked({ verdict: 'regression', forgetsNothing: true }))).toMatchObject({ store: true });
    expect(mayStore(asked({ verdict: 'regression', forgetsNothing: true, when: 'never' })).store).toBe(false);
  });

  it.each(['auto', 'always'] as const)('never stores a part that a comment asked for (store: %s)', (when) => {
    const record = { ...sampleRecord(), asked: ['flask/json'] };
    expect(mayStore(asked({ when, record }))).toEqual({
      store: false,
      why: 'only a part of the cells was asked for',
    });
  });

  it('says that a baseline is never moved onto a regressed result', () => {
    expect(mayStore(asked({ verdict: 'regression' })).why).toBe(
      'a baseline is never moved onto a regressed result',
    );
  });

  it('stores nothing from pull requests and other branches, unless it is told to', () => {
    expect(mayStore(asked({ isDefaultPush: false }))).toEqual({
      store: false,
      why: 'only a push to the default branch stores one',
    });
    expect(mayStore(asked({ isDefaultPush: false, when: 'always' })).store).toBe(true);
    expect(mayStore(asked({ when: 'never' })).store).toBe(false);
  });

  it('stores nothing without figures', () => {
    const cells = [sampleCell({ state: 'unchanged', generations: [] })];
    expect(mayStore(asked({ record: sampleRecord({ cells }) })).store).toBe(false);
    expect(mayStore(asked({ record: sampleRecord({ cells: [] }) })).why).toContain('no figures');
  });

  it('stores figures that were carried over', () => {
    const cells = [sampleCell({ state: 'unchanged', carriedFrom: 'b'.repeat(40) })];
    expect(mayStore(asked({ record: sampleRecord({ cells }) })).store).toBe(true);
  });

  it('stores nothing where machine or forge failed, and says what', () => {
    const problem = { code: 'engine-unreachable', message: '', hint: '', log: [], location: null };
    const failed = sampleRecord({ problems: [{ ...problem, kind: 'machine' }] });
    expect(mayStore(asked({ record: failed }))).toEqual({
      store: false,
      why: 'the run did not end well (engine-unreachable)',
    });
    const oneTargetWrong = sampleRecord({ problems: [{ ...problem, kind: 'usage' }] });
    expect(mayStore(asked({ record: oneTargetWrong })).store).toBe(true);
  });
});

describe('mayStoreRelease', () => {
  const release = (changes: Partial<ReleaseQuestion> = {}): ReleaseQuestion => ({
    ...{ when: 'auto', tag: 'v1.4.0', isTagPush: true, passed: true, record: sampleRecord() },
    ...changes,
  });

  it('stores the record of a tag that was pushed and passed', () => {
    expect(mayStoreRelease(release()).store).toBe(true);
    expect(mayStoreRelease(release({ isTagPush: false, when: 'always' })).store).toBe(true);
  });

  it.each([
    ['without a tag', { tag: null }],
    ['where storing is off', { when: 'never' }],
    ['of a tag that was chosen by hand', { isTagPush: false }],
    ['that the gate stopped', { passed: false }],
    [
      'without figures',
      { record: sampleRecord({ cells: [sampleCell({ state: 'not-measured', generations: [] })] }) },
    ],
  ] as const)('stores none %s', (_what, changes) => {
    expect(mayStoreRelease(release(changes)).store).toBe(false);
  });
});
