import type { Plateau } from '../model/capacity.js';
import type { CellRecord, SideName } from '../model/record.js';
import { failuresByKind, levelText, stopText } from '../report/capacity.js';
import { bytes, list, number, share, time } from '../report/format.js';
import { NONE } from '../report/markdown.js';
import { axisOf } from './axis.js';
import { html, type Markup, NOTHING, row, table } from './markup.js';
import { below, crosses, dots, figure, PLOT, plot } from './plot.js';

interface Level {
  readonly side: SideName;
  /** null: that of a search that was cut off. */
  readonly generation: number | null;
  readonly plateau: Plateau;
}

const levelsOf = ({ generations, cutOff }: CellRecord): readonly Level[] => [
  ...generations.flatMap((generation) =>
    (['baseline', 'candidate'] as const).flatMap((side) =>
      (generation[side]?.capacity?.plateaus ?? []).map((plateau) => ({
        side,
        generation: generation.index + 1,
        plateau,
      })),
    ),
  ),
  ...(['baseline', 'candidate'] as const).flatMap((side) =>
    (cutOff?.[side]?.plateaus ?? []).map((plateau) => ({ side, generation: null, plateau })),
  ),
];

/** The p99 at every level of every search, those that broke a limit as crosses; nothing where nothing was searched. */
export function capacityFigure(cell: CellRecord): Markup {
  const levels = levelsOf(cell).filter(({ plateau }) => plateau.level > 0 && plateau.p99Us > 0);
  if (levels.length === 0) return NOTHING;
  const { left, right, top, bottom } = PLOT;
  const x = axisOf(
    levels.map(({ plateau }) => plateau.level),
    [left + 14, right - 14],
  );
  const y = axisOf(
    levels.map(({ plateau }) => plateau.p99Us),
    [bottom - 8, top + 8],
  );
  const pointsOf = (side: SideName, held: boolean) =>
    levels
      .filter((one) => one.side === side && (one.plateau.stop === null) === held)
      .map(({ plateau }) => ({ x: x.at(plateau.level), y: y.at(plateau.p99Us) }));
  const content = (['baseline', 'candidate'] as const).map((side) => {
    const letter = side === 'baseline' ? 'b' : 'c';
    return html`<path class="${letter} p" d="${dots(pointsOf(side, true))}"/><path class="${letter} l" d="${crosses(pointsOf(side, false))}"/>`;
  });
  const labels = x.ticks
    .filter((tick) => x.at(tick) >= left && x.at(tick) <= right)
    .map((tick) => below(x.at(tick), number(tick)));
  return figure(
    'How much it carries',
    'p99 at each level; a cross broke a limit',
    plot(`p99 by level of load: ${summaryOf(cell)}`, y, time, [...content, ...labels]),
  );
}

function summaryOf(cell: CellRecord): string {
  const said = (['baseline', 'candidate'] as const).flatMap((side) => {
    const found = cell.generations.flatMap((one) => one[side]?.capacity ?? []);
    return found.length === 0 ? [] : [`${side} carries ${list(found.map(levelText))}`];
  });
  return said.join('; ');
}

/** Every level in figures. */
export function capacityTable(cell: CellRecord, name: string): Markup {
  const levels = levelsOf(cell);
  if (levels.length === 0) return NOTHING;
  const head = [
    'level',
    'side',
    'generation',
    'what broke',
    'requests/s',
    'p50',
    'p99',
    'failed',
    'CPU',
    'memory',
  ];
  const rows = levels.map(({ side, generation, plateau }) =>
    row(number(plateau.level), [
      side === 'baseline' ? 'base' : 'candidate',
      generation ?? 'cut off',
      `${plateau.stop === null ? NONE : stopText(plateau.stop)}${plateau.steady ? '' : ' (not steady)'}`,
      number(plateau.rps),
      time(plateau.p50Us),
      time(plateau.p99Us),
      failuresByKind(plateau.failures) ?? NONE,
      plateau.cpu === null ? NONE : share(plateau.cpu),
      plateau.memoryBytes === null ? NONE : bytes(plateau.memoryBytes),
    ]),
  );
  return html`<details class="more"><summary>Every level in figures</summary>${table(`Levels of ${name}`, head, rows)}</details>
`;
}
