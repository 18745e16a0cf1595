import type { BisectReport } from '../model/bisect.js';
import { bisectBrief, searchesText } from './bisect-block.js';
import { label, link } from './escape.js';
import { COMMENT_LIMIT } from './fit.js';
import { paragraphs } from './markdown.js';

/** The comment that answers who asked for a search. @param marker its first line, trusted */
export function renderBisectAnswer(
  marker: string,
  by: string,
  reports: readonly BisectReport[],
  runUrl: string | null,
): string {
  const asked = `Searched as ${label(by)} asked, by ${link('this run', runUrl)}.`;
  const whole = paragraphs([`${marker}\n### loadgate: which commit`, asked, searchesText(reports)]);
  if (COMMENT_LIMIT.measure(whole) <= COMMENT_LIMIT.max) return whole;
  return paragraphs([`${marker}\n${bisectBrief(reports)}`, asked]);
}
