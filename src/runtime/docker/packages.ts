import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { createPackageReader, type PackageReader, type Packages } from '../packages.js';
import type { Artifact } from '../runtime.js';
import { createForFilesArgv, exportArgv, removeContainersArgv } from './argv.js';
import type { DockerCli } from './client.js';

/** Reading an image of 1 GiB takes some 5 s; this is for slow disks, ms. */
const TIMEOUT_MS = 60_000;

/**
 * The packages of an image: of its file system as the engine exports it, in one pass that keeps only what says something of
 * packages. Nothing of the image runs.
 * @throws LoadgateError `engine-failed`, `timeout`; what a broken archive throws; the signal's reason
 */
export async function imagePackages(
  { reference, target }: Pick<Artifact, 'reference' | 'target'>,
  signal: AbortSignal,
  { docker, runId }: { readonly docker: DockerCli; readonly runId: string },
): Promise<Packages> {
  const container = (
    await docker.output(createForFilesArgv(runId, reference, { command: target.command, entrypoint: null }), {
      signal,
    })
  ).trim();
  try {
    const reader = createPackageReader();
    const { readable, writable } = createTarDecoder();
    // Nobody reads the rest of an archive that is broken.
    const broken = new AbortController();
    const read = readArchive(readable, reader).catch((error: unknown) => {
      broken.abort(error);
      throw error;
    });
    const output = Writable.fromWeb(writable);
    const options = { output, timeoutMs: TIMEOUT_MS, signal: AbortSignal.any([signal, broken.signal]) };
    await Promise.all([docker.output(exportArgv(container), options), read]);
    return reader.packages();
  } finally {
    await docker.run(removeContainersArgv([container]));
  }
}

async function readArchive(entries: AsyncIterable<ParsedTarEntry>, reader: PackageReader): Promise<void> {
  for await (const { header, body } of entries) {
    const file = header.type === 'file' ? reader.fileAt(header.name.replace(/^(?:\.?\/)+/, '')) : null;
    if (file === null) await body.cancel();
    else if (file.most === 0) {
      file.take('');
      await body.cancel();
    } else if (header.size > file.most) await body.cancel();
    else file.take(await text(body));
  }
}
