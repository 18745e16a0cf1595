/**
 * Draws the pictures of the documentation from a real run: node scripts/run-ts.mjs scripts/pictures.ts [RESULT.json]
 *
 * RESULT.json is what `loadgate demo --json` or `loadgate run --json` printed. Without it, the demo is run first, from
 * dist/ (a minute). Needs Debian's chromium (scripts/chromium.sh; apt install fonts-noto-core fonts-noto-color-emoji
 * fonts-dejavu-core); CHROMIUM names another one.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import type { Outcome } from '../src/compare/judge.js';
import { renderComment } from '../src/report/comment.js';
import { renderTerminal } from '../src/report/terminal.js';
import { commentPage, DRAWN, SOURCE, terminalPage } from './lib/pictures.js';
import { withPngText } from './lib/png-text.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMAGES = join(ROOT, 'docs', 'images');
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The pull request that the run would have been of: nothing but its links. */
const CONTEXT = {
  key: 'default',
  marker: '<!-- loadgate:comment key=default -->',
  pullRequest: 1,
  runUrl: 'https://github.com/acme/shop/actions/runs/1',
  repositoryUrl: 'https://github.com/acme/shop',
  repeatCommand: 'loadgate run',
  advisoryReason: null,
  notes: [],
  commands: false,
};

function resultOf(path: string | undefined): Outcome {
  if (path !== undefined) return JSON.parse(readFileSync(path, 'utf8'));
  const stdout = execFileSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'demo', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 2 ** 20,
  });
  return JSON.parse(stdout.toString());
}

/** Draws one element of a page that reaches no network. */
async function draw(browser: Browser, name: string, html: string, source: string): Promise<void> {
  const context = await browser.newContext({ deviceScaleFactor: 1.5, offline: true });
  const page = await context.newPage();
  await page.setContent(html);
  const png = await page.locator(DRAWN).screenshot({ omitBackground: true });
  writeFileSync(join(IMAGES, name), withPngText(png, SOURCE, source));
  await context.close();
}

const { record, comparison, gate } = resultOf(process.argv[2]);
const comment = renderComment(record, comparison, gate, CONTEXT);
const terminal = renderTerminal(record, comparison, gate, { colour: true, columns: 110 });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  ignoreDefaultArgs: true,
  args: [...FLAGS, '--remote-debugging-pipe', '--no-startup-window'],
});
try {
  mkdirSync(IMAGES, { recursive: true });
  await draw(browser, 'comment.png', commentPage(comment), comment);
  await draw(browser, 'terminal.png', terminalPage('npm run demo', terminal), terminal);
} finally {
  await browser.close();
}
