// Says whether dist/ is what a build makes now, byte for byte, and which file is not.
import { join } from 'node:path';
import { makeDist } from './lib/bundles.mjs';
import { root } from './lib/root.mjs';
import { distFaults } from './lib/write-dist.mjs';

const { files } = await makeDist().catch((error) => {
  console.error(`dist/ can't be built: ${error.message}`);
  process.exit(1);
});
const wrong = distFaults(join(root, 'dist'), files);

if (wrong.length > 0) {
  console.error(`${wrong.join('\n')}\ndist/ is not what src/ builds: run "npm run bundle" and commit it`);
  process.exitCode = 1;
} else {
  console.log(`dist/: ${files.size} files, all as built`);
}
