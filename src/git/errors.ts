import { LoadgateError } from '../model/error.js';
import type { ExecResult } from '../system/exec.js';

/** Lines of git's output that an error keeps. */
const LOG_LINES = 20;
const LINE_LENGTH = 500;

/** The last lines of git's output, oldest first, without secrets in URLs. */
export function saidLines({ stdout, stderr }: ExecResult): readonly string[] {
  return `${stdout}\n${stderr}`
    .split(/[\r\n]+/)
    .map((line) => redact(line).trimEnd())
    .filter((line) => line !== '')
    .slice(-LOG_LINES)
    .map((line) => line.slice(0, LINE_LENGTH));
}

/** A text without user names and passwords in its URLs. */
export function redact(text: string): string {
  return text.replaceAll(/(\w:\/\/)[^\s/@]+@/g, '$1***@');
}

/** The most useful line of git's output: its `fatal:` or `error:` line, otherwise the last line. */
export function reasonOf(result: ExecResult): string {
  const lines = saidLines(result);
  const line = lines.find((one) => /^(?:fatal|error|remote: error):/i.test(one)) ?? lines.at(-1);
  return line?.replace(/^(?:fatal|error|remote: error): */i, '') ?? `it ended with ${result.exitCode}`;
}

interface KnownFailure {
  readonly pattern: RegExp;
  readonly kind: 'usage' | 'machine';
  readonly code: string;
  readonly hint: string;
}

const KNOWN: readonly KnownFailure[] = [
  {
    pattern: /not a git repository|must be run in a work tree/,
    kind: 'usage',
    code: 'not-a-repository',
    hint: 'Run it inside a checkout; in a workflow, let actions/checkout run before it.',
  },
  {
    pattern: /dubious ownership|is owned by someone else/,
    kind: 'machine',
    code: 'repository-not-trusted',
    hint: 'Run `git config --global --add safe.directory <folder>` for it, or use git 2.38 or newer.',
  },
  {
    // A checkout says only that it can't write, not why. Without permission, it says that it can't create.
    pattern: /No space left on device|Disk quota exceeded|unable to write file/i,
    kind: 'machine',
    code: 'disk-full',
    hint: 'Free disk space, for example by removing unused images, and run it again.',
  },
];

/**
 * The error of a git command that failed.
 * @param what the command's purpose (`list the files of a1b2c3d`)
 */
export function gitError(what: string, result: ExecResult): LoadgateError {
  const known = KNOWN.find(({ pattern }) => pattern.test(result.stderr));
  return new LoadgateError(`Git could not ${what}: ${reasonOf(result)}`, {
    kind: known?.kind ?? 'machine',
    code: known?.code ?? 'git-failed',
    hint: known?.hint ?? 'What git said is below; the same command by hand shows the same.',
    log: saidLines(result),
  });
}
