import { isRevision, isTargetOrCellName } from '../model/patterns.js';
import type { Command } from './command.js';

const FORM = '/loadgate bisect [GOOD..BAD] [target or target/scenario]';

/** @returns the command, or what is wrong with it */
export function parseBisect(rest: string): Extract<Command, { kind: 'bisect' }> | string {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const [first = '', second, ...more] = words;
  if (more.length > 0) return `"bisect" takes a range and a name, and nothing after them. Write: ${FORM}`;
  const range = first.includes('..') ? rangeOf(first) : null;
  if (typeof range === 'string') return range;
  const name = (range === null ? first : (second ?? '')) || null;
  if (range === null && second !== undefined) return `"${first}" is no range of commits. Write: ${FORM}`;
  if (name !== null && !isTargetOrCellName(name)) {
    return `"${name}" is no name of a target or a cell. Write: ${FORM}`;
  }
  return { kind: 'bisect', range, name };
}

function rangeOf(text: string): { readonly good: string; readonly bad: string } | string {
  const [good = '', bad = '', ...more] = text.split('..');
  // Without BAD it is the newest commit, as in a terminal.
  const named = bad === '' ? 'HEAD' : bad;
  if (more.length === 0 && isRevision(good) && isRevision(named)) return { good, bad: named };
  return `"${text}" is no range of commits. Write GOOD..BAD with tags, branches, or commits, such as v1.4.0..HEAD: ${FORM}`;
}
