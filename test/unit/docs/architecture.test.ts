import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ROOT, readText, tableRows } from './markdown.js';

const PAGE = 'docs/architecture.md';
const rows = tableRows(PAGE, ['room', 'what it is', 'may import']);
const code = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const ROOMS = readdirSync(`${ROOT}src`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Rule {
  readonly name: string;
  readonly comment?: string;
}
const { forbidden } = createRequire(import.meta.url)(`${ROOT}.dependency-cruiser.cjs`) as {
  readonly forbidden: readonly Rule[];
};

/** What a rule lets a room import; empty: nothing, or there is no such rule. */
function allowed(rule: string, before: RegExp): string[] {
  const list = forbidden.find(({ name }) => name === rule)?.comment?.replace(before, '') ?? 'no other room';
  return list === 'no other room' ? [] : list.replace(/, and nothing.*$/, '').split(', ');
}

/** A cell of the table: `nothing`, rooms, or `all but` rooms; then rooms of which types alone are taken. */
function listed(room: string, cell: string): { rooms: string[]; types: string[] } {
  const [whole = '', types = ''] = cell.split('; types of ');
  const named = code(whole);
  const rooms = whole.startsWith('all but ')
    ? ROOMS.filter((one) => one !== room && !named.includes(one))
    : named;
  return { rooms: rooms.sort(), types: code(types).sort() };
}

describe(PAGE, () => {
  it('has every room of src/, and no other', () => {
    expect(rows.map(([room = '']) => code(room)[0]).sort()).toEqual(ROOMS.map((room) => `${room}/`).sort());
  });

  it.each(ROOMS)('says of %s/ what the rules let it import', (room) => {
    const cell = rows.find(([first]) => first === `\`${room}/\``)?.[2] ?? '';
    expect(listed(room, cell)).toEqual({
      rooms: allowed(`room-${room}`, /^.*may import /).sort(),
      types: allowed(`${room}-takes-types-only`, /^.*takes types of /).sort(),
    });
  });

  it('names files and folders that are there, at least one for each change', () => {
    const changes = tableRows(PAGE, ['change', 'go to']);
    expect(changes.length).toBeGreaterThan(10);
    const paths = (text: string): string[] => code(text).filter((name) => /^[\w.-]+(\/[\w.-]*)+$/.test(name));
    const found = (path: string): boolean => existsSync(`${ROOT}src/${path}`) || existsSync(`${ROOT}${path}`);
    expect(paths(readText(PAGE)).filter((path) => !found(path))).toEqual([]);
    for (const [change = '', where = ''] of changes) expect(paths(where), change).not.toEqual([]);
  });
});
