import { type Document, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { LoadgateError, LoadgateErrors } from '../model/error.js';
import { SERVICE_PATTERN } from '../model/patterns.js';
import type { Facts, SourceFile } from './types.js';
import { pinnedVersion } from './versions.js';

/** The files in a target's folder; null: the file is missing. */
export interface TargetFiles {
  readonly about: SourceFile | null;
  readonly requirements: SourceFile | null;
  readonly packageJson: SourceFile | null;
}

const KEYS_HINT = 'docs/internals/adding-a-target.md lists the keys of about.yml.';

/** @param most limit in characters; a second `.max` would add a limit, not replace this one */
const line = (most = 120) => z.string().trim().min(1).max(most);

/** What a target reaches a service with. */
const client = z.strictObject({ package: line(), how: line(200) });

const aboutKeys = {
  framework: line(40),
  package: line(),
  server: line(60),
  'server-package': line().optional(),
  interface: z.enum(['WSGI', 'ASGI', 'own']),
  async: z.boolean(),
  'upstream-multiple': z.enum(['at once', 'one after the other']),
  ceiling: line(300).optional(),
  /** By the service's name. */
  clients: z.record(z.string().regex(SERVICE_PATTERN), client).optional(),
};

const variant = z.strictObject({
  env: z.record(z.string(), z.string()),
  ...z.object(aboutKeys).partial().shape,
});

const aboutSchema = z.strictObject({ ...aboutKeys, variants: z.array(variant).optional() });
type About = z.infer<typeof aboutSchema>;

/**
 * Reads the facts that the leaderboard shows with a target's figures. Without about.yml, it shows only the name.
 * @param env the target's environment variables, which choose among the variants of about.yml
 * @throws LoadgateError(s) `about-invalid` (usage): about.yml has a wrong shape, or a version isn't pinned
 */
export function readFacts(
  files: TargetFiles,
  target: string,
  env: Readonly<Record<string, string>> = {},
): Facts {
  if (files.about === null) return unknownFacts(target);
  const about = variantOf(parseAbout(files.about), env);
  const version = (name: string): string => {
    const found = pinnedVersion(name, files.requirements, files.packageJson);
    if (found !== null) return found;
    throw invalid(
      `${files.about?.path}: no version of ${JSON.stringify(name)} is pinned in requirements.txt or package.json.`,
      'Name a package as in its line in requirements.txt (name==version) or package.json ("name": "version").',
    );
  };
  const server = about['server-package'];
  return {
    framework: about.framework,
    frameworkVersion: version(about.package),
    server: about.server,
    serverVersion: server === undefined ? null : version(server),
    interface: about.interface,
    async: about.async,
    upstreamMultiple: about['upstream-multiple'],
    ceiling: about.ceiling ?? null,
    clients: Object.fromEntries(
      Object.entries(about.clients ?? {}).map(([service, { package: name, how }]) => [
        service,
        `${name} ${version(name)}, ${how}`,
      ]),
    ),
  };
}

/** The keys of each variant whose variables the target has win over the others. */
function variantOf({ variants = [], ...about }: About, env: Readonly<Record<string, string>>): About {
  const chosen = variants.filter((one) =>
    Object.entries(one.env).every(([name, value]) => env[name] === value),
  );
  return Object.assign(about, ...chosen);
}

const unknownFacts = (target: string): Facts => ({
  framework: target,
  frameworkVersion: null,
  server: null,
  serverVersion: null,
  interface: null,
  async: null,
  upstreamMultiple: null,
  ceiling: null,
  clients: {},
});

function parseAbout({ path, text }: SourceFile): About {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'core', prettyErrors: false, lineCounter: lines });
  const place = (offset: number): string => {
    const { line: row, col } = lines.linePos(offset);
    return `${path}:${Math.max(row, 1)}:${Math.max(col, 1)}`;
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw invalid(
      `${place(broken.pos[0])}: ${broken.message}`,
      'Correct the YAML. docs/internals/adding-a-target.md has a complete example.',
    );
  }
  const checked = aboutSchema.safeParse(plainValue(document, path));
  if (checked.success) return checked.data;
  const errors = checked.error.issues.map((issue) => {
    const node = document.getIn(issue.path, true) as { range?: readonly number[] } | undefined;
    const name = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    const what = issue.message.replace(/^Invalid (?:input|option): /, '');
    return invalid(`${place(node?.range?.[0] ?? 0)}: ${name}${what}`, KEYS_HINT);
  });
  throw new LoadgateErrors(errors);
}

/** Only here does the parser refuse aliases that never end, have no anchor, or multiply. It throws its own error. */
function plainValue(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw invalid(
      `${path}: ${cause instanceof Error ? cause.message : cause}`,
      'about.yml needs no anchors and aliases. Write the values out.',
    );
  }
}

const invalid = (message: string, hint: string): LoadgateError =>
  new LoadgateError(message, { kind: 'usage', code: 'about-invalid', hint });
