import { isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { Path } from '../model/issues.js';
import { tidyTree, Unreadable, type YamlProblem } from './yaml-tree.js';

/** 1 MiB: thousands of targets. Anything larger is another file by mistake, or meant to hurt. */
const MAX_FILE_BYTES = 1024 ** 2;

/** Where the parser speaks to programmers. */
const MESSAGES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document starts here: the file must hold one',
};

export interface YamlFile {
  /** null: there are problems of kind `syntax`. */
  readonly root: Node | null;
  /** The file as plain values. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** Line and column, from 1, of an offset. */
  position(at: number): { readonly line: number; readonly column: number };
}

/**
 * Reads one YAML 1.2 document (core schema, merge keys) into values that know their place.
 * @param isText paths whose plain scalars are text as written: `VERSION: 1.10` stays `1.10`.
 */
export function readYaml(text: string, isText: (path: Path) => boolean): YamlFile {
  const lines = new LineCounter();
  const position = (at: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(at);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const failed = (problems: readonly YamlProblem[]): YamlFile => ({
    root: null,
    value: null,
    problems,
    position,
  });
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
    return failed([syntax('the file is larger than 1 MiB', 0, 'Is this the right file?')]);
  }
  try {
    const document = parseDocument(text, {
      schema: 'core',
      merge: true,
      // Found by the reader below, which also says where the first one is.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    const broken = [...document.errors, ...document.warnings];
    if (broken.length > 0) {
      return failed(broken.map((error) => syntax(MESSAGES[error.code] ?? error.message, error.pos[0])));
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
      return failed([
        { kind: 'content', message: 'the file is empty', hint: 'It needs "targets" and "scenarios".', at: 0 },
      ]);
    }
    const root = document.contents as Node;
    const problems = tidyTree(root, isText, (at) => position(at).line);
    return { root, value: root.toJS(document), problems, position };
  } catch (error) {
    if (error instanceof Unreadable) return failed([...error.earlier, syntax(error.message, error.at)]);
    // The parser is recursive: thousands of open brackets end in a stack overflow.
    if (error instanceof RangeError) return failed([syntax('the file is nested too deep', 0)]);
    throw error;
  }
}

function syntax(
  message: string,
  at: number,
  hint = 'Correct the YAML; an editor with YAML support shows the place.',
): YamlProblem {
  return { kind: 'syntax', message, hint, at };
}
