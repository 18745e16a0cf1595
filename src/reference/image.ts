import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { Exec } from '../system/exec.js';

/** The program's folder in the image. */
const FOLDER = '/loadgate';

/** Runs in a separate Node.js, which has loaded nothing else and has no sockets to look up. */
const LIST = 'process.stdout.write(JSON.stringify(process.report.getReport().sharedObjects))';

/**
 * Writes the build context of the reference's image, which needs no registry: `FROM scratch`, the Node.js that runs
 * loadgate, and the shared libraries that it has loaded, each at its own path.
 * @param script absolute path of the reference's bundle
 * @throws Error if this isn't Linux, or if Node.js doesn't list what it has loaded
 */
export async function writeImageContext(folder: string, script: string, exec: Exec): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error(`a container needs a Node.js for Linux, and this is ${process.platform}`);
  const libraries = await loadedLibraries(exec);
  const files: readonly (readonly [from: string, to: string])[] = [
    ...libraries.map((path) => [path, path] as const),
    [process.execPath, `${FOLDER}/node`],
    [script, `${FOLDER}/reference.mjs`],
  ];
  for (const [from, to] of files) {
    const place = join(folder, 'root', to);
    await mkdir(dirname(place), { recursive: true });
    await copyFile(from, place);
  }
  await writeFile(join(folder, 'Dockerfile'), dockerfile(libraries));
}

async function loadedLibraries(exec: Exec): Promise<readonly string[]> {
  // A set-up action's libraries are on a path that the image doesn't have.
  const path = process.env['LD_LIBRARY_PATH'];
  const env = path === undefined ? {} : { LD_LIBRARY_PATH: path };
  const { exitCode, stdout } = await exec([process.execPath, '-e', LIST], { env, timeoutMs: 20_000 });
  if (exitCode !== 0) throw new Error(`Node.js could not list its shared libraries (exit code ${exitCode})`);
  return librariesIn(stdout);
}

/** The files among the loaded objects. The kernel's own object (`linux-vdso.so.1`) is no file. */
export function librariesIn(report: string): readonly string[] {
  const objects: unknown = JSON.parse(report);
  if (!Array.isArray(objects)) throw new Error('Node.js did not list its shared libraries');
  return [...new Set(objects.filter((path) => typeof path === 'string' && isAbsolute(path)))];
}

/** The image has no loader cache, so the loader gets every folder. */
export function dockerfile(libraries: readonly string[]): string {
  const folders = [...new Set(libraries.map((path) => dirname(path)))];
  return [
    'FROM scratch',
    'COPY root/ /',
    ...(folders.length === 0 ? [] : [`ENV LD_LIBRARY_PATH="${folders.join(':')}"`]),
    `ENTRYPOINT ["${FOLDER}/node", "${FOLDER}/reference.mjs"]`,
    '',
  ].join('\n');
}
