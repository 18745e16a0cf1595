// Says where the project is on GitHub, in package.json and in everything that names it:
//
//   npm run repository -- acme/loadgate
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moved, ownSlug, SLUG, textFiles } from './lib/repository.mjs';
import { root } from './lib/root.mjs';

const [to = ''] = process.argv.slice(2);
if (!SLUG.test(to)) {
  console.error('which repository? npm run repository -- owner/name');
  process.exit(1);
}
const from = ownSlug();
let files = 0;
for (const { path, text } of await textFiles()) {
  const filled = moved(text, from, to);
  if (filled === text) continue;
  writeFileSync(join(root, path), filled);
  files += 1;
}
console.log(`${files} files: ${from} is ${to} now. Next: npm run bundle, and commit all of it.`);
