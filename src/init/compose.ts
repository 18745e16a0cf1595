import { readComposeEnv } from '../config/compose/env-file.js';
import { interpolate, type Variables } from '../config/compose/interpolate.js';
import { asMapping, portOf } from '../config/compose/values.js';
import { readYaml } from '../config/read-yaml.js';
import { isMapping, type Mapping, mappingOf } from '../model/issues.js';
import { ownPath } from './dockerfile.js';
import type { ComposeFacts, ComposeService, Found } from './facts.js';
import { byDepth, folderOf, inFolder, isOwn, type Tree } from './tree.js';

/** As Compose looks for them, the first one wins. */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The Compose file nearest to the root; null: there is none that can be read. */
export function findCompose(tree: Tree): ComposeFacts | null {
  const rank = (path: string): number => NAMES.indexOf(path.split('/').at(-1) ?? '');
  const files = [...tree.paths]
    .filter((path) => isOwn(path) && rank(path) !== -1)
    .sort((a, b) => a.split('/').length - b.split('/').length || rank(a) - rank(b) || byDepth(a, b));
  for (const file of files) {
    const facts = composeFacts(tree, file);
    if (facts !== null) return facts;
  }
  return null;
}

function composeFacts(tree: Tree, file: string): ComposeFacts | null {
  const text = tree.read(file);
  const services = text === null ? {} : mappingOf(mappingOf(readYaml(text, () => true).value)['services']);
  if (Object.keys(services).length === 0) return null;
  const folder = folderOf(file);
  const usual = inFolder(folder, '.env');
  const example = inFolder(folder, '.env.example');
  const envFile = !tree.paths.has(usual) && tree.paths.has(example) ? example : null;
  const dotEnv = readComposeEnv(tree.read(envFile ?? usual) ?? '', {});
  const variables = 'variables' in dotEnv ? dotEnv.variables : {};
  const place = { file, folder, variables, tree };
  return {
    file,
    envFile,
    services: Object.entries(services).map(([name, written]) => serviceOf(name, mappingOf(written), place)),
  };
}

interface Place {
  readonly file: string;
  readonly folder: string;
  readonly variables: Variables;
  readonly tree: Tree;
}

function serviceOf(name: string, written: Mapping, place: Place): ComposeService {
  const { env, valueless } = environment(written['environment'], place);
  const health = mappingOf(written['healthcheck'])['test'];
  const healthPath = health === undefined ? null : ownPath(filled([health].flat().join(' '), place) ?? '');
  const from = (key: string): string => `${key} of ${name} in ${place.file}`;
  const { needs, completed } = dependencies(written['depends_on']);
  return {
    name,
    build: buildOf(written['build'], place),
    image: 'build' in written ? null : filled(String(written['image'] ?? ''), place),
    command: commandOf(written['command'], place),
    port: portIn(written, place, from),
    health: healthPath === null ? null : { value: healthPath, source: from('healthcheck') },
    hasHealthcheck: health !== undefined,
    env,
    valueless,
    envFiles: envFilesOf(written['env_file'], place),
    needs,
    completed,
  };
}

/** null: one of its variables has no value. */
function filled(text: string, { variables }: Place): string | null {
  const result = interpolate(text, variables);
  return 'text' in result ? result.text : null;
}

function environment(value: unknown, place: Place): { env: Record<string, string>; valueless: string[] } {
  const env: Record<string, string> = {};
  const valueless: string[] = [];
  for (const [name, one] of Object.entries(asMapping(value) ?? {})) {
    const own = Object.hasOwn(place.variables, name) ? place.variables[name] : undefined;
    const text = one === null || one === undefined ? (own ?? null) : filled(String(one), place);
    if (text === null) valueless.push(name);
    else env[name] = text;
  }
  return { env, valueless };
}

function buildOf(value: unknown, place: Place): ComposeService['build'] {
  if (value === undefined || value === null) return null;
  const { context = '.', dockerfile, args, target } = isMapping(value) ? value : { context: value };
  const folder = inFolder(place.folder, filled(String(context), place) ?? '.').replace(/\/$/, '');
  const { env } = environment(args, place);
  return {
    context: folder,
    ...(dockerfile === undefined || dockerfile === 'Dockerfile'
      ? {}
      : { dockerfile: inFolder(folder, String(dockerfile)) }),
    ...(Object.keys(env).length === 0 ? {} : { args: env }),
    ...(target === undefined ? {} : { target: String(target) }),
  };
}

function commandOf(value: unknown, place: Place): string | readonly string[] | null {
  if (Array.isArray(value)) return value.map((one) => filled(String(one), place) ?? String(one));
  return typeof value === 'string' && value !== '' ? filled(value, place) : null;
}

function portIn(written: Mapping, place: Place, from: (key: string) => string): Found<number> | null {
  for (const key of ['ports', 'expose']) {
    const [first] = [written[key]].flat();
    if (first === undefined || first === null) continue;
    const text = isMapping(first) ? first : (filled(String(first), place) ?? '');
    const { port } = portOf([text]);
    if (typeof port === 'number') return { value: port, source: from(key) };
    if (typeof port === 'string' && /^\d+$/.test(port)) return { value: Number(port), source: from(key) };
  }
  return null;
}

const envFilesOf = (value: unknown, { folder, tree }: Place): readonly string[] =>
  [value]
    .flat()
    .map((one) => (isMapping(one) ? one['path'] : one))
    .filter((one): one is string => typeof one === 'string')
    .map((one) => inFolder(folder, one))
    .filter((path) => tree.paths.has(path));

function dependencies(value: unknown): { needs: string[]; completed: string[] } {
  if (Array.isArray(value)) return { needs: value.map(String), completed: [] };
  const all = Object.entries(mappingOf(value));
  const isCompleted = (options: unknown): boolean =>
    mappingOf(options)['condition'] === 'service_completed_successfully';
  return {
    needs: all.filter(([, options]) => !isCompleted(options)).map(([name]) => name),
    completed: all.filter(([, options]) => isCompleted(options)).map(([name]) => name),
  };
}
