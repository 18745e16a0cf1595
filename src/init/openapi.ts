import { parse } from 'yaml';
import { isMapping, type Mapping, mappingOf } from '../model/issues.js';
import type { OpenApiFacts, Route } from './facts.js';
import { joinPath, routeOf } from './routes.js';
import { byDepth, isOwn, type Tree } from './tree.js';

const OPENAPI = /(?:^|\/)(?:openapi|swagger)[^/]*\.(?:ya?ml|json)$/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** More would make the comments of loadgate.yml a copy of the document. */
const MOST = 200;

/** The OpenAPI documents of a repository, those nearest to the root first. */
export function findOpenApi(tree: Tree): readonly OpenApiFacts[] {
  // Documentation is where many keep it.
  const files = [...tree.paths].filter(
    (path) => OPENAPI.test(path) && isOwn(path.replace(/(?:^|\/)docs?\//g, '/')),
  );
  return files.sort(byDepth).flatMap((file) => {
    const document = documentIn(tree.read(file));
    return document === null ? [] : [{ file, routes: routesOf(document, file) }];
  });
}

/** null: it is no OpenAPI document of version 2 or 3. */
function documentIn(text: string | null): Mapping | null {
  if (text === null) return null;
  try {
    const document: unknown = parse(text, { maxAliasCount: 1_000, logLevel: 'error' });
    return isMapping(document) && ('openapi' in document || 'swagger' in document) ? document : null;
  } catch {
    return null;
  }
}

function routesOf(document: Mapping, file: string): readonly Route[] {
  const prefix = prefixOf(document);
  const isGuarded = hasItems(document['security']);
  const routes = Object.entries(mappingOf(document['paths'])).flatMap(([path, item]) => {
    const shared = listOf(mappingOf(item)['parameters']);
    return METHODS.flatMap((method) => {
      const operation = mappingOf(item)[method];
      if (!isMapping(operation)) return [];
      const parameters = [...shared, ...listOf(operation['parameters'])].map((one) =>
        resolved(document, one),
      );
      const needsLogin = operation['security'] === undefined ? isGuarded : hasItems(operation['security']);
      const filled = fill(joinPath(prefix, path), parameters);
      const route = routeOf(method.toUpperCase(), filled.path, file);
      return [{ ...route, isOpen: route.isOpen || filled.isOpen || needsLogin }];
    });
  });
  return routes.slice(0, MOST);
}

/** The path of the first server, or `basePath` of version 2. */
function prefixOf(document: Mapping): string {
  const server = mappingOf(listOf(document['servers'])[0]);
  const variables = Object.entries(mappingOf(server['variables']));
  const address = variables.reduce(
    (text, [name, variable]) => text.replaceAll(`{${name}}`, String(mappingOf(variable)['default'] ?? '')),
    String(server['url'] ?? document['basePath'] ?? ''),
  );
  const path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return path.startsWith('/') ? path : '';
}

/** Puts the examples of its parameters into a path; what is needed and has none stays open. */
function fill(path: string, parameters: readonly Mapping[]): { path: string; isOpen: boolean } {
  let filled = path;
  let isOpen = false;
  const query: string[] = [];
  for (const parameter of parameters) {
    const name = String(parameter['name']);
    const example = exampleOf(parameter);
    const isPath = parameter['in'] === 'path';
    if (!isPath && parameter['required'] !== true) continue;
    if (example === null || (!isPath && parameter['in'] !== 'query')) isOpen = true;
    else if (isPath) filled = filled.replaceAll(`{${name}}`, encodeURIComponent(example));
    else query.push(`${encodeURIComponent(name)}=${encodeURIComponent(example)}`);
  }
  return { path: query.length === 0 ? filled : `${filled}?${query.join('&')}`, isOpen };
}

/** A value that the document itself gives. */
function exampleOf(parameter: Mapping): string | null {
  const schema = mappingOf(parameter['schema']);
  const [named] = Object.values(mappingOf(parameter['examples']));
  const values = [
    parameter['example'],
    mappingOf(named)['value'],
    schema['example'],
    listOf(schema['examples'])[0],
    schema['default'],
    parameter['default'],
    listOf(schema['enum'])[0],
  ];
  const first = values.find((value) => ['string', 'number', 'boolean'].includes(typeof value));
  return first === undefined ? null : String(first);
}

/** What `#/components/…` points to. */
function resolved(document: Mapping, value: unknown): Mapping {
  const pointer = mappingOf(value)['$ref'];
  if (typeof pointer !== 'string' || !pointer.startsWith('#/')) return mappingOf(value);
  return mappingOf(
    pointer
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => mappingOf(at)[key], document),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const hasItems = (value: unknown): boolean =>
  listOf(value).some((one) => Object.keys(mappingOf(one)).length > 0);
