import type { Service, Target } from '../model/config.js';
import { type Subject, targetError } from './errors.js';

export type Environment = Readonly<Record<string, string>>;
/** Our own environment, as Node gives it. */
export type OwnEnvironment = Readonly<Record<string, string | undefined>>;

/** What the docker client needs to find its engine, its credentials and its builder. */
const DOCKER_CLIENT = [
  'PATH',
  'HOME',
  'XDG_RUNTIME_DIR',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'DOCKER_API_VERSION',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

/** What a program needs to run at all; set-up actions of language runtimes set the library path. */
const PROCESS = ['PATH', 'LD_LIBRARY_PATH', 'TZ'];

/** Those of the names that are set. */
export function pick(own: OwnEnvironment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])));
}

/** The docker client's own environment: an allow-list, so that no token of ours reaches a builder. */
export function dockerClientEnv(own: OwnEnvironment): Environment {
  return pick(own, DOCKER_CLIENT);
}

/** Workers that a target is told to start: one a CPU of its cap, at least one, unless it says how many. */
function workers({ workers: wanted, caps }: Target): string {
  return String(wanted ?? Math.max(1, Math.floor(caps.cpus)));
}

/** What a container's environment depends on beside the target and the run. */
interface Around {
  /** What the image sets. */
  readonly image?: Environment | undefined;
  /** Set where neither the image nor the target does. */
  readonly usual?: Environment | undefined;
  /** Variables of the proxies that containers get on this machine. */
  readonly proxies?: Environment | undefined;
}

/**
 * Adds hosts of the run (the upstream, services) to NO_PROXY, where a proxy is set by whomever: a proxy can't reach them,
 * and what is counted there has to come from the target itself.
 *
 * @param image what is set beside `env`, and loses against it
 */
function reachedDirectly(env: Environment, hosts: readonly string[], image: Environment): Environment {
  const all = { ...image, ...env };
  const isBehindProxy = Object.entries(all).some(
    ([name, value]) => /^(https?|ftp|all)_proxy$/i.test(name) && value !== '',
  );
  if (!isBehindProxy || hosts.length === 0) return env;
  const without = (name: string, other: string): string => {
    const known = all[name] ?? all[other] ?? '';
    return known.trim() === '*' ? known : [known, ...hosts].filter((part) => part.trim() !== '').join(',');
  };
  return {
    ...env,
    NO_PROXY: without('NO_PROXY', 'no_proxy'),
    no_proxy: without('no_proxy', 'NO_PROXY'),
  };
}

/** What a target reaches beside it: the hosts of what the run gives, and services. */
const hostsBeside = (given: Environment, { needs }: Target): readonly string[] => [
  ...Object.values(given).flatMap(hostOf),
  ...needs,
];

/** The host of a URL, without the brackets of IPv6; none for anything else. */
function hostOf(value: string): readonly string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || !URL.canParse(value)) return [];
  return [new URL(value).hostname.replaceAll(/[[\]]/g, '')];
}

/** The docker client reads an env-file by lines of at most 64 KiB (Go's bufio.Scanner). */
const MAX_ENV_LINE = 60_000;

/**
 * A container's environment: PORT, WORKERS, proxies and what is usual unless the target says otherwise, then what the
 * run adds. What the run adds is reached without a proxy.
 *
 * It is given to the docker client as an env-file. Not on its command line, which every user of the machine can
 * read; and not in its own environment, where a pull request's LD_PRELOAD would be code that runs outside of the
 * container. An env-file has no way to write a line break.
 *
 * @returns the text of the env-file
 * @throws LoadgateError `bad-env`
 */
export function containerEnvFile(target: Target, given: Environment, around: Around = {}): string {
  const { image = {}, usual = {}, proxies = {} } = around;
  const unset = Object.fromEntries(Object.entries(usual).filter(([name]) => !(name in image)));
  // An internal network leads to no proxy.
  const outside = target.network === 'open' ? proxies : {};
  const port = target.port === null ? {} : { PORT: String(target.port) };
  const ours = { ...port, WORKERS: workers(target) };
  const all = { ...ours, ...unset, ...outside, ...target.env, ...given };
  return envFileOf(target, reachedDirectly(all, hostsBeside(given, target), image));
}

/**
 * The environment of a container that is no target's is what the configuration gives it.
 * @returns the text of the env-file
 * @throws LoadgateError `bad-env`
 */
export const serviceEnvFile = (service: Subject & Pick<Service, 'env'>): string =>
  envFileOf(service, service.env);

function envFileOf(subject: Subject, env: Environment): string {
  checkEnv(subject, env);
  const unfit = Object.entries(env).find(
    ([name, value]) => /[\r\n]/.test(value) || Buffer.byteLength(`${name}=${value}`) > MAX_ENV_LINE,
  );
  if (unfit !== undefined) {
    throw badEnv(
      subject,
      unfit[0],
      'Name and value are a single line of at most 60 kB: encode the value, e.g. as base64.',
    );
  }
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * A process's environment. HOST and PORT are ours to say: two sides at once can't listen on one port,
 * and nobody else is to reach them.
 */
export function processEnv(
  target: Target,
  given: Environment,
  place: {
    readonly port: number;
    readonly home: string;
    readonly own: OwnEnvironment;
    readonly usual?: Environment | undefined;
  },
): Environment {
  const all = {
    ...pick(place.own, PROCESS),
    LANG: 'C.UTF-8',
    HOME: place.home,
    TMPDIR: place.home,
    WORKERS: workers(target),
    ...place.usual,
    ...target.env,
    ...given,
    HOST: '127.0.0.1',
    PORT: String(place.port),
  };
  const env = reachedDirectly(all, hostsBeside(given, target), {});
  checkEnv(target, env);
  return env;
}

/** @throws LoadgateError `bad-env` for what no environment can hold */
function checkEnv(subject: Subject, env: Environment): void {
  for (const [name, value] of Object.entries(env)) {
    if (/^[^\s=#\p{Cc}][^\s=\p{Cc}]*$/u.test(name) && !value.includes('\0')) continue;
    throw badEnv(subject, name, 'Names have no blanks, `=` or leading `#`; values have no NUL characters.');
  }
}

function badEnv(subject: Subject, name: string, hint: string) {
  const message = `${subject.name}: the environment variable ${JSON.stringify(name)} can't be set`;
  return targetError(subject, message, { code: 'bad-env', hint });
}
