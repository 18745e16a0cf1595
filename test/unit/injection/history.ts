import type { History } from '../../../src/history/types.js';
import { historySite } from '../../../src/html/history/site.js';
import { historyPart, renderHistory } from '../../../src/report/history.js';
import { printableJson } from '../../../src/report/printable-json.js';
import { drawnHistory, shaAt } from '../../support/histories.js';
import { readReport } from '../../support/html.js';
import type { Surface } from './surface.js';

type Text = (field: string) => string;

const steps = new Map([
  [15, -0.05],
  [45, -0.1],
]);
const machineOf = (place: number): string => (place < 45 ? 'one' : 'two');
const DRAWN = drawnHistory({
  records: 60,
  steps,
  sd: 0.01,
  generations: 12,
  basis: 'reference',
  seed: 4,
  machineOf,
});

/** Names of tags and releases, and what a stored record says of its machine. */
function historyOf(text: Text): History {
  const pin = { name: text('release'), sha: shaAt(0) };
  const machine = (name: string): string => text(name.includes('one') ? 'machine' : 'other machine');
  return {
    ...DRAWN,
    releases: [{ ...pin, sha: shaAt(20) }],
    pins: [{ ...pin, name: text('pinned commit') }],
    cells: DRAWN.cells.map((cell) => ({
      ...cell,
      series: {
        ...cell.series,
        values: cell.series.values.map((value) => ({ ...value, machine: machine(value.machine) })),
      },
      drifts: cell.drifts.map((drift) => ({ ...drift, pin: { ...pin, name: text('pinned commit') } })),
      machines: cell.machines.map(({ sha, from, to }) => ({ sha, from: machine(from), to: machine(to) })),
    })),
  };
}

const pagesOf = (text: Text): readonly string[] =>
  historySite(historyOf(text), new Map(), { repositoryUrl: 'https://github.com/acme/shop' }).map(
    (file) => file.text,
  );

const TAME = pagesOf((field) => `a word for ${field}`).map(readReport);
const PARTS = new Set(TAME.flatMap(({ parts }) => [...parts]));

function faultsOf(page: string): readonly string[] {
  const { parts, faults, links } = readReport(page);
  const foreign = links.filter(
    (url) =>
      !/^(?:https:\/\/github\.com\/acme\/shop\/commit\/\w+|cells\/api\/list\.html|\.\.\/\.\.\/index\.html)$/.test(
        url,
      ),
  );
  return [
    ...faults,
    ...[...parts].filter((part) => !PARTS.has(part)).map((part) => `in the page: ${part}`),
    ...foreign.map((url) => `a link to ${url}`),
    ...(page.includes('<script') ? ['a script'] : []),
  ];
}

export const historySurface: Surface = {
  name: 'history',
  fixed: false,
  fields: ['release', 'pinned commit', 'machine', 'other machine'],
  pour: (text) => {
    const pages = pagesOf(text);
    const history = historyOf(text);
    return {
      pages: [historyPart(history)],
      terminal: [renderHistory(history), printableJson(history)],
      other: pages.map((page) => readReport(page).text),
      faults: pages.flatMap(faultsOf),
    };
  },
};
