/**
 * Draws the pictures of the documentation from real runs: node scripts/run-ts.mjs scripts/pictures.ts [NAME.png …]
 *
 * scripts/picture-runs.mjs made the runs; their results are in scripts/pictures/. Needs Debian's chromium (scripts/chromium.sh;
 * apt install fonts-noto-core fonts-noto-color-emoji fonts-dejavu-core); CHROMIUM names another one.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import type { Outcome } from '../src/compare/judge.js';
import { judgeHistory } from '../src/history/judge.js';
import { pointOf } from '../src/history/point.js';
import { DEFAULT_HISTORY } from '../src/history/settings.js';
import type { Pin } from '../src/history/types.js';
import { historySite } from '../src/html/history/site.js';
import { renderHtml } from '../src/html/page.js';
import type { RunRecord } from '../src/model/record.js';
import { renderComment } from '../src/report/comment.js';
import { renderTerminal } from '../src/report/terminal.js';
import { cellPath } from '../src/report/trends.js';
import { commentPage, DRAWN, REPORTS, SOURCE, terminalPage } from './lib/pictures.js';
import { packed, withPngText } from './lib/png-text.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMAGES = join(ROOT, 'docs', 'images');
const RUNS = join(ROOT, 'scripts', 'pictures');
const FLAGS = [
  '--headless',
  '--hide-scrollbars',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const REPOSITORY = 'https://github.com/acme/shop';

/** The pull request that the runs would have been of: nothing but its links. */
const CONTEXT = {
  key: 'default',
  marker: '<!-- loadgate:comment key=default -->',
  pullRequest: 7,
  runUrl: `${REPOSITORY}/actions/runs/1`,
  repositoryUrl: REPOSITORY,
  repeatCommand: 'npx loadgate run --base main',
  advisoryReason: null,
  notes: [],
  commands: true,
};

const readRun = (name: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(join(RUNS, `${name}.json.gz`))).toString());
/** With the names that both commits have in a pull request. */
function outcomeOf(name: string): Outcome {
  const { record, comparison, gate } = readRun(name) as Outcome;
  const candidate = { ...record.candidate, label: `pull request ${CONTEXT.pullRequest}` };
  const baseline = record.baseline === null ? null : { ...record.baseline, label: 'main' };
  return { record: { ...record, candidate, baseline }, comparison, gate };
}

interface Drawing {
  readonly html: string;
  /** What it was drawn from. */
  readonly source: string;
  readonly scheme?: 'light' | 'dark';
  /** The first screen of a page, CSS pixels; absent: the whole of its one element. */
  readonly screen?: { readonly width: number; readonly height: number };
}

/** The lines of a report's first screens; longer ones go on below. */
const SCREEN = { width: 1120, height: 840 };

function reportOf(kind: string, scheme: 'light' | 'dark'): Drawing {
  const html = renderHtml(outcomeOf(kind), CONTEXT);
  const [, title = ''] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
  return { html, source: title, scheme, screen: SCREEN };
}

/** The trend of the one cell that the history's runs measured. */
function historyOf(): Drawing {
  const { line, releases, records } = readRun('history') as {
    readonly line: readonly string[];
    readonly releases: readonly Pin[];
    readonly records: readonly RunRecord[];
  };
  const points = records.map(pointOf);
  const history = judgeHistory({ points, line, releases, since: null, settings: DEFAULT_HISTORY });
  const path = cellPath('shop', 'report');
  const page = historySite(history, new Map(), { repositoryUrl: REPOSITORY }).find(
    (one) => one.path === path,
  );
  if (page === undefined) throw new Error(`the site has no ${path}`);
  return {
    html: page.text,
    source: 'loadgate: the trend of shop · report',
    screen: { width: 1120, height: 720 },
  };
}

const { record, comparison, gate } = outcomeOf('regression');
const terminal = renderTerminal(record, comparison, gate, { colour: true, columns: 126 });
const comment = renderComment(record, comparison, gate, CONTEXT);
const initText = (): string => readFileSync(join(RUNS, 'init.txt'), 'utf8').trim();

const DRAWINGS: Readonly<Record<string, () => Drawing>> = {
  'comment.png': () => ({ html: commentPage(comment), source: comment }),
  'terminal.png': () => ({ html: terminalPage('npx loadgate demo', terminal), source: terminal }),
  'init.png': () => ({
    html: terminalPage('npx loadgate init --budget 100s', initText()),
    source: initText(),
  }),
  ...Object.fromEntries(REPORTS.map((kind) => [`report-${kind}.png`, () => reportOf(kind, 'light')])),
  'report-regression-dark.png': () => reportOf('regression', 'dark'),
  'history.png': historyOf,
};

/** Draws a page that reaches no network. */
async function draw(
  browser: Browser,
  name: string,
  { html, source, scheme, screen }: Drawing,
): Promise<void> {
  const context = await browser.newContext({
    deviceScaleFactor: screen === undefined ? 1.3 : 1,
    offline: true,
    colorScheme: scheme ?? 'light',
    ...(screen === undefined ? {} : { viewport: screen }),
  });
  const page = await context.newPage();
  await page.setContent(html);
  const png =
    screen === undefined
      ? await page.locator(DRAWN).screenshot({ omitBackground: true })
      : await page.screenshot();
  writeFileSync(join(IMAGES, name), withPngText(packed(png), SOURCE, source));
  await context.close();
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  ignoreDefaultArgs: true,
  args: [...FLAGS, '--remote-debugging-pipe', '--no-startup-window'],
});
const asked = process.argv.slice(2);
try {
  mkdirSync(IMAGES, { recursive: true });
  for (const [name, drawing] of Object.entries(DRAWINGS)) {
    if (asked.length === 0 || asked.includes(name)) await draw(browser, name, drawing());
  }
} finally {
  await browser.close();
}
