import { describe, expect, it } from 'vitest';
import { SCHEMA } from '../../../src/init/config-text.js';
import { DEFAULT_CONFIG_FILE } from '../../../src/job/load-config.js';
import { readText } from './markdown.js';

describe('the entry for SchemaStore', () => {
  const entry = JSON.parse(readText('scripts/schemastore/catalog-entry.json')) as Record<string, unknown>;

  it('has what the catalogue asks for, and matches our file alone', () => {
    expect(Object.keys(entry)).toEqual(['name', 'description', 'fileMatch', 'url']);
    expect(entry['fileMatch']).toEqual([DEFAULT_CONFIG_FILE]);
    expect(String(entry['description'])).toMatch(/^[^.]{20,120}$/);
  });

  it('is at the address that the documentation and loadgate init name', () => {
    expect(readText('docs/configuration.md')).toContain(`$schema=${entry['url']}\n`);
    expect(entry['url']).toBe(SCHEMA);
    expect(JSON.parse(readText('loadgate.schema.json'))).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
    });
  });
});
