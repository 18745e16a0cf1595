import { canonicalJson, sha256 } from '../model/canonical.js';
import { type Build, type Config, PLAIN_TARGET } from '../model/config.js';

/**
 * Digest of what decides the figures of a run: targets, services, scenarios and round lengths, in an order of
 * their own. Left out is what only decides how the figures are judged (gate, limits, budget, compare) and how many they are
 * (generations), how long one waits (ready-timeout), and where it was written: a new threshold must not make stored records
 * strangers.
 * @returns SHA-256, 64 hexadecimal digits
 */
export function configDigest(config: Config): string {
  const { screenGenerations: _, confirmGenerations: __, maxGenerations: ___, ...rounds } = config.measure;
  return sha256(
    canonicalJson({
      measure: rounds,
      targets: byName(config.targets).map(
        ({ location: _, readyTimeoutMs: __, limits: ___, build, ...target }) => ({
          ...withoutPlain(target),
          build: build === null ? null : buildOf(build),
        }),
      ),
      ...(config.services.length === 0 ? {} : { services: servicesOf(config) }),
      scenarios: byName(config.scenarios).map(({ location: _, limits: __, targets, ...scenario }) => ({
        ...scenario,
        targets: targets === null ? null : [...targets].sort(),
      })),
    }),
  );
}

const servicesOf = ({ services }: Config): unknown =>
  byName(services).map(({ location: _, readyTimeoutMs: __, build, ...service }) => ({
    ...service,
    build: build === null ? null : buildOf(build),
  }));

/** What was not written is left out, so that configurations without it have the digest that they had before it existed. */
function buildOf({ context, dockerfile, args, cache: _, ...more }: Build): Record<string, unknown> {
  const given = Object.entries(more).filter(([, value]) => value !== null && value.length > 0);
  return { context, dockerfile, args, ...Object.fromEntries(given) };
}

/** The same, for what a target may ask for besides. */
function withoutPlain(target: Record<string, unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = PLAIN_TARGET;
  const isPlain = (key: string, value: unknown): boolean =>
    key in plain && canonicalJson(value) === canonicalJson(plain[key]);
  return Object.fromEntries(Object.entries(target).filter(([key, value]) => !isPlain(key, value)));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
