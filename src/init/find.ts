import { findCompose } from './compose.js';
import { findDockerfiles } from './dockerfile.js';
import type { AppFacts, Findings } from './facts.js';
import { findGoApp } from './go.js';
import { findNodeApp } from './node.js';
import { findOpenApi } from './openapi.js';
import { findPythonApp } from './python.js';
import { byDepth, folderOf, isOwn, type Tree } from './tree.js';

/** Files that an application's folder has. */
const MANIFEST = /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|Pipfile|manage\.py|go\.mod)$/;

/** Looks through a repository. Pure: the same tree gives the same findings. */
export function findAll(tree: Tree): Findings {
  const folders = [
    ...new Set([...tree.paths].filter((path) => MANIFEST.test(path) && isOwn(path)).map(folderOf)),
  ];
  const sorted = folders.sort(byDepth);
  return {
    dockerfiles: findDockerfiles(tree),
    compose: findCompose(tree),
    openapi: findOpenApi(tree),
    apps: sorted.flatMap((folder) => appIn(tree, folder, sorted)),
  };
}

function appIn(tree: Tree, folder: string, others: readonly string[]): readonly AppFacts[] {
  // A service in Python or Go may have a package.json for its assets: what it is written in comes first.
  const app =
    findPythonApp(tree, folder, others) ??
    findGoApp(tree, folder, others) ??
    findNodeApp(tree, folder, others);
  return app === null ? [] : [app];
}
