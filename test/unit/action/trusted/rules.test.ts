import { describe, expect, it } from 'vitest';
import { judgingRules } from '../../../../src/action/trusted/rules.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../../src/config/defaults.js';
import { BASE, fakeReader, makePull } from './builders.js';

const FILE = `gate: { slower: 7%, on-inconclusive: fail }
targets: { shop: { build: ., port: 80 } }
scenarios: { home: { request: GET / } }
`;
const rules = (text: string | null, file: string | null = null, settings = {}) => {
  const reader = fakeReader({ text });
  return judgingRules(reader, makePull(), file, settings).then((found) => ({
    ...found,
    asked: reader.asked,
  }));
};

describe('judgingRules', () => {
  it('are those of loadgate.yml at the base commit, whatever the head has', async () => {
    const { config, note, asked } = await rules(FILE);
    expect(config.gate).toEqual({ ...DEFAULT_GATE, slower: 0.07, onInconclusive: 'fail' });
    expect(config.targets.map(({ name }) => name)).toEqual(['shop']);
    expect(note).toBeNull();
    expect(asked).toEqual([`loadgate.yml at ${BASE}`]);
  });

  it("are the step's own inputs over that", async () => {
    const settings = { slower: '12%', onInconclusive: 'warn' };
    expect((await rules(FILE, null, settings)).config.gate).toMatchObject({
      slower: 0.12,
      onInconclusive: 'warn',
    });
    expect((await rules(null, null, settings)).config.gate).toMatchObject({ slower: 0.12 });
    await expect(rules(FILE, null, { slower: 'much' })).rejects.toThrow(/input "slower"/);
  });

  it('are the defaults where there is no file, but not where one was named', async () => {
    const { config, note } = await rules(null);
    expect([config.gate, config.measure, config.targets]).toEqual([DEFAULT_GATE, DEFAULT_MEASURE, []]);
    expect(note).toBeNull();
    await expect(rules(null, 'ci/load.yml')).rejects.toMatchObject({ code: 'config-missing' });
    expect((await rules(FILE, 'ci/load.yml')).asked).toEqual([`ci/load.yml at ${BASE}`]);
  });

  it('are the defaults, and a note says so, where the base branch is broken', async () => {
    const { config, note } = await rules('gate: [');
    expect(config.gate).toEqual(DEFAULT_GATE);
    expect(note).toBe("loadgate.yml of main can't be read, so the gate's defaults were used.");
  });
});
