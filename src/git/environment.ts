import type { Environment } from './types.js';

/** One line of git configuration for a command. */
export type ConfigPair = readonly [key: string, value: string];

/** What git, ssh, and curl need from the environment: locations, network access, and the user's own set-up. */
const ALLOWED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'SSH_AUTH_SOCK',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSH_VARIANT',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'CURL_CA_BUNDLE',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

/** Never ask a person, never translate, never run what a transport names, and never use a replaced history. */
const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  GCM_INTERACTIVE: 'never',
  GIT_ALLOW_PROTOCOL: 'file:http:https:ssh',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LFS_SKIP_SMUDGE: '1',
};

/**
 * Configuration for every command. It overrides the repository's own.
 * - Hooks and the file system monitor are programs that a repository names.
 * - Automatic maintenance would continue in the background after loadgate ends.
 * - `safe.directory`: in a container job, the checkout belongs to another user. Git's check protects from a
 *   foreign repository's configuration, of which loadgate runs nothing (guard.ts).
 */
const FIXED_CONFIG: readonly ConfigPair[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.safecrlf', 'false'],
  ['core.splitIndex', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.writeCommitGraph', 'false'],
  ['submodule.recurse', 'false'],
  ['advice.detachedHead', 'false'],
  ['safe.directory', '*'],
];

/**
 * The whole environment of a git command: an allow-list of the surrounding variables, the fixed variables, and
 * configuration, the surrounding one first. Later pairs override earlier ones.
 * @param extra variables of one command (`GIT_INDEX_FILE`, …)
 */
export function gitEnvironment(
  env: Environment,
  config: readonly ConfigPair[] = [],
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const kept = ALLOWED.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    ...FIXED,
    ...configEnv([...configPairs(env), ...FIXED_CONFIG, ...config]),
    ...extra,
  };
}

/** Configuration as variables (git ≥ 2.31), which neither a list of processes nor a URL shows. */
function configEnv(pairs: readonly ConfigPair[]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(pairs.length) };
  for (const [index, [key, value]] of pairs.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}

/** The git configuration that an environment already has. */
function configPairs(env: Environment): readonly ConfigPair[] {
  const count = Number.parseInt(env['GIT_CONFIG_COUNT'] ?? '0', 10);
  const pairs: ConfigPair[] = [];
  for (let index = 0; index < count; index++) {
    const key = env[`GIT_CONFIG_KEY_${index}`];
    if (key !== undefined) pairs.push([key, env[`GIT_CONFIG_VALUE_${index}`] ?? '']);
  }
  return pairs;
}

/**
 * Variables that let git use a token for a server, without the token in argv or a URL.
 * They first empty the list of headers: actions/checkout leaves a header in the repository's configuration,
 * and GitHub answers two Authorization headers with 400.
 * @param serverUrl for example `https://github.com`
 * @param env the environment to add them to; it keeps its own git configuration
 */
export function authEnv(serverUrl: string, token: string, env: Environment = {}): Record<string, string> {
  const key = `http.${serverUrl.replace(/\/+$/, '')}/.extraheader`;
  const credentials = basicCredentials(token);
  return configEnv([...configPairs(env), [key, ''], [key, `AUTHORIZATION: basic ${credentials}`]]);
}

/** The token as the value of an `Authorization: Basic` header. */
export const basicCredentials = (token: string): string =>
  Buffer.from(`x-access-token:${token}`).toString('base64');
