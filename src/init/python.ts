import { djangoFacts } from './django.js';
import type { AppFacts, Found, Route } from './facts.js';
import type { NewImage } from './new-dockerfile.js';
import { joinPath, placeOf, routeOf } from './routes.js';
import { inFolder, type SourceText, sourcesBelow, type Tree } from './tree.js';

const LISTS = [
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'requirements/base.txt',
  'requirements-prod.txt',
];

/** Whether a list of dependencies has a package. */
const lists = (text: string, name: string): boolean =>
  new RegExp(`(?:^|["'\\s])${name}(?=[\\s<>=!~;"',[]|$)`, 'im').test(text);

/** A service in Python in a folder; null: there is none of a framework that is known. */
export function findPythonApp(tree: Tree, folder: string, others: readonly string[]): AppFacts | null {
  const sources = sourcesBelow(tree, folder, /\.py$/, others);
  const listed = LISTS.map((name) => tree.read(inFolder(folder, name)) ?? '').join('\n');
  const has = (name: string): boolean => lists(listed, name);
  const manage = tree.read(inFolder(folder, 'manage.py'));
  const install = installOf(tree, folder);
  if (manage !== null) return djangoFacts(tree, { folder, sources, manage, has, install });
  const app = applicationIn(sources);
  if (app === null) return null;
  const { kind, object, file } = app;
  const isFastApi = kind !== 'Flask';
  const module = moduleOf(folder, file);
  const port = portIn(sources);
  const number = port?.value ?? (isFastApi ? 8000 : 5000);
  const server = isFastApi ? 'uvicorn' : 'gunicorn';
  const start = isFastApi
    ? ['uvicorn', `${module}:${object}`, '--host', '0.0.0.0', '--port', String(number)]
    : ['gunicorn', '--bind', `0.0.0.0:${number}`, `${module}:${object}`];
  const image: NewImage = {
    language: 'python',
    start,
    port: number,
    install,
    adds: has(server) || has('fastapi\\[(?:standard|all)\\]') ? [] : [server],
  };
  return {
    folder,
    name: nameIn(tree.read(inFolder(folder, 'pyproject.toml'))),
    kind,
    port,
    routes: routesIn(sources),
    image,
    migrate: tree.paths.has(inFolder(folder, 'alembic.ini'))
      ? { value: ['alembic', 'upgrade', 'head'], source: inFolder(folder, 'alembic.ini') }
      : null,
    host: null,
    remarks: [],
  };
}

/** How dependencies are installed: by the file that says so. */
function installOf(tree: Tree, folder: string): string | null {
  const names = ['uv.lock', 'poetry.lock', 'requirements.txt', 'pyproject.toml'];
  return names.find((name) => tree.paths.has(inFolder(folder, name))) ?? null;
}

const nameIn = (pyproject: string | null): string | null =>
  /^name\s*=\s*["']([\w.-]+)["']/m.exec(pyproject ?? '')?.[1] ?? null;

const APPLICATION = /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:\w+\.)?(FastAPI|Starlette|Flask)\(/m;

function applicationIn(
  sources: readonly SourceText[],
): { kind: string; object: string; file: string } | null {
  for (const { path, text } of sources) {
    const [, object, kind] = APPLICATION.exec(text) ?? [];
    if (object !== undefined && kind !== undefined) return { kind, object, file: path };
  }
  return null;
}

/** `src/app/main.py` in the folder `.` → `src.app.main`. */
const moduleOf = (folder: string, file: string): string =>
  (folder === '.' ? file : file.slice(folder.length + 1))
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');

function portIn(sources: readonly SourceText[]): Found<number> | null {
  for (const source of sources) {
    const found =
      /(?:uvicorn|app)\.run\([^)]*\bport\s*=\s*(?:int\()?(?:os\.(?:environ\.get|getenv)\(\s*["']PORT["']\s*,\s*)?["']?(\d{2,5})/.exec(
        source.text,
      ) ?? /os\.(?:environ\.get|getenv)\(\s*["']PORT["']\s*,\s*["']?(\d{2,5})/.exec(source.text);
    if (found !== null) return { value: Number(found[1]), source: placeOf(source, found.index).source };
  }
  return null;
}

const DECORATOR =
  /^[ \t]*@(\w+)\.(get|post|put|patch|delete|route)\(\s*(?:path\s*=\s*)?["']([^"'\n]*)["']([^)]*)/gm;
const ROUTER = /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:\w+\.)?(?:APIRouter|Blueprint)\(([^)]*)\)/gm;
const INCLUDE = /\.(?:include_router|register_blueprint)\(\s*([\w.]+)([^)]*)\)/g;
const PREFIX = /\b(?:url_)?prefix\s*=\s*["']([^"']*)["']/;

/** Routes of decorators, below the prefixes of their routers, as FastAPI and Flask have them. */
function routesIn(sources: readonly SourceText[]): readonly Route[] {
  const included = includedAt(sources);
  return sources.flatMap((source) => decorated(source, included.get(source.path) ?? ''));
}

/** @param outer the prefix that the routers of this file get from the file that includes them */
function decorated(source: SourceText, outer: string): readonly Route[] {
  const routers = [...source.text.matchAll(ROUTER)].map(
    ({ 1: name = '', 2: args = '' }): [string, string] => [
      name,
      joinPrefix(outer, PREFIX.exec(args)?.[1] ?? ''),
    ],
  );
  const prefixes = new Map(routers);
  return [...source.text.matchAll(DECORATOR)].flatMap((found) => {
    const { 0: whole, 1: object = '', 2: verb = '', 3: path = '', 4: rest = '', index } = found;
    const { source: from, isComment } = placeOf(source, index + whole.indexOf('@'));
    const prefix = prefixes.get(object) ?? '';
    // FastAPI takes the prefix alone where the path is empty, and redirects from other spellings.
    const joined = path === '' ? prefix || '/' : joinPath(prefix, path);
    return isComment ? [] : [routeOf(methodOf(verb, rest), joined, from)];
  });
}

const joinPrefix = (outer: string, inner: string): string => (inner === '' ? outer : joinPath(outer, inner));

/** `route` of Flask has its methods among its arguments. */
const methodOf = (verb: string, rest: string): string =>
  (verb === 'route' ? (/methods\s*=\s*[[(]\s*["'](\w+)/.exec(rest)?.[1] ?? 'GET') : verb).toUpperCase();

/** The prefixes that `include_router` gives to files: by the name of the module, or by that of what it imports from it. */
function includedAt(sources: readonly SourceText[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const byModule = (name: string): string | undefined =>
    sources.find(
      ({ path }) =>
        path
          .replace(/(?:\/__init__)?\.py$/, '')
          .split('/')
          .at(-1) === name,
    )?.path;
  for (const { text } of sources) {
    for (const { 1: name = '', 2: rest = '' } of text.matchAll(INCLUDE)) {
      const prefix = PREFIX.exec(rest)?.[1];
      const [first = ''] = name.split('.');
      const imported = new RegExp(
        `from\\s+([\\w.]+)\\s+import\\s+(?:[^\\n]*\\b)?(?:\\w+\\s+as\\s+)?${first}\\b`,
      ).exec(text)?.[1];
      const file =
        (name.includes('.') ? byModule(name.split('.').at(-2) ?? '') : undefined) ??
        byModule(imported?.split('.').at(-1) ?? '');
      if (prefix !== undefined && file !== undefined) found.set(file, prefix);
    }
  }
  return found;
}
