/** A place in a text; both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset (UTF-16 code units) in a text. */
export function positionAt(text: string, offset: number): TextPosition {
  let line = 1;
  let lastBreak = -1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lastBreak = at;
  }
  return { line, column: offset - lastBreak };
}

/**
 * Where a text stops being JSON (RFC 8259), since the message of `JSON.parse` does not always say.
 * @returns the offset of the first token that can't be there (the text's length where it ends too soon);
 *   null where the text is JSON. Takes no stack for deep nesting.
 */
export function jsonErrorOffset(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expected: Expected = 'value';
  for (;;) {
    at = skipWhiteSpace(text, at);
    if (expected === 'end' && open.length === 0) return at === text.length ? null : at;
    const step = nextStep(text, at, expected, open);
    if (step === null) return at;
    at = step.at;
    expected = step.expected;
  }
}

/** `first-…`: right after the opening bracket, where it may be closed at once. `end`: a value has ended. */
type Expected = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'end';

interface Step {
  readonly at: number;
  readonly expected: Expected;
}

function nextStep(text: string, at: number, expected: Expected, open: ('{' | '[')[]): Step | null {
  const char = text[at];
  switch (expected) {
    case 'colon':
      return char === ':' ? { at: at + 1, expected: 'value' } : null;
    case 'end':
      if (char === ',') return { at: at + 1, expected: open.at(-1) === '{' ? 'name' : 'value' };
      return close(char, at, open);
    case 'first-name':
      if (char === '}') return close(char, at, open);
      return nameStep(text, at);
    case 'name':
      return nameStep(text, at);
    case 'first-value':
      if (char === ']') return close(char, at, open);
      return valueStep(text, at, open);
    case 'value':
      return valueStep(text, at, open);
  }
}

function close(char: string | undefined, at: number, open: ('{' | '[')[]): Step | null {
  if (char !== (open.at(-1) === '{' ? '}' : ']')) return null;
  open.pop();
  return { at: at + 1, expected: 'end' };
}

function nameStep(text: string, at: number): Step | null {
  const end = stringEnd(text, at);
  return end === null ? null : { at: end, expected: 'colon' };
}

function valueStep(text: string, at: number, open: ('{' | '[')[]): Step | null {
  const char = text[at];
  if (char === '{' || char === '[') {
    open.push(char);
    return { at: at + 1, expected: char === '{' ? 'first-name' : 'first-value' };
  }
  const end = char === '"' ? stringEnd(text, at) : scalarEnd(text, at);
  return end === null ? null : { at: end, expected: 'end' };
}

function scalarEnd(text: string, at: number): number | null {
  const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
  scalar.lastIndex = at;
  return scalar.test(text) ? scalar.lastIndex : null;
}

function stringEnd(text: string, start: number): number | null {
  if (text[start] !== '"') return null;
  const escaped = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '"') return at + 1;
    if (char < ' ') return null;
    if (char !== '\\') continue;
    escaped.lastIndex = at;
    if (!escaped.test(text)) return null;
    at = escaped.lastIndex - 1;
  }
  return null;
}

function skipWhiteSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\n\r'.includes(text[at] as string)) at++;
  return at;
}
