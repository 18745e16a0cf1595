import { PassThrough } from 'node:stream';
import type { Clock } from '../../system/clock.js';
import type { ExecResult } from '../../system/exec.js';
import type { CommandLimits } from '../runtime.js';
import { stayArgv } from './argv.js';
import type { DockerCli } from './client.js';

/** A client ends with its container; this is longer than any generation, ms. */
const CLIENT_TIMEOUT_MS = 24 * 3600_000;

/** Commands that stay in one container, and are asked one question after the other. */
export interface StayingCommands {
  /** @returns null: there was no answer in time. @throws what the client throws; the signal's reason */
  ask(argv: readonly string[], limits: CommandLimits): Promise<ExecResult | null>;
  /** Lets all of them end: their input has ended. */
  end(): void;
}

interface Staying {
  /** Its next answer, or how it ended. */
  ask(): Promise<ExecResult>;
  end(): void;
}

/** @param container id or name */
export function stayingCommands(
  container: string,
  { docker, clock }: { readonly docker: DockerCli; readonly clock: Clock },
): StayingCommands {
  const started = new Map<string, Staying>();
  const giveUp = (key: string): void => {
    started.get(key)?.end();
    started.delete(key);
  };
  return {
    ask: async (argv, { signal, timeoutMs }) => {
      const key = JSON.stringify(argv);
      const staying = started.get(key) ?? start(stayArgv(container, argv), signal, docker, () => giveUp(key));
      started.set(key, staying);
      const answered = new AbortController();
      try {
        const late = clock.sleep(timeoutMs, AbortSignal.any([signal, answered.signal])).then(() => null);
        const answer = await Promise.race([staying.ask(), late]);
        if (answer === null) giveUp(key);
        return answer;
      } finally {
        answered.abort();
      }
    },
    end: () => {
      for (const key of [...started.keys()]) giveUp(key);
    },
  };
}

function start(argv: readonly string[], signal: AbortSignal, docker: DockerCli, onEnd: () => void): Staying {
  const input = new PassThrough();
  let lines: string[] = [];
  let answer: (answer: ExecResult) => void = () => {};
  const onLine = (line: string, stream: 'stdout' | 'stderr'): void => {
    if (stream === 'stderr') return;
    if (line !== '') {
      lines.push(line);
      return;
    }
    answer({ exitCode: 0, stdout: lines.join('\n'), stderr: '' });
    lines = [];
  };
  const client = docker.run(argv, { input, onLine, signal, timeoutMs: CLIENT_TIMEOUT_MS });
  client.then(onEnd, onEnd);
  return {
    ask: () => {
      const next = new Promise<ExecResult>((resolve) => {
        answer = resolve;
      });
      input.write('\n');
      return Promise.race([next, client]);
    },
    end: () => void input.end(),
  };
}
