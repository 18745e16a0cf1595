import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredBasis } from '../../../src/model/comparison.js';
import { compared, makeContext, recordFor, sampled } from './builders.js';
import { hostileText, RUNS } from './hostile.js';
import type { Case } from './make-case.js';
import { tagsOf, toHtml } from './markdown-reader.js';
import { caseOf, comment, slower, summary, TAGS } from './render.js';

/** Many large reports take seconds on a busy machine. */
const PATIENCE = { timeout: 120_000 };

describe('hostile text everywhere', PATIENCE, () => {
  const hostile = fc.record({
    target: hostileText,
    scenario: hostileText,
    reason: hostileText,
    message: hostileText,
    hint: hostileText,
    code: hostileText,
    file: hostileText,
    label: hostileText,
    fact: hostileText,
    note: hostileText,
    log: fc.array(hostileText, { maxLength: 4 }),
  });
  type Hostile = typeof hostile extends fc.Arbitrary<infer T> ? T : never;

  const hostileCase = (text: Hostile): Case => {
    const reason = `r${text.reason}`;
    const cells = [
      slower(text.target, text.scenario),
      compared(`${text.target}2`, text.scenario, 'invalid', { reason }),
      compared(text.target, `${text.scenario}3`, 'inconclusive', {
        metrics: [sampled('throughput', 100, 0.98, { half: 4 })],
        reason,
      }),
      compared(text.target, `${text.scenario}4`, 'new', { reason, candidateRps: 12 }),
    ];
    const base = recordFor(cells);
    const { message, hint, code, log } = text;
    const location = { file: text.file, line: 1, column: 1 };
    const record = {
      ...base,
      candidate: { sha: text.label, label: text.label },
      machine: { ...base.machine, cpuModel: text.fact, os: text.fact, kernel: text.fact, arch: text.fact },
      runtime: { ...base.runtime, version: text.fact },
      version: text.fact,
      timing: { [text.fact]: 1000 },
      problems: [{ kind: 'usage' as const, message: `m${message}m`, hint, code, log, location }],
    };
    const context = makeContext({
      notes: [text.note],
      repeatCommand: `x ${text.target}`,
    });
    const one = caseOf(cells, { record: { ...record, baselineFigures: 'stored' }, context });
    const stored: StoredBasis = {
      advisoryReason: { code: 'other-machine', here: record.machine, there: record.machine },
      divided: 0,
      undivided: { code: 'not-run', text: text.note },
      machineSpeed: null,
    };
    return { ...one, comparison: { ...one.comparison, advisory: true, stored } };
  };
  const runs = { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 3) };

  it('changes nothing about the build of a comment: tags, rows, columns and links stay what they are', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tags = tagsOf(toHtml(comment(hostileCase(text))));
        const count = (start: string): number => tags.filter((tag) => tag.startsWith(start)).length;
        expect(
          tags.filter((tag) => !TAGS.has(/\w+/.exec(tag)?.[0] ?? '') && !tag.startsWith('<!--')),
        ).toEqual([]);
        // Two tables, each with a header and 4 rows of 7 columns.
        expect([count('<table'), count('<tr'), count('<th>') + count('<th '), count('<td')]).toEqual([
          2, 10, 14, 56,
        ]);
        expect(count('<details')).toBe(count('</details'));
        expect(count('<summary')).toBe(count('</summary'));
        for (const tag of tags.filter((each) => each.startsWith('<a'))) {
          expect(tag).toMatch(/^<a href="https:\/\/github\.com\/acme\/shop\/[\w/]+">$/);
        }
      }),
      runs,
    );
  });

  it('notifies nobody, in comment and summary', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const one = hostileCase(text);
        for (const report of [comment(one), summary(one)]) {
          expect(report).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
          // What is meant to be copied stands as it is, in a code block that no forge searches.
          const page = report.replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '');
          expect(page).not.toMatch(/@[a-z0-9]/i);
          const outside = page.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
          expect(outside).not.toMatch(/&#64;[a-z0-9]/i);
        }
      }),
      runs,
    );
  });
});
