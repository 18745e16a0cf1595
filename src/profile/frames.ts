/** Whose code a frame is, by how its symbol and its file are spelled. */
import { goFrame } from './go.js';
import type { Frame, RawFrame } from './sample.js';

const UNKNOWN = '[unknown]';

/** Half of the 64-bit addresses is the kernel's, on x86-64 and on arm64. */
const KERNEL_ADDRESS = /^f{3}[0-9a-f]{13}$/;

/** Programs that run other code: their own functions are no service's. */
const INTERPRETERS =
  /^(?:node|nodejs|python[\d.]*|pypy[\d.]*|java|ruby|php[\w.-]*|perl|dotnet|bun|deno|beam\.smp)$/;
const SHARED_LIBRARY = /\.so(?:\.[\d.]+)?$/;
/** What compilers append where they split or copy a function. */
const COPY_OF_FUNCTION = /(?:\.(?:part|constprop|isra|cold|lto_priv|llvm)(?:\.\d+)*)+$/;
/** The standard libraries of C++ and Rust. */
const NATIVE_LIBRARY = /^(?:std|core|alloc|__gnu_cxx)::|^<(?:std|core|alloc)::/;

/** @param goModule module path of the target's Go code; null: it has none, or nobody knows */
export function frameOf(raw: RawFrame, goModule: string | null): Frame {
  const { address, symbol, object } = raw;
  if (KERNEL_ADDRESS.test(address)) return { kind: 'kernel', name: symbol, file: null };
  if (symbol === UNKNOWN) return { kind: 'runtime', name: symbol, file: null };
  const named = pythonFrame(symbol);
  if (named !== null) return named;
  const program = object.slice(object.lastIndexOf('/') + 1);
  if (isGenerated(object) || SHARED_LIBRARY.test(program) || INTERPRETERS.test(program))
    return { kind: 'runtime', name: symbol, file: null };
  return nativeFrame(symbol, goModule);
}

/** Machine code that a runtime has made while it ran, or that the kernel maps into each process. */
const isGenerated = (object: string): boolean => /^(?:\[|\/\/anon)|\/perf-\d+\.map$/.test(object);

/** CPython's perf map: `py::Handler.do_GET:/app/app.py`. */
const PYTHON = /^py::([^:]*):(.*)$/;
const PYTHON_LIBRARY = /^<|\/(?:site|dist)-packages\/|\/lib\/python\d[\d.]*\//;

/** What a function is made of, and no function to whoever wrote it. */
const PYTHON_PART = /\.<locals>\.<(?:genexpr|listcomp|setcomp|dictcomp)>/g;

/** @returns null: it is no function of Python's */
export function pythonFrame(symbol: string): Frame | null {
  const [, name, file] = PYTHON.exec(symbol) ?? [];
  if (name === undefined || file === undefined) return null;
  const kind = PYTHON_LIBRARY.test(file) ? 'library' : 'own';
  return { kind, name: name.replace(PYTHON_PART, ''), file };
}

function nativeFrame(symbol: string, goModule: string | null): Frame {
  const name = symbol.replace(COPY_OF_FUNCTION, '');
  if (NATIVE_LIBRARY.test(name)) return { kind: 'library', name, file: null };
  return goFrame(name, goModule) ?? { kind: 'own', name, file: null };
}
