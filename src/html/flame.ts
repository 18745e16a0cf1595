import type { CellComparison } from '../model/comparison.js';
import type { ProfileNode, SampledProfile } from '../model/profile.js';
import type { CellRecord } from '../model/record.js';
import { plural, share } from '../report/format.js';
import { functionRows, withUnit } from '../report/profile.js';
import { plainProse } from '../report/prose.js';
import { cutToWidth } from '../report/width.js';
import { mean } from '../stats/summary.js';
import { html, htmlProse, inline, type Markup, NOTHING, row, table } from './markup.js';
import { figure } from './plot.js';

const WIDTH = 1000;
const ROW = 18;
/** Callers of callers that are drawn. */
const MAX_ROWS = 40;
/** Calls that are drawn: a report of eight cells stays below 300 KB. */
const MAX_CALLS = 90;
/** Of the whole width: what is narrower can't be seen. */
const LEAST = 3;
/** Width of a letter, and what is left free beside a name. */
const LETTER = 6.4;
const MARGIN = 8;

/** A frame of the picture: a call, and all that it led to. */
interface Box {
  readonly node: ProfileNode;
  readonly x: number;
  readonly width: number;
  /** From 1, below the row of all calls. */
  readonly depth: number;
}

/**
 * Who called whom, as wide as the CPU time that the candidate spent there, and red or blue where that is more or less than on
 * the baseline; and the functions in a table. Nothing where the cell was not sampled.
 */
export function flameFigure(cell: CellComparison, record: CellRecord | null, name: string): Markup {
  const { profile } = record ?? {};
  if (profile?.kind !== 'sampled') return NOTHING;
  return html`${picture(profile, name)}${functionsTable(cell, profile, name)}`;
}

function picture(profile: SampledProfile, name: string): Markup {
  const calls = (profile.calls ?? []).slice(0, MAX_CALLS);
  const sides = { baseline: mean(profile.baseline), candidate: mean(profile.candidate) };
  if (calls.length === 0 || sides.candidate <= 0) return NOTHING;
  const boxes = boxesOf(calls, sides.candidate);
  const height = (1 + Math.max(0, ...boxes.map(({ depth }) => depth))) * ROW;
  const growth = sides.candidate - sides.baseline;
  const said = `Who called whom in ${name}, by CPU time: the ${plural(boxes.length, 'call')} that take most. The table below has the functions.`;
  const all = html`<rect class="n" width="${WIDTH}" height="${ROW - 1}"/><text x="4" y="13">all calls</text>`;
  const drawn = html`<svg class="flame" viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${said}</title>${all}${boxes.map((box) => boxMarkup(box, sides, growth))}</svg>`;
  return figure(
    'Where the CPU time of a request goes',
    'callers above those whom they call; as wide as the candidate takes, red: more than the base, blue: less',
    html`<div class="scroll" tabindex="0" role="region" aria-label="Flame graph of ${name}">${drawn}</div>`,
  );
}

/** Places of calls, the widest first below its caller. A record from outside may say that a call takes more than its caller. */
function boxesOf(calls: readonly ProfileNode[], total: number): readonly Box[] {
  const byParent = new Map<number | null, { node: ProfileNode; at: number }[]>();
  for (const [at, node] of calls.entries())
    byParent.set(node.parent, [...(byParent.get(node.parent) ?? []), { node, at }]);
  const boxes: Box[] = [];
  const place = (parent: number | null, from: number, to: number, depth: number): void => {
    if (depth >= MAX_ROWS) return;
    let x = from;
    for (const { node, at } of (byParent.get(parent) ?? []).toSorted(
      (a, b) => b.node.candidate - a.node.candidate,
    )) {
      const width = Math.min((node.candidate / total) * WIDTH, to - x);
      if (width < LEAST) continue;
      boxes.push({ node, x, width, depth });
      place(at, x, x + width, depth + 1);
      x += width;
    }
  };
  place(null, 0, WIDTH, 1);
  return boxes;
}

type Totals = Readonly<Record<'baseline' | 'candidate', number>>;

function boxMarkup({ node, x, width, depth }: Box, totals: Totals, growth: number): Markup {
  const { name, file, baseline, candidate } = node;
  const shown = plainProse.cell(name);
  const place = file === null ? shown : `${shown}, ${plainProse.cell(file)}`;
  const before = totals.baseline > 0 ? share(baseline / totals.baseline) : '–';
  const title = `${place}: ${before} of base, ${share(candidate / totals.candidate)} of candidate`;
  const letters = Math.floor((width - MARGIN) / LETTER);
  const y = depth * ROW;
  const words =
    letters < 3
      ? NOTHING
      : html`<text x="${tenth(x + 4)}" y="${y + 13}">${cutToWidth(shown, letters)}</text>`;
  return html`<g><title>${title}</title><rect class="${toneOf(candidate - baseline, growth, totals.candidate)}" x="${tenth(x)}" y="${y}" width="${tenth(Math.max(1, width - 0.5))}" height="${ROW - 1}"/>${words}</g>`;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Shares of what the whole cell changed by, from which on a call is redder or bluer. */
const TONES = [0.5, 0.2, 0.05] as const;
/** Of the CPU time of the candidate: less is noise. */
const NOISE = 0.01;

/** `u3`: grew by half or more of what the cell grew by; `d3`: shrank as much; `n`: as it was. */
function toneOf(difference: number, growth: number, total: number): string {
  const least = Math.max(Math.abs(growth), NOISE * total);
  const size = Math.abs(difference);
  const at = size < NOISE * total ? -1 : TONES.findIndex((from) => size >= from * least);
  return at === -1 ? 'n' : `${difference > 0 ? 'u' : 'd'}${TONES.length - at}`;
}

/** The functions that changed most: what the picture says, in words. */
function functionsTable(cell: CellComparison, profile: SampledProfile, name: string): Markup {
  const rows = functionRows(cell, profile).map((one) =>
    row(inline(htmlProse.code(one.name)), [
      one.file === null ? one.kind : plainProse.cell(one.file),
      share(one.shares.baseline),
      share(one.shares.candidate),
      withUnit(one, one.unit),
      one.half === 0 ? '–' : withUnit({ ...one, difference: one.half }, one.unit).replace('+', '±'),
    ]),
  );
  if (rows.length === 0) return NOTHING;
  const head = ['function', 'file', 'of base', 'of candidate', 'change', '95 %'];
  return table(`CPU time of ${name} by function`, head, rows);
}
