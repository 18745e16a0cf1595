import { fillScenario } from '../load/fill.js';
import { type RowSource, readRows } from '../load/rows.js';
import type { Table } from '../load/table.js';
import type { RequestFiles, ScenarioData } from '../measure/deps.js';
import type { Scenario } from '../model/config.js';
import type { PlannedCell } from '../plan/cells.js';
import type { JobSide } from './types.js';

const filesOf = ({ data = {} }: Scenario): readonly string[] => Object.values(data).map(({ file }) => file);

/**
 * What a side has of the files with rows. It is asked once for all of them.
 * @returns the ids of a scenario's files by the name of the data, null for one that is not there; null: it has no data
 */
export async function dataIds(
  side: Pick<JobSide, 'contentIds'> | null,
  scenarios: readonly Scenario[],
): Promise<(scenario: Scenario) => Readonly<Record<string, string | null>> | null> {
  const files = [...new Set(scenarios.flatMap(filesOf))];
  const ids = side === null || files.length === 0 ? new Map() : await side.contentIds(files);
  return ({ data }) => {
    if (data === undefined) return null;
    const named = Object.entries(data).map(([name, { file }]) => [name, ids.get(file) ?? null]);
    return Object.fromEntries(named);
  };
}

/**
 * Reads the rows of all scenarios, each file once. They are the candidate's for both sides: what is compared is the code.
 * @param files what its requests send besides; null: nothing
 * @throws LoadgateError `data-missing`, `data-invalid`, `not-checked-out` (usage)
 */
export async function readData(
  planned: readonly PlannedCell[],
  candidate: Pick<JobSide, 'mustHave' | 'sourceDir'>,
  files: RequestFiles | null,
): Promise<ReadonlyMap<Scenario, ScenarioData>> {
  const scenarios = [...new Set(planned.map(({ scenario }) => scenario))].filter(
    ({ data }) => data !== undefined,
  );
  const found = new Map<Scenario, ScenarioData>();
  if (scenarios.length === 0) return found;
  await candidate.mustHave(scenarios.flatMap(filesOf));
  const root = await candidate.sourceDir({ git: false });
  const read = new Map<string, Table>();
  for (const scenario of scenarios) {
    const tables: Record<string, Table> = {};
    const sources: Record<string, RowSource> = {};
    for (const [name, { file: path }] of Object.entries(scenario.data ?? {})) {
      const rows = read.get(path) ?? (await readRows({ root, path }));
      read.set(path, rows);
      tables[name] = rows;
      sources[name] = { root, path };
    }
    // A column that is not there is found here, before anything is built.
    fillScenario(scenario, tables, 0, files?.contents);
    found.set(scenario, { tables, sources });
  }
  return found;
}
