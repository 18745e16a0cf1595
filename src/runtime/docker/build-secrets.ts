/**
 * What a build gets of the job: secrets and SSH ids, by name. Their values are in no argv, log, image or record.
 * That a pull request from a fork gets none is seen to before (plan/build-secrets.ts).
 */
import type { BuildSecret } from '../../model/config.js';
import type { LoadgateError } from '../../model/error.js';
import type { Environment, OwnEnvironment } from '../environment.js';
import { machineError, type Subject, targetError } from '../errors.js';
import type { Buildable } from '../source-paths.js';
import type { Builder } from './builder.js';

export interface BuildSecrets {
  /** Options of `docker build`. */
  readonly options: readonly string[];
  /** Added to the docker client's environment. */
  readonly env: Environment;
  /** A line of the build's log without their values. */
  masked(line: string): string;
}

const MASK = '***';
/** Shorter lines of a value are no secret by themselves (`{`, `==`), and would mask half of the log. */
const LEAST_MASKED = 4;

/**
 * @param own the job's environment, in which the values are
 * @throws LoadgateError `secret-missing` (usage), `buildkit-missing` (machine)
 */
export function buildSecrets(target: Buildable, own: OwnEnvironment, builder: Builder): BuildSecrets {
  const { secrets = [], ssh = [] } = target.build ?? {};
  if (secrets.length === 0 && ssh.length === 0) return { options: [], env: {}, masked: (line) => line };
  if (builder.kind === 'classic') throw needsBuildKit(target);
  const values = secrets.map((secret) => secretIn(target, secret, own));
  // Names of our own, so that no secret can be a setting of the docker client.
  const names = secrets.map((_, at) => `LOADGATE_SECRET_${at}`);
  return {
    options: [
      ...secrets.flatMap(({ id }, at) => ['--secret', `id=${id},env=${names[at]}`]),
      ...ssh.flatMap((id) => ['--ssh', id]),
    ],
    env: {
      ...Object.fromEntries(values.map((value, at) => [names[at], value])),
      ...(ssh.length === 0 ? {} : { SSH_AUTH_SOCK: agentOf(target, own) }),
    },
    masked: maskOf(values),
  };
}

function secretIn(target: Subject, { id, env }: BuildSecret, own: OwnEnvironment): string {
  const value = own[env] ?? '';
  if (value !== '') return value;
  throw targetError(
    target,
    `${target.name}: the build secret ${id} is not there: the variable ${env} is empty`,
    {
      code: 'secret-missing',
      hint: `Set ${env} in the \`env\` of the step that runs loadgate, such as \`${env}: \${{ secrets.${env} }}\`.`,
    },
  );
}

function agentOf(target: Subject, own: OwnEnvironment): string {
  const socket = own['SSH_AUTH_SOCK'] ?? '';
  if (socket !== '') return socket;
  throw targetError(target, `${target.name}: its build wants an SSH agent, and this job has none`, {
    code: 'secret-missing',
    hint: 'Start one before loadgate runs (`webfactory/ssh-agent`, or ssh-agent and ssh-add), so that SSH_AUTH_SOCK is set.',
  });
}

const needsBuildKit = (target: Subject): LoadgateError =>
  machineError(`the build of ${target.name} needs BuildKit (\`secrets\`, \`ssh\`)`, {
    code: 'buildkit-missing',
    hint: 'Only the classic builder is there: install the plugin buildx (`docker/setup-buildx-action`), and do not set DOCKER_BUILDKIT=0.',
  });

/** Longest first: a value may be a part of another one. */
function maskOf(values: readonly string[]): (line: string) => string {
  const parts = values
    .flatMap((value) => [value, ...value.split(/\r?\n/)].map((part) => part.trim()))
    .filter((part) => part.length >= LEAST_MASKED)
    .sort((a, b) => b.length - a.length);
  return (line) => parts.reduce((text, part) => text.replaceAll(part, MASK), line);
}
