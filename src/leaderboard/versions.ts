import type { SourceFile } from './types.js';

/** `Flask==3.1.3`, `uvicorn[standard]==0.50.0 ; python_version > "3.9"`. */
const PINNED =
  /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*===?\s*([^\s;#,]+)\s*(?:[;#].*|--hash.*|\\)?$/;

/** An npm version without a range. */
const EXACT = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/** The version that requirements.txt or package.json pins a package to; null: neither does. */
export function pinnedVersion(
  name: string,
  requirements: SourceFile | null,
  packageJson: SourceFile | null,
): string | null {
  return (
    (requirements && fromRequirements(name, requirements.text)) ??
    (packageJson && fromPackageJson(name, packageJson.text))
  );
}

/** No requirement is longer, and reading a longer one would take time quadratic in its length. */
const LONGEST_LINE = 1000;

function fromRequirements(name: string, text: string): string | null {
  for (const line of text.split(/\r?\n/)) {
    if (line.length > LONGEST_LINE) continue;
    const [, found, version] = PINNED.exec(line.trim()) ?? [];
    if (found !== undefined && normalised(found) === normalised(name)) return version ?? null;
  }
  return null;
}

/** Two names of Python packages are equal if their normalised forms are (PEP 503). */
const normalised = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

function fromPackageJson(name: string, text: string): string | null {
  const { dependencies } = parsed(text);
  if (typeof dependencies !== 'object' || dependencies === null || !Object.hasOwn(dependencies, name)) {
    return null;
  }
  const version = (dependencies as Record<string, unknown>)[name];
  return typeof version === 'string' && EXACT.test(version) ? version : null;
}

function parsed(text: string): { readonly dependencies?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
