import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Build } from '../model/config.js';
import { type Subject, targetError } from './errors.js';

/** What has a build: a target or a service. */
export interface Buildable extends Subject {
  readonly build: Build | null;
}

/** Where a side is built from; all absolute, symbolic links resolved. */
export interface BuildPaths {
  readonly context: string;
  readonly dockerfile: string;
  /** What else the configuration says of the build. */
  readonly build: Build;
}

/**
 * The target's folder in a checkout: its build context, or the root.
 *
 * @throws LoadgateError `context-missing`, `context-outside` (a symbolic link leaves the checkout)
 */
export function resolveContext(target: Buildable, sourceDir: string): string {
  const context = target.build?.context ?? '.';
  const found = realpath(join(sourceDir, context));
  if (found === null || !statSync(found).isDirectory()) {
    throw targetError(target, `${target.name}: the folder ${context} is not in the repository`, {
      code: 'context-missing',
      hint: `Check \`build\` of ${target.name}: a folder with the service, relative to the repository's root.`,
    });
  }
  mustBeInside(target, sourceDir, context, found);
  return found;
}

/**
 * Context and Dockerfile of a target in a checkout.
 *
 * @throws LoadgateError `no-build`, `context-missing`, `context-outside`, `dockerfile-missing`
 */
export function resolveBuild(target: Buildable, sourceDir: string): BuildPaths {
  if (target.build === null) {
    throw targetError(target, `${target.name} has no \`build\`, so Docker can't run it`, {
      code: 'no-build',
      hint: `Give ${target.name} a \`build\` folder with a Dockerfile, or run with the runtime \`process\`.`,
    });
  }
  const context = resolveContext(target, sourceDir);
  const dockerfile = realpath(join(sourceDir, target.build.dockerfile));
  if (dockerfile === null || !statSync(dockerfile).isFile()) {
    throw targetError(
      target,
      `${target.name}: there is no file ${target.build.dockerfile} in the repository`,
      {
        code: 'dockerfile-missing',
        hint: `Add ${target.build.dockerfile}, or say where the Dockerfile of ${target.name} is with \`build.dockerfile\`.`,
      },
    );
  }
  mustBeInside(target, sourceDir, target.build.dockerfile, dockerfile);
  return { context, dockerfile, build: target.build };
}

/**
 * A file or a folder of a checkout; absolute, symbolic links resolved.
 *
 * @throws LoadgateError `file-missing`, `context-outside`
 */
export function resolveFile(owner: Subject, path: string, sourceDir: string): string {
  const found = realpath(join(sourceDir, path));
  if (found === null) {
    throw targetError(owner, `${owner.name}: there is no ${path} in the repository`, {
      code: 'file-missing',
      hint: `Commit it, or correct \`files\` of ${owner.name}. What a Compose file mounts is left out with \`files: {}\`.`,
    });
  }
  mustBeInside(owner, sourceDir, path, found);
  return found;
}

function mustBeInside(target: Subject, sourceDir: string, path: string, resolved: string): void {
  const way = relative(realpathSync(sourceDir), resolved);
  if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return;
  throw targetError(target, `${target.name}: ${path} leads out of the repository`, {
    code: 'context-outside',
    hint: 'Only what is in the checkout is used: replace the symbolic link by what it points at.',
  });
}

/** null: it is not there, or a link that leads nowhere. */
function realpath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
