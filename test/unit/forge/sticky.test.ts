import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comment } from '../../../src/forge/answers.js';
import type { Comments, Outcome } from '../../../src/forge/comments.js';
import { commentMarker, withMarker } from '../../../src/forge/marker.js';
import { upsertSticky } from '../../../src/forge/sticky.js';
import { notingLog } from '../../support/forge-client.js';

const marker = commentMarker('default');
const US = 'github-actions[bot]';

/** What becomes of a create: done and answered, done without an answer, or neither. */
type Fate = 'fine' | 'lost' | 'failed';

function memory(existing: readonly { author: string; body: string }[]) {
  let nextId = 1;
  const add = (author: string, body: string): Comment => {
    const comment = { id: nextId++, author, body, url: `#${nextId - 1}` };
    stored.set(comment.id, comment);
    return comment;
  };
  const stored = new Map<number, Comment>();
  for (const { author, body } of existing) add(author, body);
  return { stored, add };
}

type Memory = ReturnType<typeof memory>;
type Schedule = <T>(name: string, act: () => T) => Promise<T>;

/** One run's view of the comments: every request takes its turn when the scheduler says. */
function view({ stored, add }: Memory, schedule: Schedule, fates: Fate[]): Comments {
  const one = (id: number, act: (comment: Comment) => Comment | null): Outcome<never> | Outcome<Comment> => {
    const comment = stored.get(id);
    if (comment === undefined) return { kind: 'gone' };
    return { kind: 'ok', value: act(comment) ?? comment };
  };
  return {
    list: () => schedule('list', () => ({ kind: 'ok', value: [...stored.values()] })),
    create: (body) =>
      schedule('create', () => {
        const fate = fates.shift() ?? 'fine';
        const made = fate === 'failed' ? null : add(US, body);
        return made === null || fate === 'lost'
          ? { kind: 'unknown', why: fate }
          : { kind: 'ok', value: made };
      }),
    update: (id, body) =>
      schedule('update', () =>
        one(id, (comment) => {
          const updated = { ...comment, body };
          stored.set(id, updated);
          return updated;
        }),
      ),
    remove: (id) =>
      schedule('remove', () => {
        const removed = stored.delete(id);
        return removed ? { kind: 'ok', value: null } : { kind: 'gone' };
      }),
  };
}

describe('any number of runs at once, in any order, with answers lost', () => {
  it('end with one comment of ours, with the text of one of them, and leave others alone', async () => {
    const fates = fc.array(fc.constantFrom<Fate>('fine', 'lost', 'failed'), { maxLength: 3 });
    const foreign = { author: 'mallory', body: withMarker(marker, 'mine') };
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fates, { minLength: 1, maxLength: 4 }),
        // More than one of ours: left by runs that were killed before they could remove theirs.
        fc.nat({ max: 3 }),
        async (scheduler, runs, already) => {
          const forge = memory([
            foreign,
            ...Array.from({ length: already }, () => ({ author: US, body: withMarker(marker, 'old') })),
          ]);
          const schedule: Schedule = (name, act) => scheduler.schedule(Promise.resolve(), name).then(act);
          const upserts = runs.map((fate, run) =>
            upsertSticky(
              {
                comments: view(forge, schedule, [...fate]),
                log: notingLog(),
                login: async () => ({ login: US }),
                learn: () => {},
                backOff: () => schedule('back off', () => undefined),
              },
              { pullRequest: 1, marker, body: `run ${run}` },
            ),
          );
          await scheduler.waitFor(Promise.all(upserts));
          const results = await Promise.all(upserts);
          const [theirs, ours, ...more] = [...forge.stored.values()];
          expect(theirs).toMatchObject(foreign);
          expect(more).toEqual([]);
          expect(runs.map((_, run) => withMarker(marker, `run ${run}`))).toContain(ours?.body);
          expect(new Set(results.map((result) => result.url))).toEqual(new Set([ours?.url]));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('the text of the later one stays', () => {
  it('where both created: the first does not write over it', async () => {
    const forge = memory([]);
    const turns: (() => void)[] = [];
    const schedule: Schedule = (_name, act) => new Promise((resolve) => turns.push(() => resolve(act())));
    const start = (body: string) =>
      upsertSticky(
        {
          comments: view(forge, schedule, []),
          log: notingLog(),
          login: async () => ({ login: US }),
          learn: () => {},
          backOff: async () => {},
        },
        { pullRequest: 1, marker, body },
      );
    const first = start('first');
    const second = start('second');
    /** Lets the request go that has waited longest (or the one after it), and all that follows from it. */
    const turn = async (index: number): Promise<void> => {
      turns.splice(index, 1)[0]?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    await turn(0); // first lists: nothing
    await turn(0); // second lists: nothing
    await turn(0); // first creates
    await turn(0); // second creates
    await turn(1); // second lists: both
    await turn(1); // second writes its text into the first's comment
    await turn(0); // first lists: its own comment, with the second's text
    await turn(0); // second removes its own
    await turn(0); // first would have, and it is gone
    expect(await first).toMatchObject({ status: 'created', url: '#1' });
    expect(await second).toMatchObject({ status: 'updated', url: '#1' });
    expect([...forge.stored.values()]).toMatchObject([{ id: 1, body: withMarker(marker, 'second') }]);
  });
});
