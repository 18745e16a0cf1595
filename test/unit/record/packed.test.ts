import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { fileStore } from '../../../src/baseline/file-store.js';
import { readStored } from '../../../src/baseline/stored-record.js';
import { MAX_FOREIGN_BYTES, parseForeignRecord } from '../../../src/record/foreign.js';
import { PACKED_FROM, pack, unpacked } from '../../../src/record/packed.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { codeOf } from '../../support/errors.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-packed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SMALL = makeRecord();
const NOW = Date.parse(SMALL.startedAt) + 3_600_000;
const generations = makeGenerations({}, { screen: 4, confirm: 8 });
const LARGE = makeRecord({
  cells: Array.from({ length: 120 }, (_, at) => makeCell({ target: `service-${at}`, generations })),
});
const large = serialiseRecord(LARGE);

describe('a large record', () => {
  it('is packed, in a line that says when it started, and is read as any other', () => {
    expect(large.length).toBeLessThan(PACKED_FROM / 10);
    expect(large.slice(0, 200)).toContain(`"startedAt":"${LARGE.startedAt}"`);
    expect(large.trim()).not.toContain('\n');
    expect(parseRecord(large, 'of a test').cells).toHaveLength(120);
    expect(serialiseRecord(parseRecord(large, 'of a test'))).toBe(large);
    expect(readStored(large, LARGE.candidate.sha, 'of a test', '').id).toBe(LARGE.id);
  });

  it('is kept by a file of several records, beside small ones', async () => {
    const store = fileStore(join(folder, 'all.json'));
    const other = { ...SMALL, candidate: { ...SMALL.candidate, sha: 'f'.repeat(40) } };
    await store.put(other);
    await store.put(LARGE);
    expect(readFileSync(join(folder, 'all.json'), 'utf8')).toContain('packed-record');
    expect((await store.get(LARGE.candidate.sha))?.cells).toHaveLength(120);
    expect((await store.get(other.candidate.sha))?.cells).toHaveLength(1);
  });
});

describe('a record that is too large', () => {
  it('is refused before anybody has to read it', () => {
    const text = ' '.repeat(128 * 1024 * 1024 + 1);
    expect(codeOf(() => pack(text, SMALL.startedAt))).toMatch(
      /^record-too-large: .* 128 MiB; at most 128 are kept/,
    );
  });
});

describe('a small record', () => {
  it('stays the text that it was', () => {
    const text = serialiseRecord(SMALL);
    expect(text.startsWith('{"schema":"loadgate.record/v1"')).toBe(true);
    expect(unpacked(text, 'of a test')).toBe(text);
  });
});

describe('a packed text', () => {
  const line = (gzip: string) =>
    `{"schema":"loadgate.packed-record/v1","startedAt":"${SMALL.startedAt}","gzip":"${gzip}"}\n`;
  const base64 = (bytes: Buffer): string => bytes.toString('base64');

  it('of a record is read, also where it is small', () => {
    expect(parseRecord(pack(serialiseRecord(SMALL), SMALL.startedAt), 'of a test').id).toBe(SMALL.id);
    expect(parseForeignRecord(pack(serialiseRecord(SMALL), SMALL.startedAt), 'of a test', NOW).id).toBe(
      SMALL.id,
    );
  });

  it.each([
    ['is cut off', large.slice(0, -40)],
    ['is no gzip', line(base64(Buffer.from('{}')))],
    ['is no base64', line('%%%')],
    ['is cut off inside', line(base64(gzipSync(serialiseRecord(SMALL)).subarray(0, 200)))],
    [
      'has another member',
      line(base64(gzipSync('{}')))
        .replace('{', '{"more":1,')
        .replace(
          '{"more":1,"schema":"loadgate.packed-record/v1",',
          '{"schema":"loadgate.packed-record/v1","more":1,',
        ),
    ],
    ['is packed twice', pack(pack(serialiseRecord(SMALL), SMALL.startedAt), SMALL.startedAt)],
  ])('that %s is refused', (_, text) => {
    expect(codeOf(() => parseRecord(text, 'of a test'))).toMatch(
      /^record-(?:invalid|version): The record of a test /,
    );
    expect(codeOf(() => parseForeignRecord(text, 'of a test', NOW))).toMatch(/^record-(?:refused|version): /);
  });

  it('is never unpacked beyond the limit', () => {
    const bomb = line(base64(gzipSync(Buffer.alloc(MAX_FOREIGN_BYTES + 1, 0x20))));
    expect(bomb.length).toBeLessThan(64 * 1024);
    expect(codeOf(() => parseForeignRecord(bomb, 'of a test', NOW))).toMatch(
      /^record-refused: .*can't be unpacked to at most 8388608 bytes/,
    );
    expect(codeOf(() => unpacked(bomb, 'of a test', 1000))).toMatch(/^record-invalid: /);
  });
});
