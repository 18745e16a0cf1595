/**
 * Watches a run from outside: every program that it finds by PATH (a recorder stands before each, so that none is too
 * quick to be seen), every process of its tree as /proc shows it, every temporary file while it is there.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf } from '../../src/system/descendants.js';
import type { Place } from './planted.js';

const RECORDED = ['git', 'docker', 'taskset', 'setpriv'];
/** Scripts of dist/ that the runner or a user starts; their own environment is what they were given. */
const STEP = /\/dist\/(?:main|post|report|cli)\.js(?:\0|$)/;
/** What the runner gave, or a user: all of it is there. */
export const STEP_PLACE = 'environment of the step';
const POLL_MS = 10;
const LARGEST_FILE = 2 ** 20;

export interface Watch extends AsyncDisposable {
  /** Its own, for files of the test. */
  readonly folder: string;
  /** For what is watched: its files are read while they are there. */
  readonly temp: string;
  /** PATH for what is watched. */
  readonly path: string;
  /** Looks now, beside all the other times. */
  look(): void;
  /** Ends it, and says what was seen. */
  end(): Promise<readonly Place[]>;
}

export function watchRun(): Watch {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-watch-'));
  const [programs, records, temp] = ['bin', 'records', 'temp'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [programs, records, temp]) mkdirSync(path);
  for (const name of RECORDED) record(name, programs, records);
  const seen = new Map<string, Place>();
  const look = (): void => {
    for (const place of [...processes({ programs, records }), ...filesIn(temp)]) {
      seen.set(`${place.name}\n${place.text}`, place);
    }
  };
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      look();
      await sleep(POLL_MS);
    }
  })();
  return {
    folder,
    temp,
    path: [programs, process.env['PATH'] ?? ''].join(delimiter),
    look,
    end: async () => {
      ended = true;
      await watching;
      return [...seen.values(), ...recorded(records)];
    },
    [Symbol.asyncDispose]: async () => {
      ended = true;
      await watching;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A program that notes what it was started with, looks at containers before they are removed, and becomes the real one. */
function record(name: string, programs: string, records: string): void {
  const real = which(name);
  if (real === null) return;
  const container = `if [ "$1" = rm ]; then
  for last; do :; done
  { "$real" container inspect "$last"; "$real" exec "$last" cat /proc/1/environ; "$real" logs "$last"; } > "$at.container" 2>&1
fi
`;
  const script = `#!/bin/sh
real='${real}'
at=$(/bin/mktemp '${records}/${name}.XXXXXX')
/bin/cp /proc/$$/environ "$at.environ"
/bin/cp /proc/$$/cmdline "$at.cmdline"
${name === 'docker' ? container : ''}exec "$real" "$@"
`;
  writeFileSync(join(programs, name), script);
  chmodSync(join(programs, name), 0o755);
}

function which(name: string): string | null {
  try {
    return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

function recorded(records: string): readonly Place[] {
  return readdirSync(records).flatMap((file) => {
    const [program = '', , kind] = file.split('.');
    if (kind === undefined) return [];
    const name = { environ: `environment of ${program}`, cmdline: 'command lines', container: 'containers' }[
      kind
    ];
    return [{ name: name ?? kind, text: read(join(records, file)) }];
  });
}

/** The run's processes: whatever a step of ours, which is a descendant of this process, has started. */
function processes({ programs, records }: { programs: string; records: string }): readonly Place[] {
  const steps = descendantsOf(process.pid).filter(({ pid }) => STEP.test(read(`/proc/${pid}/cmdline`)));
  const own = steps.map(({ pid }) => ({ name: STEP_PLACE, text: read(`/proc/${pid}/environ`) }));
  const started = steps
    .flatMap(({ pid }) => descendantsOf(pid))
    .flatMap(({ pid }) => {
      const cmdline = read(`/proc/${pid}/cmdline`);
      const environ = read(`/proc/${pid}/environ`);
      // Between fork and exec it is a copy of its parent; and the recorders' own helpers are none of the run's.
      const unclear = cmdline !== read(`/proc/${pid}/cmdline`) || STEP.test(cmdline);
      if (unclear || cmdline === '' || cmdline.includes(records)) return [];
      return [
        { name: `environment of ${nameOf(cmdline, programs)}`, text: environ },
        { name: 'command lines', text: cmdline },
      ];
    });
  return [...own, ...started];
}

/** The program's name; of what a recorder or Node.js runs, that one's, and git's of a shell that git starts. */
function nameOf(cmdline: string, programs: string): string {
  const [program = '', script = '', command = ''] = cmdline.split('\0');
  if (script === '-c' && command.startsWith('git-')) return 'git';
  const isScript = script.startsWith(programs) || (basename(program) === 'node' && !script.startsWith('-'));
  return basename(isScript ? script : program);
}

function filesIn(folder: string): readonly Place[] {
  return list(folder)
    .map((name) => join(folder, name))
    .filter(isSmallFile)
    .map((path) => ({ name: 'temporary files', text: read(path) }));
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

function isSmallFile(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= LARGEST_FILE;
  } catch {
    return false;
  }
}

/** Empty: it is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
