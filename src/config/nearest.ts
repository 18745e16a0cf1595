import { distance } from 'fastest-levenshtein';
import { quote } from '../model/issues.js';

/** `onInconclusive` and `on_inconclusive` are how other tools would spell `on-inconclusive`. */
function plain(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

/**
 * The known name that a wrong one was most likely meant to be; null where none is near: at most one edit
 * in three letters, two where the name is short.
 */
export function nearest(name: string, known: readonly string[]): string | null {
  // A name that is far too long is no slip, and comparing it would take long.
  if (name.length > 200) return null;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = distance(plain(name), plain(candidate));
    if (edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  const most = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1);
  return bestDistance <= most ? best : null;
}

/** The end of a sentence about a wrong name: `; did you mean "port"?`; empty where no known one is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === null ? '' : `; did you mean ${quote(near)}?`;
}
