// What is bundled, and how. Everything that decides a byte of dist/ is here or in licenses.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { licenseText } from './licenses.mjs';
import { root } from './root.mjs';

/** A bundle that is larger than this fails the build, bytes. */
const MAX_BUNDLE_BYTES = 3.5 * 1024 * 1024;

/**
 * File name in dist/ → its entry. A child process has a bundle of its own: it starts faster.
 * @type {Readonly<Record<string, string>>}
 */
const bundles = {
  'main.js': 'src/action/main.ts',
  'post.js': 'src/action/post.ts',
  'report.js': 'src/action/trusted/main.ts',
  'merge.js': 'src/action/merge/main.ts',
  'cli.js': 'src/cli/main.ts',
  'load.js': 'src/load/child.ts',
  'upstream.js': 'src/upstream/child.ts',
  'reference.js': 'src/reference/child.ts',
  // Loaded only where a picture is drawn.
  'chart.js': 'src/chart/main.ts',
  // Loaded where an HTML report is written.
  'html.js': 'src/html/page.ts',
};

/** What a shell starts: package.json's `bin`. */
const PROGRAM = 'cli.js';

// CommonJS dependencies call `require` for Node.js's own modules, and an ES module has none.
const BANNER = [
  "import { createRequire as createRequireForBundle } from 'node:module';",
  'const require = createRequireForBundle(import.meta.url);',
].join('\n');

/**
 * Of package.json only version and repository go into a bundle: dist/ does not change with the tools that are used here.
 * @type {import('esbuild').Plugin}
 */
const onlyWhatIsRead = {
  name: 'only-what-is-read',
  setup(build) {
    build.onLoad({ filter: /package\.json$/ }, ({ path }) => {
      if (path !== join(root, 'package.json')) return undefined;
      const { version, repository } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version, repository }), loader: 'json' };
    });
  },
};

/**
 * An `import()` of the HTML report loads its bundle, which lies beside the others.
 * @type {import('esbuild').Plugin}
 */
const htmlApart = {
  name: 'html-apart',
  setup(build) {
    build.onResolve({ filter: /\/html\/page\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './html.js', external: true } : undefined,
    );
  },
};

/**
 * Makes one bundle in memory. The same bytes come out in any folder: paths in comments are relative to
 * `absWorkingDir`, and there is no source map.
 * @param {string} entry path below the root
 */
async function makeBundle(entry) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, 'dist', 'bundle.js'),
    plugins: [onlyWhatIsRead, htmlApart],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    charset: 'utf8',
    // Otherwise a linked node_modules/ would put its real path into the comments.
    preserveSymlinks: true,
    legalComments: 'none',
    banner: { js: BANNER },
    logLevel: 'silent', // the errors are in the message that is thrown
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${entry}`);
  return { text: file.text, metafile: result.metafile };
}

/**
 * Makes all of dist/ in memory.
 * @returns {Promise<{ files: Map<string, string>, metafiles: Map<string, import('esbuild').Metafile> }>}
 *   file name → content, and bundle → what esbuild says of it
 */
export async function makeDist() {
  /** @type {Map<string, string>} */
  const files = new Map();
  /** @type {Map<string, import('esbuild').Metafile>} */
  const metafiles = new Map();
  for (const [name, entry] of Object.entries(bundles)) {
    const { text, metafile } = await makeBundle(entry);
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_BUNDLE_BYTES)
      throw new Error(`dist/${name} has ${bytes} bytes, ${MAX_BUNDLE_BYTES} are allowed`);
    files.set(name, name === PROGRAM ? `#!/usr/bin/env node\n${text}` : text);
    metafiles.set(name, metafile);
  }
  // The bundles are ES modules wherever the folder is copied to.
  files.set('package.json', '{ "type": "module" }\n');
  files.set('licenses.txt', licenseText(root, [...metafiles.values()]));
  return { files, metafiles };
}
