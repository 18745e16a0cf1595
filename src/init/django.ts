import { posix } from 'node:path';
import type { AppFacts, Found, Route } from './facts.js';
import { joinPath, placeOf, routeOf } from './routes.js';
import { inFolder, type SourceText, type Tree } from './tree.js';

const PORT = 8000;

export interface DjangoSources {
  readonly folder: string;
  readonly sources: readonly SourceText[];
  /** The text of manage.py. */
  readonly manage: string;
  /** Whether a package is among the dependencies. */
  readonly has: (name: string) => boolean;
  /** The file that says what is installed. */
  readonly install: string | null;
}

/** What the sources of a Django project say of it. */
export function djangoFacts(tree: Tree, given: DjangoSources): AppFacts | null {
  const { folder, sources, manage, has, install } = given;
  const settings = /DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/.exec(manage)?.[1];
  if (settings === undefined) return null;
  const fileOf = (module: string): string | null => {
    const base = inFolder(folder, module.replaceAll('.', '/'));
    return [`${base}.py`, `${base}/__init__.py`].find((path) => tree.paths.has(path)) ?? null;
  };
  const settingsFile = fileOf(settings);
  const text = settingsFile === null ? '' : (tree.read(settingsFile) ?? '');
  const wsgi =
    /WSGI_APPLICATION\s*=\s*["']([\w.]+)\.application["']/.exec(text)?.[1] ??
    `${settings.split('.')[0]}.wsgi`;
  const urls = /ROOT_URLCONF\s*=\s*["']([\w.]+)["']/.exec(text)?.[1] ?? `${settings.split('.')[0]}.urls`;
  return {
    folder,
    name: settings.split('.')[0] ?? null,
    kind: 'Django',
    port: { value: PORT, source: "Django's usual port" },
    routes: routesOf(urls, '/', { sources, fileOf, depth: 0 }),
    image: {
      language: 'python',
      start: ['gunicorn', '--bind', `0.0.0.0:${PORT}`, wsgi],
      port: PORT,
      install,
      adds: has('gunicorn') ? [] : ['gunicorn'],
    },
    migrate: {
      value: ['python', 'manage.py', 'migrate', '--noinput'],
      source: inFolder(folder, 'manage.py'),
    },
    host: hostIn(text, settingsFile ?? ''),
    remarks: hostRemarks(text),
  };
}

/** The first name that ALLOWED_HOSTS allows; null: any is, or its names are not in the file. */
function hostIn(text: string, file: string): Found<string> | null {
  const [, list = ''] = /^ALLOWED_HOSTS\s*=\s*\[([^\]]*)\]/m.exec(text) ?? [];
  const names = [...list.matchAll(/["']([^"']+)["']/g)].map(([, name = '']) => name);
  const [first] = names;
  if (first === undefined || names.includes('*')) return null;
  return { value: first.replace(/^\./, ''), source: `ALLOWED_HOSTS of ${file}` };
}

const hostRemarks = (text: string): readonly string[] =>
  /^ALLOWED_HOSTS\s*=(?!\s*\[)/m.test(text)
    ? [
        'ALLOWED_HOSTS comes from the environment: if requests get 400, set it under "env", or a header Host under "headers".',
      ]
    : [];

interface UrlConf {
  readonly sources: readonly SourceText[];
  readonly fileOf: (module: string) => string | null;
  readonly depth: number;
}

const PATH = /\bpath\(\s*["']([^"'\n]*)["']\s*,\s*(include\(\s*\(?\s*["']([\w.]+)["'])?([\w.]*)/g;

/** Follows `include` through the files of urls, five deep. */
function routesOf(module: string, prefix: string, conf: UrlConf): readonly Route[] {
  const file = conf.fileOf(module);
  const source = conf.sources.find(({ path }) => path === file);
  if (source === undefined || conf.depth > 5) return [];
  return [...source.text.matchAll(PATH)].flatMap(
    ({ 1: path = '', 2: include, 3: included = '', 4: view = '', index }) => {
      const { source: from, isComment } = placeOf(source, index);
      if (isComment || view.startsWith('admin.')) return [];
      const whole = path === '' ? prefix : joinPath(prefix, path);
      if (include !== undefined) return routesOf(included, whole, { ...conf, depth: conf.depth + 1 });
      return [routeOf('GET', posix.normalize(whole), from)];
    },
  );
}
