import { spawnSync } from 'node:child_process';

/** Makes a named pipe: who opens it to read waits until somebody writes. */
export function makePipe(path: string): void {
  const program = 'mkfifo';
  const { status, stderr } = spawnSync(program, [path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${path}: ${stderr}`);
}
