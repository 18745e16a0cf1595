import * as z from 'zod';
import { isMapping, type Mapping } from '../model/issues.js';
import { hoverOf } from './hover.js';
import { configSchema } from './schema.js';

/**
 * The JSON Schema of loadgate.yml, made from the definition that checks it. Draft 7, which every
 * editor's YAML support knows. Committed as loadgate.schema.json.
 */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  return { $schema, title: 'loadgate.yml', ...(withHovers(schema, '') as Mapping) };
}

/** Adds examples and what holds without a key, wherever keys are. @param path of the mapping that a schema is about */
function withHovers(schema: unknown, path: string): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withHovers(one, path));
  if (!isMapping(schema)) return schema;
  const { properties, items, additionalProperties, anyOf } = schema;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  return {
    ...schema,
    ...(isMapping(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [
              key,
              told(withHovers(value, below(key)) as Mapping, below(key), required.includes(key)),
            ]),
          ),
        }
      : {}),
    ...(items === undefined ? {} : { items: withHovers(items, `${path}[]`) }),
    ...(isMapping(additionalProperties)
      ? { additionalProperties: withHovers(additionalProperties, below('*')) }
      : {}),
    ...(anyOf === undefined ? {} : { anyOf: withHovers(anyOf, path) }),
  };
}

/** A key as an editor shows it: its description says what holds where it is not written. */
function told(schema: Mapping, path: string, isRequired: boolean): Mapping {
  const hover = hoverOf(path);
  const said = String(schema['description'] ?? '');
  const isSaid = isRequired || 'default' in schema || said.includes('Default:');
  return {
    ...schema,
    ...(isSaid || hover?.without === undefined ? {} : { description: `${said} Default: ${hover.without}.` }),
    ...(hover === null ? {} : { examples: hover.examples }),
  };
}

/** As it is committed: lists of plain values on one line, as the formatter writes them. */
export function configJsonSchemaText(): string {
  const text = JSON.stringify(configJsonSchema(), null, 2);
  const lines = text.replaceAll(/\[\n[^[\]{}]*\]/g, (list) =>
    list.replaceAll(/\n\s*/g, ' ').replace('[ ', '[').replace(/ \]$/, ']'),
  );
  // The formatter writes a list that holds one list in the line of that one.
  return `${lines.replaceAll(/\[\n\s*(\[[^\n]*\])\n\s*\]/g, '[$1]')}\n`;
}
