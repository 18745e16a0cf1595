import type { Publishing } from './reading.js';

/**
 * The connections that requests asked, where each of them was asked once more after a pause. Then each has published all
 * but the rest of its last request. Where the same requests ask the same connections again, that rest is the same, and the
 * counters grow by exactly what the requests cost.
 * @param before the requests
 * @param paused after those that come before the pause
 * @param after the requests
 * @returns null: one of them may hold more than such a rest
 */
export function askedAgain(
  before: Publishing,
  paused: Publishing,
  after: Publishing,
): ReadonlySet<string> | null {
  const asked = new Set<string>();
  for (const [name, mark] of after.connections) {
    if (mark === '') return null;
    if (before.connections.get(name) === mark) continue;
    const then = paused.connections.get(name);
    // One that was opened after the pause has published as it was opened, and holds its first request.
    if (then === undefined || then === '' || then === mark) return null;
    asked.add(name);
  }
  return asked;
}
