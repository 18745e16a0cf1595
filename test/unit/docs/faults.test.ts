import { describe, expect, it } from 'vitest';
import { baselineRows } from '../../support/fault-rows-baseline.js';
import { FORGE_ROWS } from '../../support/fault-rows-forge.js';
import { REPLICA_ROWS } from '../../support/fault-rows-replicas.js';
import { DISK_ROWS, DOCKER_ROWS, runRows } from '../../support/fault-rows-run.js';
import { SERVICE_ROWS } from '../../support/fault-rows-services.js';
import { readText, tableRows } from './markdown.js';

// bench/faults.ts provokes all of these.
const provoked = [
  ...FORGE_ROWS,
  ...runRows('docker'),
  ...baselineRows('docker'),
  ...DOCKER_ROWS,
  ...SERVICE_ROWS,
  ...REPLICA_ROWS,
  ...DISK_ROWS,
];

interface Told {
  readonly what: string;
  readonly codes?: string;
  readonly verdict?: string;
  readonly exit: string;
  readonly comment?: string;
}

const PAGE = 'docs/internals/faults.md';
const told: readonly Told[] = [
  ...tableRows(PAGE, ['what goes wrong', 'code', 'what the comment says']).map(([what = '', codes = '']) => ({
    what,
    codes,
    verdict: '`invalid`',
    exit: '2',
  })),
  ...tableRows(PAGE, ['what goes wrong', 'code', 'verdict', 'exit', 'what becomes of the cell']).map(
    ([what = '', codes = '', verdict = '', exit = '']) => ({ what, codes, verdict, exit }),
  ),
  ...tableRows(PAGE, ['what goes wrong', 'code', 'what becomes of the run']).map(
    ([what = '', codes = '']) => ({
      what,
      codes,
      exit: '3',
    }),
  ),
  ...tableRows(PAGE, ['what GitHub does', '`comment-status`', 'exit', 'what is done']).map(
    ([what = '', comment = '', exit = '']) => ({ what, comment, exit }),
  ),
];

const toldOf = (what: string): Told => {
  const row = told.find((one) => one.what === what);
  if (row === undefined) throw new Error(`${PAGE} has no row ${JSON.stringify(what)}`);
  return row;
};

describe('docs/internals/faults.md', () => {
  it('says of the three that are unfair to a target what their test provokes', () => {
    const unfair = tableRows(PAGE, ['what the machine does', 'code', 'what becomes of the cell']);
    const test = readText('test/integration/job/invalid.test.ts');
    expect(unfair.map(([, code]) => code)).toEqual(['`starved`', '`throttled`', '`generator-saturated`']);
    for (const [, code = ''] of unfair) expect(test).toContain(`'${code.replaceAll('`', '')}'`);
  });

  it('has no row that bench/faults.ts does not provoke, none twice, and lacks none of those', () => {
    const rows = told.map(({ what }) => what);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((what, at) => rows.indexOf(what) !== at)).toEqual([]);
    expect([...new Set(provoked.map(({ docs }) => docs))].sort()).toEqual([...rows].sort());
  });

  it.each(provoked.map((row) => [row.name, row] as const))('says of "%s" what is seen', (_name, row) => {
    const { codes, exit, comment, verdict } = toldOf(row.docs);
    if (/^\d/.test(exit)) expect([row.exitCode].flat()).toContain(Number.parseInt(exit, 10));
    else expect(exit).toBe("verdict's");
    if (comment !== undefined) expect(comment).toContain(`\`${row.comment}\``);
    if (verdict === '`invalid`') expect(row.verdict).toBe('invalid');
    if (codes === undefined) return;
    for (const code of typeof row.code === 'string' ? row.code.split(', ') : [])
      expect(codes).toContain(`\`${code}\``);
    if (row.code instanceof RegExp) expect(codes.replaceAll('`', '')).toMatch(row.code);
  });
});
