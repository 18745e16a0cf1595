/** Which of this machine's docker clients builds images, and with which builder. */
import { LoadgateError } from '../../model/error.js';
import { findPrograms } from '../../system/program.js';
import type { Environment, OwnEnvironment } from '../environment.js';
import { type BuilderKind, buildxVersionArgv, clientVersionArgv } from './argv.js';
import type { DockerCli } from './client.js';

/** A client that has not said by then what it can do can't do it, ms. */
const ANSWER_MS = 8_000;
/** Clients are looked for here, too: a set-up action may have put one without BuildKit first on PATH. */
const USUAL_FOLDERS = '/usr/local/bin:/usr/bin:/snap/bin';

export interface Builder {
  /** What runs `docker build`: `docker`, or the path of another client of this machine. */
  readonly program: string;
  readonly kind: BuilderKind;
  /** Added to the environment of a build. */
  readonly env: Environment;
}

const CLASSIC: Builder = { program: 'docker', kind: 'classic', env: { DOCKER_BUILDKIT: '0' } };

/**
 * BuildKit where any client of this machine has it, unless DOCKER_BUILDKIT=0 says otherwise. Clients up to 22 have it
 * inside, later ones as the plugin buildx.
 *
 * @param context the name of the client's context, which is the name of its engine's own builder, too
 */
export async function findBuilder(docker: DockerCli, own: OwnEnvironment, context: string): Promise<Builder> {
  if (own['DOCKER_BUILDKIT'] === '0') return CLASSIC;
  const others = findPrograms('docker', `${own['PATH'] ?? ''}:${USUAL_FOLDERS}`, '/');
  for (const program of ['docker', ...others]) {
    const kind = await buildKitOf(docker, program);
    if (kind !== 'classic') return { program, kind, env: buildKitEnv(context) };
  }
  return CLASSIC;
}

/**
 * Names the engine's own builder, which puts images into the engine; one that a set-up action chose may not.
 * No attestations: they would make an index of each image, with a time stamp in it.
 */
const buildKitEnv = (context: string): Environment => ({
  DOCKER_BUILDKIT: '1',
  BUILDX_BUILDER: context,
  BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
});

/** A client that has it inside does not build with the plugin. */
async function buildKitOf(docker: DockerCli, program: string): Promise<BuilderKind> {
  const ask = (argv: readonly string[]) =>
    docker.run(argv, { program, timeoutMs: ANSWER_MS }).catch((error: unknown) => {
      if (error instanceof LoadgateError) return { exitCode: 1, stdout: '' };
      throw error;
    });
  const { exitCode, stdout } = await ask(clientVersionArgv());
  if (exitCode === 0 && isBuildKitInside(stdout)) return 'inside';
  return (await ask(buildxVersionArgv())).exitCode === 0 ? 'buildx' : 'classic';
}

/** @param said `Docker version 20.10.24+dfsg1, build 297e128` */
export function isBuildKitInside(said: string): boolean {
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(said) ?? [];
  const version = Number(major) + Number(minor) / 100;
  return version >= 18.09 && version < 23;
}

/** What of a Dockerfile only BuildKit knows, as a person would call it; null: nothing that is seen. */
export function buildKitFeature(dockerfile: string): string | null {
  const instructions = dockerfile
    .replaceAll(/\\[ \t]*\r?\n/g, ' ')
    .split(/\r?\n/)
    .filter((line) => !/^\s*#/.test(line));
  for (const line of instructions) {
    const [, name = '', flag] =
      /^\s*(run|copy|add)\s+(?:--\S+\s+)*?(--(?:mount|network|security|chmod|link|parents|exclude|checksum|keep-git-dir))\b/i.exec(
        line,
      ) ?? [];
    if (flag !== undefined) return `\`${name.toUpperCase()} ${flag}\``;
    if (isHeredoc(line)) return 'a heredoc';
  }
  return null;
}

const isHeredoc = (line: string): boolean => /^\s*(run|copy|add)\s.*<<-?\s*["']?[A-Za-z_]\w*/i.test(line);
