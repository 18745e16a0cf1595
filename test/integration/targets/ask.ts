import { Agent, request } from 'node:http';

/** One answer, as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** It came on a connection that had been used before. */
  readonly reused: boolean;
}

/** A client with some connections of its own, kept open. */
export interface Client {
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): void;
}

/** How long a single answer may take before it counts as none, ms. */
const PATIENCE_MS = 30_000;

export function client(host: string, port: number, connections = 1): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request({ host, port, path, agent, headers, timeout: PATIENCE_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString('latin1'),
            reused: asked.reusedSocket,
          }),
        );
      });
      asked.on('timeout', () => asked.destroy(new Error(`no answer to ${path} in ${PATIENCE_MS} ms`)));
      asked.on('error', reject);
      asked.end();
    });
  return { ask, close: () => agent.destroy() };
}

/**
 * Waits until something answers, with any status.
 * @throws where nothing does after a minute; the message holds what `explain` says
 */
export async function untilReady(host: string, port: number, explain: () => Promise<string>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const asking = client(host, port);
    try {
      await asking.ask('/');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      asking.close();
    }
  }
  throw new Error(`nothing answers on ${host}:${port}:\n${await explain()}`);
}
