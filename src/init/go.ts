import type { AppFacts, Found, Route } from './facts.js';
import { joinPath, placeOf, routeOf } from './routes.js';
import { folderOf, inFolder, type SourceText, sourcesBelow, type Tree } from './tree.js';

/** Modules that answer requests, with the names that people know. */
const FRAMEWORKS: readonly (readonly [string, string])[] = [
  ['github.com/gin-gonic/gin', 'Gin'],
  ['github.com/labstack/echo', 'Echo'],
  ['github.com/gofiber/fiber', 'Fiber'],
  ['github.com/go-chi/chi', 'chi'],
  ['github.com/gorilla/mux', 'gorilla/mux'],
];
const LISTENS = /\bListenAndServe(?:TLS)?\(|\bhttp\.Server\{|\.(?:Run|Start|Listen)\(\s*(?:":|[\w.]+\))/;

/** A service in Go in a folder with a go.mod; null: there is none that listens. */
export function findGoApp(tree: Tree, folder: string, others: readonly string[]): AppFacts | null {
  const module = tree.read(inFolder(folder, 'go.mod'));
  if (module === null) return null;
  const sources = sourcesBelow(tree, folder, /\.go$/, others);
  if (!sources.some(({ text }) => LISTENS.test(text))) return null;
  const path = /^module\s+(\S+)/m.exec(module)?.[1] ?? null;
  const framework = FRAMEWORKS.find(([name]) => module.includes(name));
  const port = portIn(sources);
  const main = mainOf(sources);
  return {
    folder,
    name:
      path
        ?.replace(/\/v\d+$/, '')
        .split('/')
        .at(-1) ?? null,
    kind: framework?.[1] ?? 'Go',
    port,
    routes: routesIn(sources),
    image:
      main === null
        ? null
        : {
            language: 'go',
            start: ['/bin/service'],
            port: port?.value ?? 8080,
            version: /^go\s+(\d+\.\d+)/m.exec(module)?.[1] ?? null,
            package: packageOf(folder, main),
            hasSums: tree.paths.has(inFolder(folder, 'go.sum')),
          },
    migrate: null,
    host: null,
    remarks: [],
  };
}

/** The folder of the program that listens: the one that is nearest to it. */
function mainOf(sources: readonly SourceText[]): string | null {
  const mains = sources.filter(({ text }) => /^package main\b/m.test(text) && /^func main\(\)/m.test(text));
  const first = mains.find(({ text }) => LISTENS.test(text)) ?? mains[0];
  return first === undefined ? null : folderOf(first.path);
}

function packageOf(folder: string, main: string): string {
  if (main === folder) return '.';
  return `./${folder === '.' ? main : main.slice(folder.length + 1)}`;
}

function portIn(sources: readonly SourceText[]): Found<number> | null {
  const patterns = [
    /(?:ListenAndServe(?:TLS)?|\.Run|\.Start|\.Listen)\(\s*"[\w.]*:(\d{2,5})"/,
    /\bAddr\s*:\s*"[\w.]*:(\d{2,5})"/,
    /"(?:0\.0\.0\.0)?:(\d{2,5})"/,
    /\bport\s*:?=\s*"(\d{2,5})"/i,
  ];
  for (const pattern of patterns) {
    for (const source of sources) {
      const found = pattern.exec(source.text);
      if (found !== null) return { value: Number(found[1]), source: placeOf(source, found.index).source };
    }
  }
  return null;
}

/** `GET /x` of net/http since Go 1.22, and the methods of routers in either case. */
const HANDLE = /\b(\w+)\.(?:HandleFunc|Handle)\(\s*"(?:(GET|POST|PUT|PATCH|DELETE)\s+)?([^"\s]*)"/g;
const METHOD = /\b(\w+)\.(GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete)\(\s*"(\/[^"\s]*|)"\s*,/g;
const GROUP = /\b(\w+)\s*:?=\s*(\w+)\.(?:Group|PathPrefix)\(\s*"(\/[^"]*)"/g;

function routesIn(sources: readonly SourceText[]): readonly Route[] {
  return sources.flatMap((source) => {
    const groups = new Map<string, { readonly outer: string; readonly prefix: string }>();
    for (const { 1: name = '', 2: outer = '', 3: prefix = '' } of source.text.matchAll(GROUP))
      groups.set(name, { outer, prefix });
    const prefixOf = (name: string, depth = 0): string => {
      const group = groups.get(name);
      return group === undefined || depth > 5 ? '' : joinPath(prefixOf(group.outer, depth + 1), group.prefix);
    };
    const handled = [...source.text.matchAll(HANDLE), ...source.text.matchAll(METHOD)].sort(
      (a, b) => a.index - b.index,
    );
    return handled.flatMap(({ 1: object = '', 2: method = 'GET', 3: path = '', index }) => {
      const { source: from, isComment } = placeOf(source, index);
      // A pattern with a host, or of a client.
      if (isComment || (path !== '' && !path.startsWith('/')) || /^(?:client|resp|req)$/.test(object))
        return [];
      // `/{$}` is the root alone.
      const whole = joinPath(prefixOf(object), path.replace(/\{\$\}$/, ''));
      return [routeOf(method.toUpperCase(), whole, from)];
    });
  });
}
