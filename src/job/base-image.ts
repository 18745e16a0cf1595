import type { Build } from '../model/config.js';
import { instructions } from '../report/dockerfile.js';

interface Stage {
  /** What it begins with: an image, or an earlier stage. */
  readonly from: string;
  readonly name: string | null;
}

/**
 * The image that a Dockerfile's last stage, or the one that is built, begins with: as it is written, with the arguments of
 * the build filled in.
 * @returns null: it can't be told
 */
export function baseImage(
  dockerfile: string,
  { args, target }: Pick<Build, 'args' | 'target'>,
): string | null {
  const stages: Stage[] = [];
  const values = new Map<string, string>();
  for (const { name, text } of instructions(dockerfile)) {
    // Only arguments before the first stage count in FROM.
    if (name === 'ARG' && stages.length === 0) declare(text, args, values);
    if (name === 'FROM') stages.push(stageOf(text, values));
  }
  let at = target === null ? stages.length - 1 : placeOf(target, stages);
  // Each stage begins with an image, or with a stage before it.
  for (;;) {
    const from = stages[at]?.from ?? '';
    const before = placeOf(from, stages.slice(0, Math.max(at, 0)));
    if (before < 0) return from === '' ? null : from;
    at = before;
  }
}

function stageOf(text: string, values: ReadonlyMap<string, string>): Stage {
  const [, from = '', name] = /^(?:--\S+ )*(\S+)(?: as (\S+))?$/i.exec(text) ?? [];
  return { from: filled(from, values), name: name?.toLowerCase() ?? null };
}

/** The place of the last stage of this name, or of the stage of this number; -1: there is none. */
function placeOf(name: string, stages: readonly Stage[]): number {
  if (/^\d+$/.test(name)) return Number(name) < stages.length ? Number(name) : -1;
  return stages.map((stage) => stage.name).lastIndexOf(name.toLowerCase());
}

/** @param text such as `NODE=24 VARIANT="slim"` */
function declare(text: string, args: Build['args'], values: Map<string, string>): void {
  for (const [, name = '', double, single, bare = ''] of text.matchAll(
    /([A-Za-z_]\w*)(?:=(?:"([^"]*)"|'([^']*)'|(\S*)))?/g,
  )) {
    values.set(name, args[name] ?? double ?? single ?? bare);
  }
}

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (_all, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      values.get(braced ?? bare ?? '') || (fallback ?? ''),
  );
