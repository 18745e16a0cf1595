import type { Frame } from './sample.js';

/** `net/http.(*conn).serve`: the path of its package, and its name in there. */
const GO_SYMBOL = /^((?:[^\s():[]*\/)?[^\s():./[]+)\.([^:]+)$/;

/** First elements of the import paths of Go's standard library. */
const STANDARD = new Set(
  `archive arena bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go
  hash html image index internal io iter log maps math mime net os path plugin reflect regexp slices sort strconv strings
  structs sync syscall testing text time type unicode unique unsafe vendor weak`.split(/\s+/),
);

/**
 * A function of a Go program. Packages of other modules are libraries where the own module is known.
 * @returns null: the symbol is not one of Go's
 */
export function goFrame(symbol: string, module: string | null): Frame | null {
  const path = GO_SYMBOL.exec(symbol)?.[1];
  if (path === undefined) return null;
  return { kind: kindOf(path, module), name: symbol, file: null };
}

function kindOf(path: string, module: string | null): Frame['kind'] {
  const first = path.split('/')[0] ?? '';
  if (path === 'main') return 'own';
  if (module !== null && (path === module || path.startsWith(`${module}/`))) return 'own';
  if (first === 'runtime' || path.startsWith('internal/runtime')) return 'runtime';
  if (STANDARD.has(first)) return 'library';
  return module === null ? 'own' : 'library';
}

/** The module path that a go.mod declares; null: none. */
export const goModuleOf = (text: string): string | null =>
  /^\s*module\s+"?([^\s"]+)"?/m.exec(text)?.[1] ?? null;
