// Writes loadgate.schema.json from the definition in src/config (npm run schema).
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configJsonSchemaText } from '../src/config/json-schema.js';

const file = resolve('loadgate.schema.json');
writeFileSync(file, configJsonSchemaText());
console.log(`written: ${file}`);
