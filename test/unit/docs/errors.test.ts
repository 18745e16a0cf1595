import { describe, expect, it } from 'vitest';
import { thrownCodes } from './error-codes.js';
import { ROOT, tableRows } from './markdown.js';

const thrown = thrownCodes(`${ROOT}src`);
const rows = tableRows('docs/errors.md', ['code', 'exit', 'what happened', 'what to do']).map(
  ([code = '', exit = '', what = '', todo = '']) => ({ code: code.replaceAll('`', ''), exit, what, todo }),
);
/** `none`: why there is no profile, which fails nothing. */
const EXIT: Readonly<Record<string, string>> = { usage: '2', machine: '3', none: '0' };

describe('docs/errors.md', () => {
  it('lists every error code that the sources throw', () => {
    const listed = new Set(rows.map(({ code }) => code));
    const missing = [...thrown].filter(([code]) => !listed.has(code));
    expect(missing.map(([code, { files }]) => `${code} (${[...files].join(', ')})`)).toEqual([]);
  });

  it('lists none that is not thrown, and none twice', () => {
    const codes = rows.map(({ code }) => code);
    expect(codes.filter((code) => !thrown.has(code))).toEqual([]);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  it('has the exit codes that the sources have', () => {
    const wrong = rows.filter(({ code, exit }) => {
      const kinds = [...(thrown.get(code)?.kinds ?? [])];
      return (
        kinds.length > 0 &&
        exit !==
          kinds
            .map((kind) => EXIT[kind])
            .sort()
            .join(' or ')
      );
    });
    expect(wrong).toEqual([]);
  });

  it('says of each what happened and what to do', () => {
    const isSentence = (text: string): boolean => /^.{5,}[.?]$/.test(text);
    const incomplete = rows.filter(
      ({ exit, what, todo }) => !/^(0|2|3|2 or 3)$/.test(exit) || !isSentence(what) || !isSentence(todo),
    );
    expect(incomplete).toEqual([]);
  });
});

describe('the search for error codes', () => {
  it('finds those that are written beside their hint, handed to a helper, chosen, named, or in a table', () => {
    expect(thrown.get('disk-full')?.kinds).toEqual(new Set(['machine']));
    expect(thrown.get('caps-refused')?.kinds).toEqual(new Set(['usage']));
    expect(thrown.get('baseline-push-rejected')?.kinds).toEqual(new Set(['machine']));
    expect(thrown.get('answer-not-http')?.kinds).toEqual(new Set(['usage']));
    expect([...(thrown.get('child-stuck')?.files ?? [])]).toEqual(['system/child.ts']);
    expect(thrown.has('impossible-figures')).toBe(true);
    expect(thrown.has('wrong-status')).toBe(true);
    expect(thrown.size).toBeGreaterThan(60);
  });

  it("takes neither zod's issues nor what is compared for codes", () => {
    expect(thrown.has('custom')).toBe(false);
    expect(thrown.has('unrecognized_keys')).toBe(false);
  });
});
