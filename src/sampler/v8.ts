import { existsSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sample } from '../profile/sample.js';
import {
  type FunctionLines,
  readV8Profile,
  type Span,
  type V8Profile,
  v8Samples,
} from '../profile/v8-profile.js';
import { pidInside, readPlain } from './processes.js';
import { V8_FOLDER, V8_INTERVAL_US, type V8File, v8FilesOf, v8MarkOf } from './v8-module.js';

/** Of one file. One second of a busy process has some 200 KB. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** Of one process while it is sampled. */
const MAX_FILES = 200;
/** How long a process may take to write what it saw last: it does so every 4 s at least. */
const LAST_MS = 6_000;
const PAUSE_MS = 50;

/** Whether a process profiles itself, as our module makes Node.js do. */
export const profilesItself = (pid: number): boolean =>
  existsSync(`${folderOf(pid)}/${v8MarkOf(pidInside(pid))}`);

const folderOf = (pid: number): string => `/proc/${pid}/root${V8_FOLDER}`;

/** Now on the clock that V8 goes by, µs. */
export const v8Now = (): number => Number(process.hrtime.bigint() / 1_000n);

/**
 * What processes have seen of themselves from `from` until now. Waits until they have written it, for 6 s at most.
 * @throws the signal's reason
 */
export async function readSelfSampled(
  processes: ReadonlySet<number>,
  from: number,
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const span = { from, to: v8Now() };
  const readers = [...processes].filter(profilesItself).map((pid) => new ProcessReader(pid, span));
  const deadline = Date.now() + LAST_MS;
  for (;;) {
    await Promise.all(readers.map((one) => one.read()));
    if (readers.every(({ isDone }) => isDone) || Date.now() > deadline) break;
    await sleep(PAUSE_MS, undefined, { signal });
  }
  for (const one of readers) one.clean();
  return readers.flatMap((one) => one.samples());
}

/** Reads the files of one process, each once. */
class ProcessReader {
  readonly #pid: number;
  readonly #inside: string;
  readonly #span: Span;
  readonly #seen = new Set<string>();
  readonly #places: Map<string, FunctionLines> = new Map();
  /** Up to when each thread has written, µs. */
  readonly #until = new Map<number, number>();
  readonly #profiles: V8Profile[] = [];

  constructor(pid: number, span: Span) {
    this.#pid = pid;
    this.#inside = pidInside(pid);
    this.#span = span;
  }

  /** Every thread has written what it saw of the whole span. A thread that has not written yet is not known. */
  get isDone(): boolean {
    return this.#until.has(0) && [...this.#until.values()].every((until) => until >= this.#span.to);
  }

  async read(): Promise<void> {
    for (const file of this.#files()) {
      if (this.#seen.has(file.name) || this.#seen.size >= MAX_FILES) continue;
      this.#seen.add(file.name);
      await this.#readFile(file);
    }
  }

  async #readFile({ name, thread }: V8File): Promise<void> {
    const text = await readPlain(`${folderOf(this.#pid)}/${name}`, MAX_FILE_BYTES);
    const profile = text === null ? null : readV8Profile(text);
    if (profile === null) return;
    for (const [url, lines] of Object.entries(profile.places)) this.#places.set(url, lines);
    this.#until.set(thread, Math.max(this.#until.get(thread) ?? 0, profile.endTime));
    if (profile.endTime < this.#span.from || profile.startTime > this.#span.to) return;
    this.#profiles.push(profile);
  }

  samples(): readonly Sample[] {
    const asked = { span: this.#span, intervalUs: V8_INTERVAL_US, places: this.#places };
    return this.#profiles.flatMap((profile) => v8Samples(profile, asked));
  }

  /** A container takes its files with it. A process without one has put them into our own folder. */
  clean(): void {
    if (!sharesFiles(this.#pid)) return;
    const names = [v8MarkOf(this.#inside), ...this.#files().map(({ name }) => name)];
    for (const name of names) rmSync(`${V8_FOLDER}/${name}`, { force: true });
  }

  #files(): readonly V8File[] {
    try {
      return v8FilesOf(this.#inside, readdirSync(folderOf(this.#pid)));
    } catch {
      return []; // It has ended.
    }
  }
}

function sharesFiles(pid: number): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/root`) === '/' &&
      readlinkSync(`/proc/${pid}/ns/mnt`) === readlinkSync('/proc/self/ns/mnt')
    );
  } catch {
    return false;
  }
}
