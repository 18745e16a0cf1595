import { readBodyFiles } from '../load/body-files.js';
import type { RequestFiles } from '../measure/deps.js';
import type { Scenario } from '../model/config.js';
import { bodyFiles } from '../model/request-body.js';
import type { PlannedCell } from '../plan/cells.js';
import type { FileIds } from '../plan/digest.js';
import type { JobSide } from './types.js';

const filesOf = ({ request, steps = [] }: Scenario): readonly string[] => [
  ...new Set([request, ...steps.map((step) => step.request)].flatMap(({ body }) => bodyFiles(body))),
];

/**
 * What a side has of the files that requests send. It is asked once for all of them.
 * @returns the ids of a scenario's files by their paths, null for one that is not there; null: it sends none
 */
export async function bodyFileIds(
  side: Pick<JobSide, 'contentIds'> | null,
  scenarios: readonly Scenario[],
): Promise<(scenario: Scenario) => FileIds | null> {
  const all = [...new Set(scenarios.flatMap(filesOf))];
  const ids = side === null || all.length === 0 ? new Map() : await side.contentIds(all);
  return (scenario) => {
    const own = filesOf(scenario);
    return own.length === 0 ? null : Object.fromEntries(own.map((file) => [file, ids.get(file) ?? null]));
  };
}

/**
 * Reads the files that requests send, each once. They are the candidate's for both sides, as rows are.
 * @returns null: there are none
 * @throws LoadgateError `body-file-missing`, `not-checked-out` (usage)
 */
export async function readRequestFiles(
  planned: readonly PlannedCell[],
  candidate: Pick<JobSide, 'mustHave' | 'sourceDir'>,
): Promise<RequestFiles | null> {
  const all = [...new Set(planned.flatMap(({ scenario }) => filesOf(scenario)))];
  if (all.length === 0) return null;
  await candidate.mustHave(all);
  const root = await candidate.sourceDir({ git: false });
  return { root, contents: await readBodyFiles(root, all) };
}
