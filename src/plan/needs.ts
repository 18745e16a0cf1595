import type { Service } from '../model/config.js';

/**
 * Everything that is needed by names of services, and by what these need in turn.
 * @param needs names; those that no service has are left out
 * @returns in the order of their needs: each behind all that it needs
 */
export function neededServices(needs: readonly string[], services: readonly Service[]): readonly Service[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const found = new Set<Service>();
  const asked = new Set<string>();
  const visit = (name: string): void => {
    const service = byName.get(name);
    if (service === undefined || asked.has(name)) return;
    asked.add(name);
    for (const next of service.needs) visit(next);
    found.add(service);
  };
  for (const name of needs) visit(name);
  return [...found];
}
