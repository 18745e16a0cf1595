import * as z from 'zod';
import { configSchema } from './schema.js';

/**
 * The JSON Schema of loadgate.yml, made from the definition that checks it. Draft 7, which every
 * editor's YAML support knows. Committed as loadgate.schema.json.
 */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  return { $schema, title: 'loadgate.yml', ...schema };
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
