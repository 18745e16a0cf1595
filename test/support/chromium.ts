import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Path of a Chromium: what CHROMIUM names, else the first of the PATH; null: none is on this machine, and none need be. */
export function chromiumPath(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
  const path = process.env['CHROMIUM'] ?? found ?? null;
  if (path === null && process.env['LOADGATE_REQUIRE_CHROMIUM'] === '1')
    throw new Error('LOADGATE_REQUIRE_CHROMIUM=1, but there is no chromium: run scripts/chromium.sh');
  return path;
}

export const openBrowser = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });

/** A page with all that happened in it. */
export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses that the page asked for, its own file first. */
  readonly requests: readonly string[];
  /** Errors, dialogs, and what the page's policy refused. */
  readonly troubles: readonly string[];
}

export async function watched(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const troubles: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => troubles.push(message.text()));
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { context, page, requests, troubles };
}
