import { describe, expect, test } from 'vitest';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import { pruneStates } from '../../../../src/runtime/docker/service-states.js';
import type { Exec } from '../../../../src/system/exec.js';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const HOUR = 3600_000;
const DAY = 24 * HOUR;
const iso = (ago: number): string => new Date(NOW - ago).toISOString();

interface State {
  readonly id: string;
  readonly usedAgo: number;
  readonly isInUse?: boolean;
}

/** An engine with states, each with a volume `v-<id>` that is as old, and volumes of no state. */
async function pruned(states: readonly State[], orphans: Readonly<Record<string, number>> = {}) {
  const ages = { ...Object.fromEntries(states.map(({ id, usedAgo }) => [`v-${id}`, usedAgo])), ...orphans };
  const removed: string[] = [];
  const image = ({ id, usedAgo }: State) => ({
    Id: id,
    Size: 1,
    Metadata: { LastTagTime: iso(usedAgo) },
    Config: { Labels: { 'loadgate.state': id, 'loadgate.state-volumes': `%2Fdata=v-${id}` } },
  });
  const answer = (line: string, last: string): string => {
    if (line.startsWith('image ls')) return states.map(({ id }) => id).join('\n');
    if (line.startsWith('image inspect')) {
      return JSON.stringify(states.filter(({ id }) => id === last).map(image));
    }
    if (line.startsWith('volume ls')) return Object.keys(ages).join('\n');
    const named = line.split(' ').slice(3);
    return JSON.stringify(named.map((name) => ({ Name: name, CreatedAt: iso(ages[name] ?? 0) })));
  };
  const exec: Exec = async ([, ...argv]) => {
    const line = argv.join(' ');
    const last = argv.at(-1) ?? '';
    if (!/^(image|volume) rm /.test(line)) return { exitCode: 0, stdout: answer(line, last), stderr: '' };
    if (states.some(({ id, isInUse }) => id === last && isInUse === true)) {
      return { exitCode: 1, stdout: '', stderr: 'conflict: unable to delete' };
    }
    removed.push(last);
    return { exitCode: 0, stdout: '', stderr: '' };
  };
  await pruneStates(NOW, { docker: createDockerCli(exec, {}) });
  return removed.sort();
}

describe('kept states', () => {
  test('stay for a week after they were used last', async () => {
    expect(
      await pruned([
        { id: 'new', usedAgo: HOUR },
        { id: 'used', usedAgo: 6 * DAY },
        { id: 'old', usedAgo: 8 * DAY },
      ]),
    ).toEqual(['old', 'v-old']);
  });

  test('are 24 at most, those that were used last', async () => {
    const states = Array.from({ length: 26 }, (_, at) => ({ id: `s${at}`, usedAgo: (2 + at) * HOUR }));
    expect(await pruned(states)).toEqual(['s24', 's25', 'v-s24', 'v-s25']);
  });

  test('stay whole while a container uses them', async () => {
    expect(await pruned([{ id: 'old', usedAgo: 8 * DAY, isInUse: true }])).toEqual([]);
  });

  test('volumes of no state go, but not those that a run may be about to keep', async () => {
    const orphans = { lost: 2 * HOUR, coming: 0.5 * HOUR };
    expect(await pruned([{ id: 'new', usedAgo: HOUR }], orphans)).toEqual(['lost']);
    expect(await pruned([])).toEqual([]);
  });
});
