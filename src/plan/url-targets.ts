import type { Config } from '../model/config.js';
import { LoadgateError } from '../model/error.js';

/** Which cells somebody else runs, by a configuration. */
export function elsewhereIn({ targets }: Pick<Config, 'targets'>): (cell: { target: string }) => boolean {
  const names = new Set(targets.filter(({ url }) => url !== null).map(({ name }) => name));
  return ({ target }) => names.has(target);
}

/** A configuration of which a part was left out, and what a reader must know of that; null: nothing was. */
export interface WithoutUrls {
  readonly config: Config;
  readonly note: string | null;
}

/**
 * A configuration without targets at URLs, for a pull request from a fork: its author must not send load anywhere, and
 * both the hosts and the requests are theirs to write. Nothing of these targets decides a gate, so the others are measured.
 * @param filter targets or cells that were asked for
 * @throws LoadgateError `url-fork` (usage) where such a target was asked for by name, or nothing else is there
 */
export function withoutUrls(config: Config, filter: readonly string[] = []): WithoutUrls {
  const isElsewhere = elsewhereIn(config);
  const [left = null] = config.targets.filter((target) => isElsewhere({ target: target.name }));
  if (left === null) return { config, note: null };
  const targets = config.targets.filter((target) => !isElsewhere({ target: target.name }));
  const asked = filter.find((name) => isElsewhere({ target: name.split('/')[0] ?? '' }));
  if (asked !== undefined || targets.length === 0) {
    const name = asked ?? left.name;
    throw new LoadgateError(
      `${name} is at a URL, and this pull request is from a fork, whose author must not send load anywhere.`,
      {
        kind: 'usage',
        code: 'url-fork',
        hint: 'Measure it on a branch of this repository, or after the merge.',
        ...(left.location === null ? {} : { location: left.location }),
      },
    );
  }
  const names = config.targets.filter(({ url }) => url !== null).map((target) => target.name);
  const note = `Not measured, because this pull request is from a fork: ${names.join(', ')} (at a URL).`;
  return { config: { ...config, targets, allowHosts: [] }, note };
}
