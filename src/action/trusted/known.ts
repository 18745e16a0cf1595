import type { Known } from '../../compare/doubt.js';
import { readConfig } from '../../config/parse.js';
import type { TreeFile } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import { initialCells, type SideContents } from '../../job/cells.js';
import { sha256 } from '../../model/canonical.js';
import type { Config } from '../../model/config.js';
import type { RunRecord } from '../../model/record.js';
import { planCells } from '../../plan/cells.js';

type Reader = Pick<RepositoryReader, 'filesAt' | 'textAt'>;

/** Where both sides of a run are. */
export interface Sides {
  readonly candidate: string;
  /** The commit of the base branch that it was measured against. */
  readonly base: string;
  /** Path of the configuration. */
  readonly configPath: string;
}

/**
 * What the repository itself knows of the cells of a record: which there are by the base branch's configuration, and which
 * have the same build inputs on both sides, by the files that the forge has of them. The forge is asked for files only
 * where the record says that there was nothing to measure. They are read as data: nothing of them is built or run.
 * @param rules the base branch's configuration
 */
export async function knownOf(
  { cells }: RunRecord,
  rules: Config,
  sides: Sides,
  reader: Reader,
): Promise<Known> {
  // The run of a fork leaves out what is at a URL.
  const expected = planCells(rules)
    .filter(({ target }) => target.url === null)
    .map(({ target, scenario }) => ({ target: target.name, scenario: scenario.name }));
  if (cells.length > 0 && cells.every(({ state }) => state !== 'unchanged')) {
    return { expected, unchanged: new Set(), sameFiles: false };
  }
  const [candidate, baseline] = await Promise.all([
    forgeSide(sides.candidate, reader),
    forgeSide(sides.base, reader),
  ]);
  if (candidate === null || baseline === null) {
    return { expected, unchanged: new Set(), sameFiles: false };
  }
  const sameFiles = candidate.all === baseline.all;
  return { expected, unchanged: await unchangedCells(candidate, baseline, sides.configPath), sameFiles };
}

/** The cells that an honest run would not measure. */
async function unchangedCells(
  candidate: ForgeSide,
  baseline: ForgeSide,
  path: string,
): Promise<ReadonlySet<string>> {
  const config = await configOf(candidate, path);
  const baselineConfig = await configOf(baseline, path);
  if (config === null || baselineConfig === null) return new Set();
  const cells = await initialCells(
    planCells(config),
    { config, candidate, baseline, baselineConfig, noBaseline: null, stored: null },
    // As a process a target sees also what no image has of its folder.
    async () => true,
  );
  return new Set([...cells].filter(([, { state }]) => state === 'unchanged').map(([name]) => name));
}

async function configOf(side: ForgeSide, path: string): Promise<Config | null> {
  const text = await side.readText(path);
  if (text === null) return null;
  try {
    return await readConfig(text, path, side.readText);
  } catch {
    return null;
  }
}

/** A commit as the forge has it: what it is made of can be compared, and nothing of it is written to disk. */
interface ForgeSide extends SideContents {
  /** Digest of all files. */
  readonly all: string;
}

async function forgeSide(sha: string, reader: Reader): Promise<ForgeSide | null> {
  const files = await reader.filesAt(sha);
  if (files === null) return null;
  const below = (folder: string): readonly TreeFile[] => {
    const prefix = folder === '.' ? '' : `${folder}/`;
    return files
      .filter(({ path }) => path.startsWith(prefix))
      .map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
  };
  const idOf = (path: string): string | null => {
    const file = files.find((one) => one.path === path);
    if (file !== undefined) return `${file.mode} ${file.id}`;
    const inside = below(path);
    return inside.length === 0 ? null : digestOf(inside);
  };
  return {
    all: digestOf(files),
    contentIds: async (paths) => new Map(paths.map((path) => [path, idOf(path)])),
    readText: (path) => reader.textAt(sha, path),
    listFiles: async (folder) => {
      const inside = below(folder);
      return inside.length === 0 ? null : inside;
    },
  };
}

const digestOf = (files: readonly TreeFile[]): string =>
  sha256(
    files
      .map(({ mode, id, path }) => `${mode} ${id} ${path}\0`)
      .toSorted()
      .join(''),
  );
