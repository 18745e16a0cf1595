import { instructions } from '../model/dockerfile.js';
import type { DockerfileFacts, Found } from './facts.js';
import { byDepth, folderOf, inFolder, isOwn, type Tree } from './tree.js';

const DOCKERFILE = /^(?:(?:Docker|Container)file(?:\.[\w-]+)?|[\w-]+\.[Dd]ockerfile)$/;
/** Not what runs in production. */
const OTHER_USE = /(?:dev|test|debug|local|lint|ci|docs?|base|builder|e2e|cypress|storybook)/i;
/** Images that are services beside a target; a Dockerfile on top of one makes another such. */
const BESIDE =
  /^(?:[\w.-]+\/)*(?:postgres|postgis|mysql|mariadb|redis|valkey|mongo|rabbitmq|memcached|elasticsearch|kafka|minio|clickhouse)(?:[:@]|$)/i;

/** The path of an address of the container itself, as health checks ask for it. */
export const ownPath = (text: string): string | null =>
  /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[\w${}:-]+)?(\/[^\s"'|;)]*)?/.exec(
    text,
  )?.[1] ?? null;

/** The port that a command line names: `--port 8000`, `--bind 0.0.0.0:8000`, `runserver 0.0.0.0:8000`. */
function portInCommand(text: string): number | null {
  const plain = text.replaceAll(/["',[\]]+/g, ' ');
  const [, port] =
    /(?:--port|--http-port|-p)[ =]+(\d{2,5})\b/.exec(plain) ??
    /(?:--bind|-b|--listen|--host|--addr|runserver)[ =]+(?:[\w.*[\]:]*:)?(\d{2,5})\b/.exec(plain) ??
    [];
  return port === undefined ? null : Number(port);
}

/** The Dockerfiles that make services: of each context the one for production. */
export function findDockerfiles(tree: Tree): readonly DockerfileFacts[] {
  const found = new Map<string, DockerfileFacts>();
  const candidates = [...tree.paths].filter(
    (path) => isOwn(path) && DOCKERFILE.test(path.split('/').at(-1) ?? ''),
  );
  const isOther = (path: string): boolean =>
    OTHER_USE.test((path.split('/').at(-1) ?? '').replace(/dockerfile|containerfile/i, ''));
  const usual = (path: string): number => (/(?:^|\/)(?:Docker|Container)file$/.test(path) ? 0 : 1);
  for (const path of candidates
    .filter((one) => !isOther(one))
    .sort((a, b) => usual(a) - usual(b) || byDepth(a, b))) {
    const facts = dockerfileFacts(tree, path);
    if (facts === null) continue;
    // Two Dockerfiles in folders of their own may have the root as their context: both make services.
    const key = `${facts.context} ${folderOf(path)}`;
    if (!found.has(key)) found.set(key, facts);
  }
  return [...found.values()].sort((a, b) => byDepth(a.path, b.path));
}

/**
 * @param context of a Compose file; absent: where its COPYs find their files
 * @returns null: it can't be read, or makes a database
 */
function dockerfileFacts(tree: Tree, path: string, context?: string): DockerfileFacts | null {
  const text = tree.read(path);
  if (text === null) return null;
  const all = instructions(text);
  const lastFrom = all.findLastIndex(({ name }) => name === 'FROM');
  const from = all[lastFrom]?.text.replace(/^--\S+\s+/, '') ?? '';
  if (lastFrom === -1 || BESIDE.test(from)) return null;
  const variables = new Map(
    all.filter(({ name }) => name === 'ARG' || name === 'ENV').flatMap(({ text: one }) => assignments(one)),
  );
  const stage = all.slice(lastFrom);
  const last = (name: string) => stage.findLast((one) => one.name === name);
  const at = (line: number, what: string): string => `${what} of ${path}:${line}`;
  const filled = (one: string): string =>
    one.replaceAll(
      /\$\{?(\w+)(?::-([^}]*))?\}?/g,
      (whole, name: string, other?: string) => variables.get(name) ?? other ?? whole,
    );
  const expose = stage.find(({ name, text: one }) => name === 'EXPOSE' && /^\d+/.test(filled(one)));
  const command = last('CMD') ?? last('ENTRYPOINT');
  const health = last('HEALTHCHECK');
  const healthPath = health === undefined ? null : ownPath(filled(health.text));
  const commanded = command === undefined ? null : portInCommand(filled(command.text));
  const port: Found<number> | null =
    expose !== undefined
      ? { value: Number.parseInt(filled(expose.text), 10), source: at(expose.line, 'EXPOSE') }
      : commanded !== null && command !== undefined
        ? { value: commanded, source: at(command.line, command.name) }
        : portVariable(variables, path);
  return {
    path,
    context: context ?? contextOf(tree, path, all),
    port,
    health:
      healthPath === null || health === undefined
        ? null
        : { value: healthPath, source: at(health.line, 'HEALTHCHECK') },
  };
}

function portVariable(variables: ReadonlyMap<string, string>, path: string): Found<number> | null {
  const port = Number(variables.get('PORT'));
  return Number.isInteger(port) && port > 0 ? { value: port, source: `PORT of ${path}` } : null;
}

/** `A=1 B="x y"`, `A 1`, and `A` of ARG without a default. */
function assignments(text: string): [string, string][] {
  const pairs = [...text.matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value.replaceAll(/^["']|["']$/g, '')],
  );
  const [, name, value] = /^(\w+)\s+(\S.*)$/.exec(text) ?? [];
  return pairs.length > 0 || name === undefined || value === undefined ? pairs : [[name, value]];
}

/** Its own folder, unless it copies what only the root or a folder between has. */
function contextOf(tree: Tree, path: string, all: readonly { name: string; text: string }[]): string {
  const copied = all
    .filter(({ name, text }) => (name === 'COPY' || name === 'ADD') && !text.includes('--from='))
    .flatMap(({ text }) => wordsOf(text).slice(0, -1))
    .filter((word) => !/^(?:https?:|git@|\.\/?$|\/$)|[$*?[]/.test(word));
  const folders = [...tree.paths];
  const has = (folder: string, word: string): boolean => {
    const file = inFolder(folder, word.replace(/^\/+/, '')).replace(/\/+$/, '');
    return tree.paths.has(file) || folders.some((one) => one.startsWith(`${file}/`));
  };
  const own = folderOf(path);
  const above =
    own === '.'
      ? ['.']
      : own.split('/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/'));
  const score = (folder: string): number => copied.filter((word) => has(folder, word)).length;
  const best = Math.max(0, ...[...above, '.'].map(score));
  // A folder that only holds Dockerfiles copies everything from elsewhere.
  const isBare = !folders.some(
    (one) =>
      folderOf(one) === own &&
      !DOCKERFILE.test(one.split('/').at(-1) ?? '') &&
      !one.endsWith('.dockerignore'),
  );
  const fitting = [...above, '.'].find((folder) => score(folder) === best) ?? own;
  return copied.length === 0 && isBare ? '.' : fitting;
}

const wordsOf = (text: string): readonly string[] => {
  const plain = text.replaceAll(/(?:^|\s)--\S+/g, ' ').trim();
  const listed = plain.startsWith('[') ? plain.replaceAll(/[[\]",]+/g, ' ') : plain;
  return listed.split(/\s+/).filter((word) => word !== '');
};
