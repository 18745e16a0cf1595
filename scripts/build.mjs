// Builds dist/. `--sizes` also prints what each bundle is made of.
import { join } from 'node:path';
import { makeDist } from './lib/bundles.mjs';
import { root } from './lib/root.mjs';
import { bytesByPackage } from './lib/sizes.mjs';
import { writeDist } from './lib/write-dist.mjs';

/** @param {number} bytes */
const kib = (bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} KiB`;

const { files, metafiles } = await makeDist().catch((error) => {
  console.error(`dist/ can't be built: ${error.message}`);
  process.exit(1);
});
writeDist(join(root, 'dist'), files);

for (const [name, content] of files) {
  console.log(`${kib(Buffer.byteLength(content))}  dist/${name}`);
  const metafile = metafiles.get(name);
  if (metafile === undefined || !process.argv.includes('--sizes')) continue;
  for (const [part, bytes] of bytesByPackage(metafile)) console.log(`  ${kib(bytes)}  ${part}`);
}
