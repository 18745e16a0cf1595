import type { Target } from '../model/config.js';
import type { OwnEnvironment } from './environment.js';
import { targetError } from './errors.js';
import { findProgram } from './programs.js';
import { resolveContext } from './source-paths.js';
import type { Artifact, BuildRequest } from './types.js';

/**
 * Nothing is built for a process: what its command needs is installed by whoever prepares the machine. Checks that
 * the target can be started at all.
 *
 * @throws LoadgateError `no-command`, `command-missing`, `context-missing`, `context-outside`
 */
export function prepareProcess({ target, side, sourceDir }: BuildRequest, own: OwnEnvironment): Artifact {
  const folder = resolveContext(target, sourceDir);
  const [program] = commandOf(target);
  if (findProgram(program, folder, { ...own, ...target.env }['PATH'] ?? '') === null) {
    throw targetError(target, `${target.name}: the program ${program} of its \`command\` was not found`, {
      code: 'command-missing',
      hint: `Install ${program} on this machine before loadgate runs, or let Docker build and run the target.`,
    });
  }
  return { target, side, reference: folder, sizeBytes: null, buildMs: 0 };
}

/** @throws LoadgateError `no-command` */
export function commandOf(target: Target): readonly [string, ...string[]] {
  const [program, ...args] = target.command ?? [];
  if (program !== undefined) return [program, ...args];
  throw targetError(
    target,
    `no Docker engine is used, and ${target.name} has no \`command\` to run as a process`,
    {
      code: 'no-command',
      hint: `Install Docker on this machine, or give ${target.name} a \`command\`, e.g. \`command: node server.js\`.`,
    },
  );
}
