/** Which images a Dockerfile is made from: as they are written, with the arguments of the build filled in. */
import type { Build } from './config.js';
import { instructions } from './dockerfile.js';

interface Stage {
  /** What it begins with: an image, or an earlier stage. */
  readonly from: string;
  readonly name: string | null;
}

/**
 * The image that a Dockerfile's last stage, or the one that is built, begins with.
 * @returns null: it can't be told
 */
export function baseImage(
  dockerfile: string,
  { args, target }: Pick<Build, 'args' | 'target'>,
): string | null {
  const { stages } = stagesOf(dockerfile, args);
  let at = target === null ? stages.length - 1 : placeOf(target, stages);
  // Each stage begins with an image, or with a stage before it.
  for (;;) {
    const from = stages[at]?.from ?? '';
    const before = placeOf(from, stages.slice(0, Math.max(at, 0)));
    if (before < 0) return from === '' ? null : from;
    at = before;
  }
}

/**
 * All images that a build takes something from, each once and sorted: by FROM, `COPY --from`, and `RUN --mount=from=`.
 * @returns null: they can't be told, or the build fetches files itself (ADD of a URL)
 */
export function imagesOf(dockerfile: string, { args }: Pick<Build, 'args'>): readonly string[] | null {
  const { stages, isKnown } = stagesOf(dockerfile, args);
  const named = instructions(dockerfile).filter(({ name }) => ['COPY', 'ADD', 'RUN'].includes(name));
  const texts = named.map(({ text }) => text);
  const fetches = named.some(({ name, text }) => name === 'ADD' && REMOTE.test(text));
  const sources = texts.flatMap((text) => [...text.matchAll(SOURCE)].map(([, from = '']) => from));
  if (!isKnown || fetches || sources.some((from) => from.includes('$'))) return null;
  const begins = stages.flatMap(({ from }, at) => (placeOf(from, stages.slice(0, at)) < 0 ? [from] : []));
  const images = [...begins, ...sources.filter((from) => placeOf(from, stages) < 0)];
  return [...new Set(images)].filter((image) => image.toLowerCase() !== 'scratch').toSorted();
}

/** What ADD fetches from elsewhere. */
const REMOTE = /(?:^|[\s"'])(?:[a-z+]+:\/\/|git@)/i;
/** `--from=image`, and `from=image` among the fields of a mount. */
const SOURCE = /(?:--from=|--mount=(?:\S*,)?from=)["']?([^\s,"']+)/g;

/** @returns the stages in their order. `isKnown`: each argument that they begin with has a value */
function stagesOf(
  dockerfile: string,
  args: Build['args'],
): { readonly stages: readonly Stage[]; readonly isKnown: boolean } {
  const stages: Stage[] = [];
  const values = new Map<string, string>();
  let isKnown = true;
  for (const { name, text } of instructions(dockerfile)) {
    // Only arguments before the first stage count in FROM.
    if (name === 'ARG' && stages.length === 0) declare(text, args, values);
    if (name !== 'FROM') continue;
    const stage = stageOf(text, values);
    stages.push(stage);
    isKnown &&= !stage.from.includes('$') && hasValues(text, values);
  }
  return { stages, isKnown };
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

/** `$NAME`, `${NAME}` and `${NAME:-default}`. */
const VARIABLE = /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g;

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(
    VARIABLE,
    (_all, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      values.get(braced ?? bare ?? '') || (fallback ?? ''),
  );

/** Whether a FROM has no variable without a value, but for those of its `--platform`. */
const hasValues = (text: string, values: ReadonlyMap<string, string>): boolean =>
  [...text.replace(/--\S+/g, '').matchAll(VARIABLE)].every(
    ([, braced, fallback, bare]) => (values.get(braced ?? bare ?? '') || fallback) !== undefined,
  );
