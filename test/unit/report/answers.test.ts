import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import type { Acceptance } from '../../../src/model/comparison.js';
import {
  acceptedText,
  baselineText,
  FINAL,
  helpText,
  outsiderText,
  partText,
  problemText,
  type RerunFacts,
  renderAnswers,
  rerunText,
  targetsText,
} from '../../../src/report/answers.js';
import { makeRecord } from '../../support/records.js';
import { compared, sampled } from './builders.js';
import { hostileText, RUNS } from './hostile.js';
import { tagNames, textOf, toHtml } from './markdown-reader.js';
import { caseOf, comment } from './render.js';

const MARKER = '<!-- loadgate:answer to=9 -->';
const entry = (text: string): AcceptedRegression => ({
  target: 'flask',
  scenario: 'json',
  effects: [
    { metric: 'throughput', kind: 'sampled', baseline: 1000, candidate: 938, ratio: 0.938, worse: true },
    { metric: 'upstream-calls', kind: 'exact', baseline: 1, candidate: 2, ratio: 2, worse: true },
    { metric: 'cpu', kind: 'sampled', baseline: 100, candidate: 99, ratio: 0.99, worse: false },
  ],
  by: text,
  reason: text,
  at: '2026-12-01T10:00:00Z',
  until: '2026-12-24',
  sha: 'c'.repeat(40),
  comment: 9,
});
const rerun = (kind: RerunFacts['kind'], text = 'no'): RerunFacts => ({
  kind,
  url: 'https://github.com/acme/shop/actions/runs/7',
  why: text,
  workflow: 'loadgate.yml',
  headSha: 'd'.repeat(40),
});
const KINDS = ['started', 'running', 'waiting', 'none', 'no-workflow', 'denied'] as const;
const slower = (accepted: Acceptance) =>
  compared('flask', 'json', 'regression', {
    metrics: [sampled('throughput', 1000, 0.9, { verdict: 'regression' })],
    accepted,
  });
const commentWith = (accepted: Acceptance): string => {
  const cells = [slower(accepted), compared('flask', 'text', 'no-change')];
  return comment(caseOf(cells));
};

describe('an answer', () => {
  it('shows each line with what became of it, and says whether it is final', () => {
    const done = { line: '/loadgate help', state: 'done', text: helpText() } as const;
    const failed = { line: '/loadgate run', state: 'failed', text: 'x' } as const;
    expect(renderAnswers(MARKER, [done]).split('\n').slice(0, 2)).toEqual([MARKER, FINAL]);
    const both = renderAnswers(MARKER, [done, failed]);
    expect(both).not.toContain(FINAL);
    expect(textOf(toHtml(both))).toMatch(/✅ \/loadgate help .*baseline.*⚠️ \/loadgate run x/);
  });

  it('says how much was accepted, and until when', () => {
    expect(textOf(toHtml(acceptedText(entry('x'), 'loadgate')))).toBe(
      'flask · json is accepted as ccccccc was measured: throughput −6.2 % (1,000 req/s → 938 req/s) and upstream calls/req 1 → 2. Nothing else of this cell is accepted. The check passes with it in this pull request until it grows, and no later than the end of 2026-12-24 (UTC). It is written on the branch loadgate.',
    );
    expect(acceptedText(entry('x'), 'loadgate', false)).toContain(
      'no later than the end of 2026-12-24 (UTC), 90 days from now, since no day was named',
    );
  });

  it.each(KINDS)('says what became of a run: %s', (kind) => {
    const text = textOf(toHtml(rerunText(rerun(kind))));
    expect(text).toMatch(/ddddddd|loadgate\.yml|GitHub did not/);
    expect(text).toMatch(/\.$/);
  });

  it('holds nothing of what people wrote that acts', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const base = { baseSha: 'a'.repeat(40), baseRef: text, record: makeRecord({ version: text }) };
        const size = { files: 3, bytes: 2048 };
        const parts = [
          problemText(text),
          outsiderText(text),
          acceptedText(entry(text), text),
          targetsText([text, text], text),
          partText([text, text], 3),
          baselineText({ ...base, store: text, records: 1, size, accepted: [entry(text)] }),
          ...KINDS.map((kind) => rerunText({ ...rerun(kind, text), workflow: text })),
        ];
        const html = toHtml(
          renderAnswers(
            MARKER,
            parts.map((part) => ({ line: text, state: 'wrong', text: part })),
          ),
        );
        expect(
          [...tagNames(html)].filter((name) => !['p', 'code', 'strong', 'ul', 'li', 'a'].includes(name)),
        ).toEqual([]);
        const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url);
        expect([...new Set(links)]).toEqual(['https://github.com/acme/shop/actions/runs/7']);
        expect(html).not.toMatch(/@\w/);
      }),
      RUNS,
    );
  });
});

describe('the report', () => {
  const said = { by: 'olga', reason: 'it checks <more>', until: '2026-12-24', metric: null } as const;

  it('says who accepted what, why and until when, and offers no command for it', () => {
    const report = commentWith({ ...said, state: 'holds' });
    expect(report).toContain('### 🟡 loadgate: 1 of 2 cells got slower, accepted by olga');
    expect(textOf(toHtml(report))).toContain(
      '🟡 flask · json is accepted by olga until 2026-12-24, because: it checks <more>.',
    );
    expect(report).toMatch(/\| *🟡 *\|/);
    expect(report).not.toContain('/loadgate accept');
  });

  it.each([
    ['over', null, 'was accepted by olga until 2026-12-24, which is over'],
    ['grown', 'throughput', 'its throughput is worse than that by now'],
    ['more', 'memory', 'not that its peak memory is worse'],
  ] as const)('is red where it is %s, and says so', (state, metric, words) => {
    const report = commentWith({ ...said, state, metric });
    expect(report).toContain('### 🔴');
    expect(textOf(toHtml(report))).toContain(words);
    expect(report).toContain('/loadgate accept flask/json');
  });

  it('shows what people wrote letter by letter', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (by, reason) => {
        const plain = tagNames(toHtml(commentWith({ ...said, state: 'holds' })));
        for (const state of ['holds', 'over', 'grown', 'more'] as const) {
          const html = toHtml(commentWith({ ...said, by, reason, state }));
          expect([...tagNames(html)].filter((name) => !plain.has(name) && name !== 'code')).toEqual([]);
          expect(html).not.toMatch(/@\w/);
        }
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});
