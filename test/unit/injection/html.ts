import { renderHtml } from '../../../src/html/page.js';
import { readReport } from '../../support/html.js';
import { FIELDS_OF_REPORT, partsOf } from './report.js';
import type { Sunk, Surface } from './surface.js';

type Text = (field: string) => string;

const RUN = 'https://github.com/acme/shop/actions/runs/1';

/** Both ways: what is advisory says why, and what is not says why the check passes. */
function pagesOf(text: Text): readonly string[] {
  const { context, ...outcome } = partsOf(text);
  const unverified = { whose: 'fork', runUrl: RUN } as const;
  return [true, false].map((advisory) =>
    renderHtml({ ...outcome, comparison: { ...outcome.comparison, advisory } }, { ...context, unverified }),
  );
}

const TAME = pagesOf((field) => `a word for ${field.replace('.', ' ')}`).map(readReport);
const PARTS = new Set(TAME.flatMap(({ parts }) => [...parts]));
const [POLICY] = TAME.map(({ policy }) => JSON.stringify(policy));
const LINK = /^(?:#c\d+|https:\/\/github\.com\/acme\/shop\/[\w/]+)$/;

/** Read as strictly as XML: the same elements and attributes as with words, the same policy, links of ours alone. */
function faultsOf(html: string): readonly string[] {
  const { parts, faults, links, policy } = readReport(html);
  return [
    ...faults,
    ...[...parts].filter((part) => !PARTS.has(part)).map((part) => `in the page: ${part}`),
    ...links.filter((url) => !LINK.test(url)).map((url) => `a link to ${url}`),
    ...(JSON.stringify(policy) === POLICY ? [] : ['another policy']),
    ...(html.match(/<style|<script/g)?.length === 2 ? [] : ['another style or script']),
  ];
}

function pour(text: Text): Sunk {
  const pages = pagesOf(text);
  return {
    terminal: pages,
    other: pages.map((page) => readReport(page).text),
    faults: pages.flatMap(faultsOf),
  };
}

export const htmlSurface: Surface = {
  name: 'HTML report',
  fixed: true,
  fields: FIELDS_OF_REPORT,
  pour,
};
