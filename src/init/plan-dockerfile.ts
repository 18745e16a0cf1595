import type { AppFacts, DockerfileFacts, Findings, Found } from './facts.js';
import type { NewImage } from './new-dockerfile.js';
import type { Unnamed } from './planned.js';
import { folderOf, inFolder, isBelow } from './tree.js';

/** The application in a folder, or the only one below it. */
export function appOf({ apps }: Findings, folder: string): AppFacts | null {
  const own = apps.find((app) => app.folder === folder);
  const below = apps.filter((app) => isBelow(app.folder, folder));
  return own ?? (below.length === 1 ? (below[0] ?? null) : null);
}

/** How the image of an application is made, where its folder has no Dockerfile. */
export const imageIfMissing = (
  { dockerfiles }: Findings,
  context: string,
  app: AppFacts | null,
): NewImage | null => (dockerfiles.some((one) => one.context === context) ? null : (app?.image ?? null));

/** A target that is built by a Dockerfile, and about which no Compose file says anything. */
export function dockerfileTarget(findings: Findings, facts: DockerfileFacts): Unnamed {
  const { path, context, port, health } = facts;
  const folder = folderOf(path);
  // Where several share a context, their own folders say which is which.
  const app = appOf(findings, folder) ?? appOf(findings, context);
  const isUsual = path === inFolder(context, 'Dockerfile');
  return {
    ...alone(app, context),
    name: (folder === '.' ? app?.name : folder.split('/').at(-1)) ?? null,
    build: isUsual ? context : { context, dockerfile: path },
    port: port ?? app?.port ?? null,
    ready: health === null ? null : { value: `GET ${health.value}`, source: health.source },
    image: null,
  };
}

/** A target for which a Dockerfile is written. */
export function newTarget(findings: Findings, app: AppFacts): readonly Unnamed[] {
  if (app.image === null) return [];
  const port: Found<number> = app.port ?? { value: app.image.port, source: `the usual port of ${app.kind}` };
  const name = app.folder === '.' ? app.name : (app.folder.split('/').at(-1) ?? app.name);
  return [{ ...alone(app, app.folder), name, port, image: imageIfMissing(findings, app.folder, app) }];
}

/** What the sources alone say of a target. */
export const alone = (app: AppFacts | null, context: string): Unnamed => ({
  name: null,
  kind: app?.kind ?? null,
  context,
  build: context,
  command: null,
  port: null,
  env: {},
  valueless: [],
  envFiles: [],
  needs: [],
  prepare: null,
  ready: null,
  routes: app?.routes ?? [],
  host: app?.host ?? null,
  remarks: app?.remarks ?? [],
  image: null,
});
