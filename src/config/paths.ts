import { posix } from 'node:path';
import { type Issues, quote, wrong } from '../model/issues.js';

/**
 * A path inside the repository, in the one spelling that the rest of loadgate uses: relative, with `/`,
 * without `.` segments or a slash at its end; `.` is the root. Symbolic links are the runtime's concern.
 */
export function parseRepositoryPath(text: string, issues: Issues): string {
  const help = 'write a path relative to the root of the repository';
  if (text.trim() === '') return wrong(issues, `the path is empty: ${help}, . for the root itself`);
  if (/[\p{Cc}]/u.test(text)) return wrong(issues, `${quote(text)} holds control characters: ${help}`);
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(text)) {
    return wrong(issues, `${quote(text)} is an address: loadgate builds folders of the repository, ${help}`);
  }
  if (text.includes('\\')) return wrong(issues, `${quote(text)} holds a backslash: write folders with /`);
  if (posix.isAbsolute(text) || /^[a-z]:/i.test(text))
    return wrong(issues, `${quote(text)} is absolute: ${help}`);
  if (text.startsWith('~')) return wrong(issues, `${quote(text)} is outside the repository: ${help}`);
  const normal = posix.normalize(text).replace(/\/+$/, '');
  // Also `a/../b`, which stays inside: whoever reviews the file should not have to work it out.
  if (text.split('/').includes('..')) return wrong(issues, `${quote(text)} holds "..": ${help}`);
  return normal === '' ? '.' : normal;
}
