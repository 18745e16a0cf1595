/** The engine's API, where its answers are wanted as they are: what it counts of containers. */
import { Agent, type ClientRequestArgs, request } from 'node:http';
import { Duplex, PassThrough } from 'node:stream';
import { machineError } from '../errors.js';
import { dialArgv } from './argv.js';
import type { DockerCli } from './client.js';

const TIMEOUT_MS = 5_000;
/** A connection lives as long as its run at most, ms. */
const CONNECTION_MS = 24 * 3600_000;

export interface EngineApi {
  /** @returns the answer's body @throws LoadgateError `engine-unreachable` */
  get(path: string): Promise<string>;
  /** Ends its connections; those that somebody waits for fail. */
  close(): void;
}

/** Of an engine on this machine, which knows us by who may open its socket. */
export const socketApi = (socketPath: string): EngineApi => ({
  get: (path) => ask({ socketPath, path }),
  close: () => {},
});

/**
 * Of any engine, by connections that the docker client makes: it knows contexts, TLS, and SSH. They are kept and used again,
 * since each one over SSH takes a third of a second to open.
 */
export function clientApi(docker: DockerCli): EngineApi {
  const agent = new DialAgent(docker);
  return { get: (path) => ask({ agent, path }), close: () => agent.destroy() };
}

class DialAgent extends Agent {
  readonly #docker: DockerCli;

  constructor(docker: DockerCli) {
    super({ keepAlive: true });
    this.#docker = docker;
  }

  override createConnection(): Duplex {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const connection = new ClientConnection(input, output);
    this.#docker
      .run(dialArgv(), { input, output, timeoutMs: CONNECTION_MS, signal: connection.ended.signal })
      .then(
        ({ stderr }) => connection.destroy(new Error(stderr.trim() || 'the connection ended')),
        (error: unknown) => connection.destroy(error as Error),
      );
    return connection;
  }
}

/** What a client writes to and reads from, with what HTTP wants of a socket besides. */
class ClientConnection extends Duplex {
  readonly ended = new AbortController();
  readonly #input: PassThrough;
  readonly #output: PassThrough;

  constructor(input: PassThrough, output: PassThrough) {
    super();
    this.#input = input;
    this.#output = output;
    output.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) output.pause();
    });
    output.on('end', () => this.push(null));
  }

  override _read(): void {
    this.#output.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#input.write(chunk, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.ended.abort();
    done(error);
  }

  setKeepAlive = (): this => this;
  setNoDelay = (): this => this;
  setTimeout = (): this => this;
  ref = (): this => this;
  unref = (): this => this;
}

function ask(where: ClientRequestArgs): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      clearTimeout(timer);
      reject(
        machineError('the Docker engine does not tell how much a container uses', {
          code: 'engine-unreachable',
          hint: "Look at the Docker engine's log, and run it again.",
          cause,
        }),
      );
    };
    const asked = request({ ...where, headers: { host: 'docker' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString('utf8');
        if (answer.statusCode === 200) resolve(text);
        else fail(new Error(`${answer.statusCode}: ${text}`));
      });
    });
    const timer = setTimeout(() => asked.destroy(new Error('timeout')), TIMEOUT_MS);
    asked.on('error', fail);
    asked.end();
  });
}
