import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { Exec } from '../system/exec.js';

/** Where the program lies in the image. */
const FOLDER = '/loadgate';

/** Printed by a Node.js of its own: nothing that this process has loaded besides, and no socket to be looked up. */
const LIST = 'process.stdout.write(JSON.stringify(process.report.getReport().sharedObjects))';

/**
 * Writes what `docker build` makes the reference's image of, without a registry: `FROM scratch`, the Node.js that runs
 * loadgate, and the shared libraries that it has loaded, each where it was found.
 * @param script absolute path of the reference's bundle
 * @throws Error where this is no Linux, or Node.js does not say what it has loaded
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
  // Libraries of a set-up action are found by a path that the image does not have.
  const path = process.env['LD_LIBRARY_PATH'];
  const env = path === undefined ? {} : { LD_LIBRARY_PATH: path };
  const { exitCode, stdout } = await exec([process.execPath, '-e', LIST], { env, timeoutMs: 20_000 });
  if (exitCode !== 0) throw new Error(`Node.js could not list its shared libraries (exit code ${exitCode})`);
  return librariesIn(stdout);
}

/** The files among what is loaded; the kernel's own object (`linux-vdso.so.1`) is none. */
export function librariesIn(report: string): readonly string[] {
  const objects: unknown = JSON.parse(report);
  if (!Array.isArray(objects)) throw new Error('Node.js did not list its shared libraries');
  return [...new Set(objects.filter((path) => typeof path === 'string' && isAbsolute(path)))];
}

/** There is no cache of the loader's in the image, so it is told every folder. */
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
