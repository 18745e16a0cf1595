import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** What `docker` said: never rejects on an exit code that is not 0, so that a test can look at it. */
export interface DockerResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function engineAnswers(): boolean {
  try {
    execFileSync('docker', ['info', '--format', '{{.ServerVersion}}'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a Docker engine answers; decided once a test file. With LOADGATE_REQUIRE_DOCKER=1 its absence is an
 * error, so that CI can't skip these tests by mistake.
 */
export const dockerAvailable: boolean = engineAnswers();

if (!dockerAvailable && process.env.LOADGATE_REQUIRE_DOCKER === '1') {
  throw new Error('LOADGATE_REQUIRE_DOCKER=1, but no Docker engine answers to "docker info"');
}

/**
 * Runs `docker <args>` to its end.
 * @throws where the client can't be started, or takes longer than `timeoutMs` (ms).
 */
export function tryDocker(args: readonly string[], timeoutMs = 300_000): Promise<DockerResult> {
  return new Promise((resolve, reject) => {
    execFile(
      'docker',
      [...args],
      { timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
        else reject(error);
      },
    );
  });
}

/**
 * Runs `docker <args>`.
 * @returns its trimmed stdout.
 * @throws where it ends with another exit code than 0; the message holds the end of what it said.
 */
export async function docker(args: readonly string[], timeoutMs = 300_000): Promise<string> {
  const result = await tryDocker(args, timeoutMs);
  if (result.exitCode !== 0) {
    const said = `${result.stdout}\n${result.stderr}`.trim().slice(-4000);
    throw new Error(`docker ${args.join(' ')} ended with ${result.exitCode}:\n${said}`);
  }
  return result.stdout.trim();
}

/** A name that no other test has, e.g. `loadgate-test-flask-1a2b3c4d5e6f`; fits images, containers and networks. */
export function uniqueName(what: string): string {
  return `loadgate-test-${what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${randomBytes(6).toString('hex')}`;
}

/** The address of a container in one of its networks. */
export function containerAddress(container: string, network: string): Promise<string> {
  const template = `{{(index .NetworkSettings.Networks ${JSON.stringify(network)}).IPAddress}}`;
  return docker(['inspect', '--format', template, container]);
}

/** The address of the host on a bridge network: where a container of that network reaches us. */
export function networkGateway(network: string): Promise<string> {
  return docker(['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', network]);
}

/** The last lines that a container wrote, stdout and stderr together. */
export async function containerLogs(container: string, lines = 50): Promise<string> {
  const result = await tryDocker(['logs', '--tail', String(lines), container]);
  return `${result.stdout}${result.stderr}`;
}

/** Things of the engine that a test made, removed in the right order by `close()`, also where the test failed. */
export interface DockerScope extends AsyncDisposable {
  /** Remembers a container by name or id. */
  container(name: string): string;
  /** Remembers a network by name or id. */
  network(name: string): string;
  /** Remembers an image by tag or id. */
  image(name: string): string;
  /** Removes containers, then networks, then images; what is already gone is fine. Idempotent. */
  close(): Promise<void>;
}

/** A new, empty scope: `await using scope = dockerScope();`, or call `close()` in `afterAll`. */
export function dockerScope(): DockerScope {
  const containers: string[] = [];
  const networks: string[] = [];
  const images: string[] = [];
  const remember = (list: string[]) => (name: string) => {
    list.push(name);
    return name;
  };
  const close = async (): Promise<void> => {
    const failed: string[] = [];
    const remove = async (command: readonly string[], names: string[]): Promise<void> => {
      for (const name of names.splice(0).reverse()) {
        const result = await tryDocker([...command, name], 60_000);
        if (result.exitCode !== 0 && !/no such|not found/i.test(result.stderr)) {
          failed.push(`${name}: ${result.stderr.trim()}`);
        }
      }
    };
    await remove(['rm', '--force', '--volumes'], containers);
    await remove(['network', 'rm'], networks);
    await remove(['image', 'rm', '--force'], images);
    if (failed.length > 0) throw new Error(`could not remove what the test made:\n${failed.join('\n')}`);
  };
  return {
    container: remember(containers),
    network: remember(networks),
    image: remember(images),
    close,
    [Symbol.asyncDispose]: close,
  };
}
