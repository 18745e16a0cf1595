/** What becomes of the keys of a service in a Compose file. */

/** Keys that say the same here, each with its name here. */
export const TAKEN: Readonly<Record<string, string>> = {
  image: 'image',
  build: 'build',
  command: 'command',
  entrypoint: 'entrypoint',
  environment: 'env',
  env_file: 'env-file',
  healthcheck: 'ready',
  depends_on: 'needs',
  tmpfs: 'tmpfs',
  shm_size: 'shm-size',
  user: 'user',
  working_dir: 'working-dir',
  extra_hosts: 'extra-hosts',
  cap_add: 'cap-add',
  expose: 'port',
  ports: 'port',
};

/** Keys that decide nothing that is measured. */
const NO_MATTER = [
  ...['annotations', 'attach', 'container_name', 'develop', 'hostname', 'init', 'labels', 'logging'],
  ...['label_file', 'platform', 'profiles', 'pull_policy', 'restart', 'scale', 'security_opt', 'stdin_open'],
  ...['stop_grace_period', 'stop_signal', 'tty', 'oom_score_adj', 'oom_kill_disable', 'cap_drop'],
];

/** Limits, which are under "caps" here. */
const LIMITS = [
  ...['cpus', 'cpu_count', 'cpu_percent', 'cpu_period', 'cpu_quota', 'cpu_shares', 'cpuset', 'deploy'],
  ...[
    'mem_limit',
    'mem_reservation',
    'mem_swappiness',
    'memswap_limit',
    'pids_limit',
    'ulimits',
    'blkio_config',
  ],
];

const LIMITS_REMARK = 'limits are taken from "caps" in loadgate.yml';
const IGNORED: ReadonlyMap<string, string> = new Map([
  ...NO_MATTER.map((key) => [key, 'it decides nothing that is measured'] as const),
  ...LIMITS.map((key) => [key, LIMITS_REMARK] as const),
]);

/** What to know of keys that would change what the service does. */
const REFUSED: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  ['extends', ['no other service is read for it', 'Write what it brings in into this service.']],
  ['volumes_from', ['volumes are not shared', 'COPY the files in a Dockerfile.']],
  ['privileged', ['no container is privileged', 'Add the Linux capabilities that it needs under "cap_add".']],
  ['links', ['another name would not be known', 'Name the service under "depends_on" and use its own name.']],
]);

/** Why a key is ignored; undefined: it is not. */
export const ignoredBecause = (key: string): string | undefined =>
  key.startsWith('x-') ? 'it is an extension' : IGNORED.get(key);

/** Why a key is refused, and what to do. */
export const refusedBecause = (key: string): readonly [why: string, hint: string] =>
  REFUSED.get(key) ?? [
    'loadgate does not know what it changes',
    'Leave it out, or write the service in loadgate.yml: docs/services.md shows how.',
  ];
