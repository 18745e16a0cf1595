import { posix } from 'node:path';
import { isMapping, type Mapping, mappingOf } from '../model/issues.js';
import type { AppFacts, Found, Route } from './facts.js';
import type { NewImage } from './new-dockerfile.js';
import { joinPath, placeOf, routeOf } from './routes.js';
import { inFolder, type SourceText, sourcesBelow, type Tree } from './tree.js';

const SOURCES = /\.[cm]?[jt]s$/;
/** Packages that answer requests, with the names that people know. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  express: 'Express',
  fastify: 'Fastify',
  koa: 'Koa',
  hono: 'Hono',
  '@hapi/hapi': 'hapi',
  '@nestjs/core': 'NestJS',
  polka: 'Polka',
  restify: 'restify',
  next: 'Next.js',
};
const ENTRIES = ['server', 'index', 'app', 'main', 'src/server', 'src/index', 'src/app', 'src/main'];
const MIGRATIONS = ['migrate', 'db:migrate', 'migrate:up', 'migrate:deploy', 'migration:run', 'migrations'];
const PORTS = [
  /process\.env\.PORT\s*(?:\|\||\?\?)\s*['"]?(\d{2,5})\b/,
  /\.listen\(\s*(?:\{[^}]*\bport\s*:\s*)?(\d{2,5})\b/,
  /\bport\s*[:=]\s*(\d{2,5})\b/i,
];

/** A service for Node.js in a folder; null: there is none. */
export function findNodeApp(tree: Tree, folder: string, others: readonly string[]): AppFacts | null {
  const manifest = manifestIn(tree.read(inFolder(folder, 'package.json')));
  if (manifest === null) return null;
  const packages = Object.keys({
    ...mappingOf(manifest['dependencies']),
    ...mappingOf(manifest['devDependencies']),
  });
  const framework = Object.keys(FRAMEWORKS).find((name) => packages.includes(name));
  const sources = sourcesBelow(tree, folder, SOURCES, others);
  const listens = sources.some(({ text }) => /\bcreateServer\(|\.listen\(|\bserve\(/.test(text));
  if (framework === undefined && !listens) return null;
  const start = startOf(tree, folder, manifest);
  const scripts = mappingOf(manifest['scripts']);
  const migrate = MIGRATIONS.find((name) => typeof scripts[name] === 'string');
  const port = portIn(sources);
  return {
    folder,
    name: typeof manifest['name'] === 'string' ? manifest['name'].replace(/^@[^/]+\//, '') : null,
    kind: framework === undefined ? 'Node.js' : (FRAMEWORKS[framework] ?? framework),
    port,
    routes: routesIn(sources),
    image: start === null ? null : imageOf(tree, folder, manifest, start, port),
    migrate:
      migrate === undefined
        ? null
        : { value: ['npm', 'run', migrate], source: `scripts of ${inFolder(folder, 'package.json')}` },
    host: null,
    remarks: [],
  };
}

function manifestIn(text: string | null): Mapping | null {
  if (text === null) return null;
  try {
    const manifest: unknown = JSON.parse(text);
    return isMapping(manifest) ? manifest : null;
  } catch {
    return null;
  }
}

/** The command that starts it in production; null: nothing says it. */
function startOf(tree: Tree, folder: string, manifest: Mapping): readonly string[] | null {
  const script = mappingOf(manifest['scripts'])['start'];
  if (typeof script === 'string') {
    // A signal reaches the program itself where no npm stands between.
    return /^node(?: [\w./@=-]+)+$/.test(script) ? script.split(' ') : ['npm', 'start'];
  }
  const main = typeof manifest['main'] === 'string' ? [manifest['main']] : [];
  const entries = ENTRIES.flatMap((name) => ['js', 'mjs', 'cjs'].map((ending) => `${name}.${ending}`));
  const entry = [...main, ...entries].find((path) => tree.paths.has(inFolder(folder, path)));
  return entry === undefined ? null : ['node', posix.normalize(entry)];
}

function imageOf(
  tree: Tree,
  folder: string,
  manifest: Mapping,
  start: readonly string[],
  port: Found<number> | null,
): NewImage {
  const locks = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'];
  return {
    language: 'node',
    start,
    port: port?.value ?? 3000,
    lock: locks.find((name) => tree.paths.has(inFolder(folder, name))) ?? null,
    builds: typeof mappingOf(manifest['scripts'])['build'] === 'string',
  };
}

function portIn(sources: readonly SourceText[]): Found<number> | null {
  for (const pattern of PORTS) {
    for (const source of sources) {
      const found = pattern.exec(source.text);
      if (found !== null) return { value: Number(found[1]), source: placeOf(source, found.index).source };
    }
  }
  return null;
}

const CALL = /\b(\w+)\s*\.\s*(get|post|put|patch|delete)\(\s*(['"`])(\/[^'"`\n]*)\3\s*,/g;
const OBJECT =
  /\bmethod\s*:\s*['"](GET|POST|PUT|PATCH|DELETE)['"]\s*,\s*(?:url|path)\s*:\s*['"](\/[^'"\n]*)['"]/g;
/** Routers are called so; other things that have a `get` with a path, such as HTTP clients, are not. */
const CLIENT =
  /^(?:axios|http|https|client|request|api|fetch|got|superagent|agent|cache|redis|supertest|\$)$/i;

function routesIn(sources: readonly SourceText[]): readonly Route[] {
  const prefixes = mountedAt(sources);
  return sources.flatMap((source) => {
    const routes: Route[] = [];
    const add = (method: string, path: string, at: number): void => {
      const { source: from, isComment } = placeOf(source, at);
      if (!isComment)
        routes.push(routeOf(method.toUpperCase(), joinPath(prefixes.get(source.path) ?? '', path), from));
    };
    for (const { 1: object = '', 2: method = '', 4: path = '', index } of source.text.matchAll(CALL))
      if (!CLIENT.test(object)) add(method, path, index);
    for (const { 1: method = '', 2: path = '', index } of source.text.matchAll(OBJECT))
      add(method, path, index);
    return routes;
  });
}

const IMPORT =
  /(?:import\s+(?:\{\s*)?(\w+)(?:\s*\})?\s+from\s+|(?:const|let|var)\s+(?:\{\s*)?(\w+)(?:\s*\})?\s*=\s*require\(\s*)['"](\.[^'"]+)['"]/g;
const USE =
  /\.(?:use|route|register)\(\s*['"](\/[^'"]*)['"]\s*,\s*(?:[\w.]+\([^)]*\)\s*,\s*)*(?:require\(\s*['"](\.[^'"]+)['"]\s*\)|(\w+))/g;
const REGISTER =
  /\.register\(\s*(?:require\(\s*['"](\.[^'"]+)['"]\s*\)|(\w+))\s*,\s*\{[^}]*\bprefix\s*:\s*['"](\/[^'"]*)['"]/g;

/** The prefixes of files whose routers others mount: `app.use('/api', require('./items'))`. */
function mountedAt(sources: readonly SourceText[]): ReadonlyMap<string, string> {
  const paths = new Set(sources.map(({ path }) => path));
  const mounts = new Map<string, { readonly by: string; readonly prefix: string }>();
  for (const { path, text } of sources) {
    const files = new Map<string, string>();
    for (const { 1: one, 2: other, 3: file = '' } of text.matchAll(IMPORT))
      files.set(one ?? other ?? '', file);
    const mount = (prefix: string, file: string | undefined): void => {
      const mounted = file === undefined ? null : resolveModule(paths, path, file);
      if (mounted !== null && mounted !== path) mounts.set(mounted, { by: path, prefix });
    };
    for (const { 1: prefix = '', 2: file, 3: name = '' } of text.matchAll(USE))
      mount(prefix, file ?? files.get(name));
    for (const { 1: file, 2: name = '', 3: prefix = '' } of text.matchAll(REGISTER))
      mount(prefix, file ?? files.get(name));
  }
  const whole = (path: string, depth: number): string => {
    const mount = mounts.get(path);
    return mount === undefined || depth > 5 ? '' : joinPath(whole(mount.by, depth + 1), mount.prefix);
  };
  return new Map([...mounts.keys()].map((path) => [path, whole(path, 0)]));
}

/** The file of `./items`, as Node.js and TypeScript find it. */
function resolveModule(paths: ReadonlySet<string>, from: string, name: string): string | null {
  const base = posix.join(posix.dirname(from), name);
  const bare = base.replace(SOURCES, '');
  const endings = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'];
  const candidates = [
    base,
    ...endings.flatMap((ending) => [`${bare}.${ending}`, `${base}.${ending}`, `${base}/index.${ending}`]),
  ];
  return candidates.find((path) => paths.has(path)) ?? null;
}
