import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serialisePoint } from '../record/point-file.js';
import type { Log } from '../system/log.js';
import { type HistoryOptions, readHistory } from './history.js';

export interface PagesOptions extends HistoryOptions {
  /** Folder of the site. */
  readonly out: string;
  /** `https://host/owner/name`, where commits are linked to. */
  readonly repository?: string;
}

/**
 * Writes the stored history as a static site.
 * @throws LoadgateError(s) if a setting is wrong, or records can't be read
 */
export async function writePages(options: PagesOptions, log: Log): Promise<void> {
  const { history } = await readHistory(options, log);
  const { historySite } = await import('../html/history/site.js');
  const points = new Map(history.points.map((point) => [point.sha, serialisePoint(point)]));
  const files = historySite(history, points, { repositoryUrl: options.repository ?? null });
  for (const { path, text } of files) {
    const file = join(options.out, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  log.info(`wrote ${files.length} files to ${options.out}; open ${join(options.out, 'index.html')}`);
}
