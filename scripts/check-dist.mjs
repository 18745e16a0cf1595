// Says whether dist/ is what a build makes now, byte for byte, and which file is not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDist } from './lib/bundles.mjs';
import { root } from './lib/root.mjs';

const dist = join(root, 'dist');
const { files } = await makeDist().catch((error) => {
  console.error(`dist/ can't be built: ${error.message}`);
  process.exit(1);
});
const found = existsSync(dist) ? readdirSync(dist) : [];

/** @type {string[]} */
const wrong = [];
for (const [name, content] of files) {
  if (!found.includes(name)) wrong.push(`dist/${name} is missing`);
  else if (!readFileSync(join(dist, name)).equals(Buffer.from(content))) wrong.push(`dist/${name} differs`);
}
for (const name of found) {
  if (!files.has(name)) wrong.push(`dist/${name} is not made by the build`);
}

if (wrong.length > 0) {
  console.error(`${wrong.join('\n')}\ndist/ is not what src/ builds: run "npm run bundle" and commit it`);
  process.exitCode = 1;
} else {
  console.log(`dist/: ${files.size} files, all as built`);
}
