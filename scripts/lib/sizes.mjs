/**
 * What a bundle is made of.
 * @param {import('esbuild').Metafile} metafile
 * @returns {[string, number][]} package name (or `loadgate`) and its bytes in the bundle, the largest first
 */
export function bytesByPackage({ outputs }) {
  /** @type {Map<string, number>} */
  const bytes = new Map();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'loadgate';
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].filter(([, size]) => size > 0).sort((a, b) => b[1] - a[1]);
}
