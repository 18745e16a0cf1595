/** What a Node.js process runs to profile itself, and the files that it leaves for the sampler. */

/** Where the processes of a container put their files, as they see it. */
export const V8_FOLDER = '/tmp';
const PREFIX = 'loadgate-profile';

/** CPU time between two samples, µs. */
export const V8_INTERVAL_US = 1_000;
/** How long a profile lasts before it is written, ms: at least, and at most where writing it takes long. */
const CHUNK_MS = { least: 1_000, most: 4_000 } as const;
/** Functions of one file whose lines are told, and files. */
const MAX_V8_FUNCTIONS = 5_000;
const MAX_V8_SCRIPTS = 500;
/** A process that used less of 100 ms than this has nothing to do, ms. */
const IDLE_MS = 15;

/** The file that says: this process profiles itself. */
export const v8MarkOf = (pid: string): string => `${PREFIX}-${pid}.on`;

/** A profile that a process has written. */
export interface V8File {
  readonly name: string;
  /** A thread of the process that runs JavaScript: 0 is the main thread. */
  readonly thread: number;
  /** From 0, in the order in which the thread wrote them. */
  readonly number: number;
}

/** @returns the profile files of one process among the names of a folder, first written first */
export function v8FilesOf(pid: string, names: readonly string[]): readonly V8File[] {
  const shape = new RegExp(`^${PREFIX}-${pid}-(\\d{1,6})-(\\d{1,6})\\.json$`);
  return names
    .flatMap((name): V8File[] => {
      const [, thread, number] = shape.exec(name) ?? [];
      return thread === undefined ? [] : [{ name, thread: Number(thread), number: Number(number) }];
    })
    .sort((a, b) => a.thread - b.thread || a.number - b.number);
}

/**
 * V8's own profiler needs nothing to be compiled in another way. The module lets it run all the time, and writes what it saw
 * every second and whenever the process has nothing more to do. Of an inlined function V8 tells the line alone, so the module
 * adds where each function of the program begins and ends. It holds no process up, and where it can't work it does nothing.
 */
const SOURCE = `
try {
  const { Session } = await import('node:inspector');
  const { readFileSync, renameSync, writeFileSync } = await import('node:fs');
  const { threadId } = await import('node:worker_threads');
  const base = '${V8_FOLDER}/${PREFIX}-' + process.pid;
  if (threadId === 0) writeFileSync(base + '.on', '');
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: ${V8_INTERVAL_US} });
  const now = () => Number(process.hrtime.bigint() / 1000000n);
  let number = 0, rest = ${CHUNK_MS.least}, due = 0, busy = false, used = process.cpuUsage();
  const start = () => { session.post('Profiler.start'); busy = false; due = now() + rest; };
  const linesOf = ({ url, functions }) => {
    const text = readFileSync(url.startsWith('file:') ? new URL(url) : url, 'utf8');
    // A loader may have made other code of the file: then its lines are not V8's.
    const isSame = ({ functionName: name, ranges: [{ startOffset: from, endOffset: to }] }) =>
      to <= text.length && (name === '' || text.slice(Math.max(0, from - name.length - 40), from + name.length + 40).includes(name.split(' ').at(-1)));
    if (functions.filter(isSame).length < 0.8 * functions.length) return [];
    const ends = [];
    for (let at = text.indexOf('\\n'); at >= 0; at = text.indexOf('\\n', at + 1)) ends.push(at);
    const lineAt = (offset) => {
      let low = 0, high = ends.length;
      while (low < high) { const middle = (low + high) >> 1; if (ends[middle] < offset) low = middle + 1; else high = middle; }
      return low + 1;
    };
    return functions.filter(({ ranges: [all] }) => all.startOffset > 0).slice(0, ${MAX_V8_FUNCTIONS}).map(({ functionName, ranges: [all] }) => [lineAt(all.startOffset), lineAt(all.endOffset), functionName]);
  };
  const placesOf = () => {
    const places = {};
    session.post('Profiler.getBestEffortCoverage', (error, covered) => {
      if (error) return;
      const own = covered.result.filter(({ url }) => /^(file:|[/])/.test(url) && !url.includes('/node_modules/'));
      for (const script of own.slice(0, ${MAX_V8_SCRIPTS})) { try { places[script.url] = linesOf(script); } catch {} }
    });
    return places;
  };
  const keep = (profile) => {
    const path = base + '-' + threadId + '-' + number + '.json';
    // As the program is compiled, more functions are known; this takes a while, so it is done more and more rarely.
    const places = (number & (number - 1)) === 0 ? placesOf() : {};
    number++;
    writeFileSync(path + '~', JSON.stringify({ ...profile, places }));
    renameSync(path + '~', path);
  };
  const turn = () => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    const isIdle = user + system < ${IDLE_MS * 1_000};
    if (now() < due && !(isIdle && busy)) { busy ||= !isIdle; return; }
    const began = now();
    session.post('Profiler.stop', (error, result) => { if (!error) keep(result.profile); });
    rest = Math.min(${CHUNK_MS.most}, Math.max(${CHUNK_MS.least}, 20 * (now() - began)));
    start();
  };
  start();
  const timer = setInterval(() => { try { turn(); } catch { clearInterval(timer); } }, 100);
  timer.unref();
} catch {}`;

/** The module, as Node.js imports it before the program. */
export const V8_MODULE = `data:text/javascript,${encodeURIComponent(SOURCE.replace(/\n\s*/g, '\n').trim())}`;
