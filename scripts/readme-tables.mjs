// Writes the tables of inputs and outputs into README.md: node scripts/readme-tables.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './lib/readme-tables.mjs';
import { root } from './lib/root.mjs';

const path = join(root, 'README.md');
writeFileSync(path, withTables(readFileSync(path, 'utf8'), readFileSync(join(root, 'action.yml'), 'utf8')));
