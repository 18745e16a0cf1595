import { type Instruction, instructions } from '../model/dockerfile.js';

/**
 * The line of the Dockerfile at which a build failed, as its log tells; null where it tells nothing.
 * Understands what the classic builder and BuildKit write. A named line is believed before a named command,
 * and that before the last step that began.
 * @param log the last lines, oldest first
 */
export function failedLine(log: readonly string[], dockerfile: string): number | null {
  const steps = instructions(dockerfile);
  const lineCount = dockerfile.split('\n').length;
  const newestFirst = [...log].reverse();
  for (const read of [namedLine, failedCommand, failedStep]) {
    for (const line of newestFirst) {
      const found = read(line, steps);
      if (found !== null && found >= 1 && found <= lineCount) return found;
    }
  }
  return null;
}

/** `Dockerfile:3`, `dockerfile parse error on line 3`. */
function namedLine(line: string): number | null {
  const [, parse] = /dockerfile parse error (?:on )?line (\d+)/i.exec(line) ?? [];
  const [, place] = /^\s*(?:\S*\/)?[\w.-]*dockerfile[\w.-]*:(\d+)\s*$/i.exec(line) ?? [];
  const number = parse ?? place;
  return number === undefined ? null : Number(number);
}

/** `The command '/bin/sh -c …' returned a non-zero code: 1`, `process "/bin/sh -c …" did not complete successfully`. */
function failedCommand(line: string, steps: readonly Instruction[]): number | null {
  const [, classic] = /The command '(.*)' returned a non-zero code/.exec(line) ?? [];
  const [, buildKit] = /process "(.*)" did not complete successfully/.exec(line) ?? [];
  const command = classic ?? buildKit;
  if (command === undefined) return null;
  const bare = squeeze(unquote(command).replace(/^\/bin\/(?:ba)?sh -c /, ''));
  if (bare === '') return null;
  const runs = steps.filter(({ name }) => name === 'RUN');
  // Flags such as --mount are no part of the command.
  const run =
    runs.find(({ text }) => squeeze(text) === bare) ?? runs.find(({ text }) => squeeze(text).endsWith(bare));
  return run?.line ?? null;
}

/** `Step 3/7 : RUN pip install …` (classic), `> [2/3] RUN pip install …:` or `ERROR [stage 2/3] …` (BuildKit). */
function failedStep(line: string, steps: readonly Instruction[]): number | null {
  const [, position, classic] = /^\s*Step (\d+)\/\d+ : (.+)$/.exec(line) ?? [];
  if (position !== undefined && classic !== undefined) {
    const counted = steps[Number(position) - 1];
    return counted !== undefined && isSame(counted, classic) ? counted.line : byText(classic, steps);
  }
  const [, buildKit] = /(?:^\s*>|ERROR:?)\s*\[[^\]]*\d+\/\d+\]\s*(.+?):?\s*$/.exec(line) ?? [];
  return buildKit === undefined ? null : byText(buildKit, steps);
}

function byText(shown: string, steps: readonly Instruction[]): number | null {
  return steps.find((step) => isSame(step, shown))?.line ?? null;
}

/** Builders shorten long instructions and expand variables: the same instruction with the same start will do. */
function isSame({ name, text }: Instruction, shown: string): boolean {
  const ours = squeeze(`${name} ${text}`);
  const theirs = squeeze(shown.replace(/(?:\.{3}|…)$/, ''));
  const start = Math.min(ours.length, theirs.length, 24);
  return start > name.length && ours.slice(0, start).toLowerCase() === theirs.slice(0, start).toLowerCase();
}

/** Builders keep, drop or double white space between the parts of a continued line. */
function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

function unquote(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}
