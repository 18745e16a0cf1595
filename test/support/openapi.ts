/** Checks requests and answers against GitHub's published OpenAPI description (@octokit/openapi). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

type Json = Record<string, unknown>;

interface Operation {
  readonly parameters?: readonly Json[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { schema: Json }> };
  readonly responses: Record<string, Json>;
}

export interface SeenRequest {
  readonly method: string;
  /** Without the API's base and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** undefined: no body. */
  readonly body: unknown;
}

export interface OpenApi {
  /** What is wrong with a request; empty: nothing. */
  checkRequest(request: SeenRequest): readonly string[];
  /** What is wrong with an answer to a request. */
  checkAnswer(request: SeenRequest, status: number, body: unknown): readonly string[];
}

let loaded: OpenApi | undefined;

/** The description of api.github.com: 13 MB, read once a process. Schemas are compiled as they are needed. */
export function githubOpenApi(): OpenApi {
  loaded ??= createOpenApi();
  return loaded;
}

function createOpenApi(): OpenApi {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
  const description = JSON.parse(readFileSync(file, 'utf8')) as Json & { paths: Record<string, Json> };
  const validators = createValidators(description);
  const templates = Object.keys(description.paths).map(compileTemplate);

  const find = (request: SeenRequest): { operation: Operation; values: Map<string, string> } | null => {
    for (const template of templates) {
      const values = template.match(request.path);
      if (values === null || !template.best(request.path, templates)) continue;
      const operation = description.paths[template.text]?.[request.method.toLowerCase()];
      return operation === undefined ? null : { operation: operation as Operation, values };
    }
    return null;
  };

  return {
    checkRequest: (request) => {
      const found = find(request);
      if (found === null) return [`${request.method} ${request.path} is not in GitHub's API`];
      const problems = checkParameters(found.operation, found.values, request.query, validators);
      return [...problems, ...checkBody(found.operation, request.body, validators)];
    },
    checkAnswer: (request, status, body) => {
      const found = find(request);
      if (found === null) return [`${request.method} ${request.path} is not in GitHub's API`];
      const known = found.operation.responses[String(status)];
      if (known === undefined && status < 400)
        return [`${status} is no answer to ${request.method} ${request.path}`];
      const content = validators.resolve(known ?? {})['content'] as
        | Record<string, { schema: Json }>
        | undefined;
      const schema =
        known === undefined
          ? { $ref: '#/components/schemas/basic-error' }
          : content?.['application/json']?.schema;
      if (schema === undefined)
        return body === undefined ? [] : ['the answer has a body and should have none'];
      return validators.check(schema, body, 'answer');
    },
  };
}

interface Validators {
  /** Follows `$ref`. */
  resolve(node: Json): Json;
  check(schema: Json, value: unknown, name: string): readonly string[];
  /** A parameter's text is read as its schema's type. */
  checkText(schema: Json, text: string, name: string): readonly string[];
}

function createValidators(description: Json): Validators {
  const strict = formats.default(new Ajv({ strict: false, allErrors: true, logger: false }));
  const coercing = formats.default(new Ajv({ strict: false, coerceTypes: 'array', logger: false }));
  const cache = new WeakMap<Ajv, WeakMap<Json, ValidateFunction>>([
    [strict, new WeakMap()],
    [coercing, new WeakMap()],
  ]);
  const resolve = (node: Json): Json => {
    const reference = node['$ref'];
    return typeof reference === 'string' ? resolve(at(description, reference)) : node;
  };
  const compile = (ajv: Ajv, schema: Json): ValidateFunction => {
    const known = cache.get(ajv)?.get(schema);
    if (known !== undefined) return known;
    const schemas = Object.fromEntries(
      [...referenced(description, schema)].map((name) => [
        name,
        plainSchema(at(description, `#/components/schemas/${name}`)),
      ]),
    );
    const compiled = ajv.compile({ allOf: [plainSchema(schema)], components: { schemas } });
    cache.get(ajv)?.set(schema, compiled);
    return compiled;
  };
  const run = (validate: ValidateFunction, value: unknown, name: string): readonly string[] =>
    validate(value)
      ? []
      : (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message}`);
  return {
    resolve,
    check: (schema, value, name) => run(compile(strict, schema), value, name),
    checkText: (schema, text, name) => run(compile(coercing, schema), text, name),
  };
}

function checkParameters(
  operation: Operation,
  values: ReadonlyMap<string, string>,
  query: URLSearchParams,
  validators: Validators,
): readonly string[] {
  const known = (operation.parameters ?? []).map((parameter) => validators.resolve(parameter));
  const inQuery = new Set(known.filter((one) => one['in'] === 'query').map((one) => one['name']));
  const unknown = [...query.keys()].filter((name) => !inQuery.has(name));
  return [
    ...known.flatMap((parameter) => checkParameter(parameter, values, query, validators)),
    ...unknown.map((name) => `parameter ${name} is unknown`),
  ];
}

function checkParameter(
  parameter: Json,
  values: ReadonlyMap<string, string>,
  query: URLSearchParams,
  validators: Validators,
): readonly string[] {
  const name = String(parameter['name']);
  const text = parameter['in'] === 'path' ? values.get(name) : query.get(name);
  if (text === undefined || text === null) {
    return parameter['required'] === true ? [`parameter ${name} is missing`] : [];
  }
  // The description says so in words only, and GitHub silently gives 100.
  if (name === 'per_page' && Number(text) > 100) return ['parameter per_page is above 100'];
  return validators.checkText(parameter['schema'] as Json, text, `parameter ${name}`);
}

function checkBody(operation: Operation, body: unknown, validators: Validators): readonly string[] {
  const wanted = operation.requestBody;
  if (wanted === undefined) return body === undefined ? [] : ['the request has a body and should have none'];
  if (body === undefined) return wanted.required === true ? ['the request has no body'] : [];
  const schema = wanted.content['application/json']?.schema;
  if (schema === undefined) return ['the request should not be JSON'];
  const properties = validators.resolve(schema)['properties'];
  const unknown =
    properties === undefined || typeof body !== 'object' || body === null
      ? []
      : Object.keys(body).filter((name) => !(name in (properties as Json)));
  return [...unknown.map((name) => `body/${name} is unknown`), ...validators.check(schema, body, 'body')];
}

function compileTemplate(text: string) {
  const names = [...text.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const pattern = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)');
  const regex = new RegExp(`^${pattern}$`);
  return {
    text,
    match: (path: string): Map<string, string> | null => {
      const found = regex.exec(path);
      return found === null
        ? null
        : new Map(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')]));
    },
    /** Of several templates that match, the one with the fewest parameters is meant. */
    best: (path: string, all: readonly { text: string; match(path: string): unknown }[]): boolean =>
      all.every(
        (other) => other.match(path) === null || other.text.split('{').length >= text.split('{').length,
      ),
  };
}

function at(description: Json, reference: string): Json {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<Json>(
    (node, step) => node[step.replace(/~1/g, '/').replace(/~0/g, '~')] as Json,
    description,
  );
}

/** Names of the component schemas that a schema leads to, so that only those are compiled. */
function referenced(description: Json, schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    const name =
      key === '$ref' && typeof value === 'string' ? value.replace('#/components/schemas/', '') : null;
    if (name === null) referenced(description, value, found);
    else if (!found.has(name)) {
      found.add(name);
      referenced(description, at(description, value as string), found);
    }
  }
  return found;
}

/** OpenAPI 3.0's `nullable`, as JSON Schema says it. Examples go: they are no part of the check. */
function plainSchema(schema: unknown): Json {
  return plain(schema) as Json;
}

function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Json;
  delete rest['example'];
  const mapped = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(value)]));
  return nullable === true ? { anyOf: [mapped, { type: 'null' }] } : mapped;
}
