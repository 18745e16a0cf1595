import { describe, expect, it } from 'vitest';
import { LoadgateError } from '../../../src/model/error.js';
import { createSampler } from '../../../src/sampler/perf.js';
import { namingEnv } from '../../../src/sampler/sampler.js';
import type { Exec } from '../../../src/system/exec.js';

const what = { processes: new Set([process.pid]), cpus: 1, goModule: null };
const { signal } = new AbortController();

const ending =
  (stderr: string, exitCode = 255): Exec =>
  async () => ({ exitCode, stdout: '', stderr });

const PARANOID = `Error:
Access to performance monitoring and observability operations is limited.
Consider adjusting /proc/sys/kernel/perf_event_paranoid setting to open
access to performance monitoring and observability operations for processes
without CAP_PERFMON, CAP_SYS_PTRACE or CAP_SYS_ADMIN Linux capability.
`;

const missing: Exec = async () => {
  throw new LoadgateError('the program perf was not found', {
    ...{ kind: 'machine', code: 'program-missing', hint: 'Install perf.' },
  });
};

describe('a sampler that can’t sample', () => {
  it.each([
    ['perf is not there', missing, 'perf-missing', 'perf is not installed on this machine'],
    [
      'it is there for another kernel',
      ending('WARNING: perf not found for kernel 6.8.0-1021\n'),
      ...['perf-missing', 'perf is not installed on this machine'],
    ],
    [
      'the kernel denies it',
      ending(PARANOID),
      'perf-denied',
      'perf may not look into the processes of targets',
    ],
    [
      'it ends otherwise',
      ending('\nfailed to mmap with 12 (Cannot allocate memory)\n'),
      ...['perf-failed', 'perf failed: failed to mmap with 12 (Cannot allocate memory)'],
    ],
    ['it says nothing', ending('', 3), 'perf-failed', 'perf failed: exit code 3'],
  ] as const)('says why: %s', async (_, exec, code, message) => {
    await expect(createSampler(exec as Exec).start(what, signal)).rejects.toMatchObject({
      why: { kind: 'none', code, message },
    });
  });

  it('ends with the run', async () => {
    const controller = new AbortController();
    const started = createSampler(
      (_, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.throwIfAborted();
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        }),
    ).start(what, controller.signal);
    controller.abort(new Error('cancelled'));
    await expect(started).rejects.toThrow('cancelled');
  });
});

describe('namingEnv', () => {
  it('keeps the options that are set', () => {
    const { NODE_OPTIONS = '' } = namingEnv({ NODE_OPTIONS: '--title=a' });
    expect(NODE_OPTIONS).toMatch(/^--title=a --import=data:text\/javascript,[^ "]+$/);
    expect(namingEnv({})['NODE_OPTIONS']).not.toMatch(/^ |undefined/);
    // Node.js splits them at blanks.
    expect(NODE_OPTIONS.split(' ').every((option) => option.startsWith('--'))).toBe(true);
  });
});
