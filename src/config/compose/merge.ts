import type { SourceLocation } from '../../model/error.js';
import { isMapping } from '../../model/issues.js';
import { ownServices, type ServiceInput } from '../schema-service.js';
import type { Composed } from './read.js';

type Services = Readonly<Record<string, ServiceInput>>;

/**
 * The configuration as written, with the services of the Compose file among its own, for whatever looks at names and needs.
 * @param root loadgate.yml as plain values
 */
export function withComposed(root: unknown, { services }: Composed): unknown {
  if (!isMapping(root) || !isMapping(root['services'])) return root;
  const own = ownServices(root['services']);
  const merged: Record<string, unknown> = { ...own };
  for (const [name, composed] of services) {
    const beside = isMapping(own[name]) ? own[name] : {};
    // Of what is wrong in the Compose file nothing more is said.
    merged[name] = { ...withoutSource(composed ?? { image: name }, beside), ...beside };
  }
  return { ...root, services: merged };
}

/** The services of a configuration, the Compose file's among them; what loadgate.yml says wins, key by key. */
export function mergeServices(own: Services, { services }: Composed): Services {
  const merged: Record<string, ServiceInput> = { ...own };
  for (const [name, composed] of services) {
    const beside = own[name] ?? {};
    const { env: _, ...rest } = withoutSource(composed ?? {}, beside);
    merged[name] = { ...rest, ...beside };
  }
  return merged;
}

/** The variables that the Compose file gives a service: those of loadgate.yml, and of its files, win one by one. */
export const composedEnv = ({ services }: Composed, name: string): Readonly<Record<string, string>> =>
  services.get(name)?.env ?? {};

/** Where a service was written: in loadgate.yml, or in the Compose file alone. */
export const locationIn = (root: unknown, composed: Composed, name: string): SourceLocation | null =>
  isMapping(root) && isMapping(root['services']) && name in root['services']
    ? null
    : composed.locationOf(name);

/** Another image or build takes the place of both. */
function withoutSource(composed: ServiceInput, beside: object): ServiceInput {
  const { image, build, ...rest } = composed;
  if ('image' in beside || 'build' in beside) return rest;
  return { ...rest, ...(image === undefined ? {} : { image }), ...(build === undefined ? {} : { build }) };
}
