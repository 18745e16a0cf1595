// Writes the tables of inputs and outputs into the pages that have them: node scripts/readme-tables.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES_WITH_TABLES, withTables } from './lib/readme-tables.mjs';
import { root } from './lib/root.mjs';

for (const [page, action] of Object.entries(PAGES_WITH_TABLES)) {
  const path = join(root, page);
  writeFileSync(path, withTables(readFileSync(path, 'utf8'), readFileSync(join(root, action), 'utf8')));
}
