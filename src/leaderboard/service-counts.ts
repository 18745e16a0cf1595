import { serviceMetric } from '../model/counts.js';
import { perRequest } from '../report/format.js';
import type { Figures, ScenarioBoard } from './types.js';

/** Something that a service counted in a scenario. */
export interface Counted {
  readonly service: string;
  readonly count: string;
  /** `db queries a request`. */
  readonly title: string;
  /** null: it was not counted for that row. */
  read(figures: Figures): { readonly value: number; readonly text: string } | null;
}

/** What the services counted in any row of a scenario, in the order of the record. */
export function countedIn({ rows }: ScenarioBoard): readonly Counted[] {
  const found = new Map<string, Counted>();
  for (const { figures } of rows) {
    for (const [service, counts] of Object.entries(figures?.counts?.services ?? {})) {
      for (const count of Object.keys(counts)) {
        found.set(serviceMetric(service, count), countedBy(service, count));
      }
    }
  }
  return [...found.values()];
}

const countedBy = (service: string, count: string): Counted => ({
  service,
  count,
  title: `${service} ${count.replaceAll('-', ' ')} a request`,
  read: ({ counts }) => {
    const value = counts?.services?.[service]?.[count];
    if (value === undefined) return null;
    const isSteady = counts?.unsteady?.includes(serviceMetric(service, count)) !== true;
    return { value, text: isSteady ? perRequest(value) : `${perRequest(value)}, not steady` };
  },
});

/** The services whose CPU time is known in any row of a scenario. */
export const servicesIn = ({ rows }: ScenarioBoard): readonly string[] => [
  ...new Set(rows.flatMap(({ figures }) => Object.keys(figures?.servicesCpuUs ?? {}))),
];
