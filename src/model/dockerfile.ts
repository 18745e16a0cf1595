/** What a Dockerfile is made of, as a builder reads it. */

/** One instruction of a Dockerfile; lines count from 1. */
export interface Instruction {
  readonly line: number;
  /** Upper case. */
  readonly name: string;
  /** What follows it, continuation lines joined and white space collapsed. */
  readonly text: string;
}

/** The instructions of a Dockerfile in their order, as a builder counts its steps. */
export function instructions(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.split(/\r?\n/);
  const continuation = /^\s*#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  const found: Instruction[] = [];
  let at = 0;
  while (at < lines.length) {
    const { text, next } = logicalLine(lines, at, continuation);
    const [, name, rest = ''] = /^\s*([A-Za-z]+)(?:\s+(.*))?$/s.exec(text) ?? [];
    if (name !== undefined) found.push({ line: at + 1, name: name.toUpperCase(), text: collapse(rest) });
    at = afterHeredocs(lines, next, text);
  }
  return found;
}

/** Lines joined as the builder does: comments and empty lines between continuations count for nothing. */
function logicalLine(
  lines: readonly string[],
  start: number,
  continuation: string,
): { text: string; next: number } {
  let text = '';
  let at = start;
  let isContinued = true;
  while (isContinued && at < lines.length) {
    const line = lines[at] ?? '';
    at += 1;
    if (isComment(line) || (text !== '' && line.trim() === '')) {
      if (text === '') break;
      continue;
    }
    const trimmed = line.trimEnd();
    isContinued = trimmed.endsWith(continuation);
    text += `${isContinued ? trimmed.slice(0, -1) : trimmed}\n`;
  }
  return { text: text.trimEnd(), next: Math.max(at, start + 1) };
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}

/** A `RUN <<EOF` reaches to its closing word: what lies between is no instruction. */
function afterHeredocs(lines: readonly string[], start: number, instruction: string): number {
  let at = start;
  for (const [, dash, word] of instruction.matchAll(/<<(-?)["']?([A-Za-z_]\w*)["']?/g)) {
    const closes = (line: string): boolean => (dash === '-' ? line.replace(/^\t+/, '') : line) === word;
    const end = lines.findIndex((line, position) => position >= at && closes(line));
    if (end === -1) return at;
    at = end + 1;
  }
  return at;
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
