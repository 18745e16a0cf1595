import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { renderComment } from '../../../src/report/comment.js';
import { toOutputs } from '../../../src/report/outputs.js';
import { renderSummary } from '../../../src/report/summary.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { makeContext } from './builders.js';
import { hostileText, RUNS } from './hostile.js';
import { tagsOf, toHtml } from './markdown-reader.js';
import { TAGS } from './render.js';

/** What the schema lets an author choose: names and stages by their alphabets, all else as he likes. */
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
const stage = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,62}$/);
const code = fc.stringMatching(/^[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,3}$/);
const log = fc.array(hostileText, { maxLength: 3 });
const written = fc.record({
  targets: fc.uniqueArray(name, { minLength: 5, maxLength: 5 }),
  scenario: name,
  stage,
  code,
  log,
  text: fc.array(hostileText, { minLength: 14, maxLength: 14 }),
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

/** A record with hostile text in every field that takes text: read back from its own JSON. */
function recordWith({ targets, scenario, stage: ran, code: kind, log: lines, text }: Written): RunRecord {
  const base = makeRecord();
  const say = (index: number): string => text[index] ?? '';
  const cell = (index: number, changes: Partial<CellRecord>) =>
    makeCell({ target: targets[index] ?? '', scenario, ...changes });
  const invalid = (index: number) =>
    ({ code: kind, message: say(index), side: 'candidate', log: lines }) as const;
  const location = { file: say(0), line: 1, column: 1 };
  const record: RunRecord = {
    ...base,
    version: say(1),
    candidate: { ...base.candidate, label: say(2) },
    baseline: base.baseline && { ...base.baseline, label: say(3) },
    machine: {
      ...base.machine,
      fingerprint: say(4),
      cpuModel: say(4),
      os: say(5),
      kernel: say(6),
      arch: say(7),
    },
    runtime: { ...base.runtime, version: say(8) },
    timing: { [ran]: 60_000 },
    cells: [
      cell(0, { generations: makeGenerations({ throughput: 0.8 }, { confirm: 5 }) }),
      cell(1, { state: 'invalid', invalid: invalid(9), generations: [] }),
      cell(2, { state: 'invalid', invalid: invalid(10), generations: [] }),
      cell(3, { noBaseline: say(11) }),
      cell(4, { state: 'unchanged', generations: [] }),
    ],
    problems: [{ kind: 'usage', code: kind, message: say(12), hint: say(13), log: lines, location }],
  };
  return parseRecord(serialiseRecord(record), 'test');
}

const context = makeContext({
  unverified: { whose: 'fork', runUrl: 'https://github.com/acme/shop/actions/runs/4711' },
});

function reportsOf(record: RunRecord) {
  const comparison = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
  const gate = gateResult(comparison, DEFAULT_GATE, record.problems);
  return {
    comment: renderComment(record, comparison, gate, context),
    summary: renderSummary(record, comparison, gate, context),
    line: toOutputs(record, comparison, gate)['summary-line'],
  };
}

describe('a record that its author wrote by hand', { timeout: 120_000 }, () => {
  const runs = { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 5) };

  it('acts nowhere: no tag, link, mention or control character of its own in comment and summary', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { comment, summary, line } = reportsOf(recordWith(text));
        for (const report of [comment, summary]) {
          const tags = tagsOf(toHtml(report));
          const strange = tags.filter(
            (tag) => !TAGS.has(/\w+/.exec(tag)?.[0] ?? '') && !tag.startsWith('<!--'),
          );
          expect(strange).toEqual([]);
          for (const tag of tags.filter((each) => each.startsWith('<a'))) {
            expect(tag).toMatch(/^<a href="https:\/\/github\.com\/acme\/shop\/[\w/]+">$/);
          }
          expect(report).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
          expect(report).not.toMatch(/@[a-z0-9]/i);
          expect(report.split('\n').filter((each) => each.startsWith('<!--'))).toHaveLength(
            report === comment ? 1 : 0,
          );
        }
        expect(line).not.toMatch(/\p{Cc}/u);
      }),
      runs,
    );
  });

  it('does not move the label that nobody verified it: it stands below the headline, with one link', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { comment, summary } = reportsOf(recordWith(text));
        for (const report of [comment.replace(/^<!--.*-->\n/, ''), summary]) {
          const [headline, , label] = report.split('\n');
          expect(headline).toMatch(/^### /);
          expect(label).toMatch(
            /^> \*\*The figures are reported by the fork's run; not verified\.\*\* \[That run\]/,
          );
        }
      }),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 4) },
    );
  });
});
