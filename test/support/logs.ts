import type { Log } from '../../src/system/log.js';

/** A log that keeps what it is told: `level: message`. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => {
    lines.push(`${level}: ${message}`);
  };
  return {
    lines,
    info: keep('info'),
    warning: keep('warning'),
    error: keep('error'),
    progress: keep('progress'),
    group: (_title, body) => body(),
  };
}
