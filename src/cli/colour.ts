/**
 * Whether a stream gets colours. FORCE_COLOR decides first, as in Node.js itself: `0` and `false` turn colours off, anything else
 * turns them on, without a terminal, too. Then NO_COLOR, unless it is empty (no-color.org), and a terminal that has none.
 */
export function hasColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  const isRefused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return isTerminal && !isRefused;
}
