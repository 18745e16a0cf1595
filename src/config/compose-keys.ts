/** What a key of a Compose file (or of another tool's) is here. */
interface ForeignKey {
  /** What to know, after "unknown key …: ". */
  readonly why: string;
  /** What to do, a sentence. */
  readonly hint: string;
  /** The key that does it here, where there is one. */
  readonly here?: string;
}

const key = (why: string, hint: string, here?: string): ForeignKey => ({
  why,
  hint,
  ...(here === undefined ? {} : { here }),
});

const RECIPE = 'docs/services.md shows how to bring a Compose file here.';
const LIMITS = 'Write "caps: { cpus: 1, memory: 512m }": the limits of CPU, memory, processes and files.';

/** A key that has another name here. */
const renamed = (here: string, hint: string): ForeignKey => key(`here it is "${here}"`, hint, here);

/** A key that decides nothing that is measured. */
const LEFT_OUT = key('it decides nothing here', 'Leave it out.');

/** Keys that people bring from Compose. Each has an answer that the nearest spelling would not give. */
const KEYS: ReadonlyMap<string, ForeignKey> = new Map([
  ['compose', key('what targets need goes under "services"', `Write it there: ${RECIPE}`, 'services')],
  ['env_file', renamed('env-file', `Write "env-file", files of NAME=value lines. ${RECIPE}`)],
  ['environment', renamed('env', 'Write "env", a mapping of names to text.')],
  [
    'setup',
    key(
      'there are two ways to prepare something',
      `Write "prepare" in a target (migrations), or "seed" in a service (data). ${RECIPE}`,
    ),
  ],
  [
    'volumes',
    key(
      'containers have no volumes of yours',
      `COPY what a container needs in its Dockerfile; what a service stores is kept by itself. ${RECIPE}`,
    ),
  ],
  ['depends_on', renamed('needs', `Write "needs", names of services. ${RECIPE}`)],
  ['links', renamed('needs', `Write "needs", names of services. ${RECIPE}`)],
  [
    'ports',
    renamed('port', 'Write "port", the one that is listened on in the container: none is published.'),
  ],
  [
    'expose',
    renamed('port', 'Write "port", the one that is listened on in the container: none is published.'),
  ],
  [
    'healthcheck',
    renamed('ready', `Write "ready", a request such as GET /healthz; in a service also "run". ${RECIPE}`),
  ],
  ['working_dir', renamed('working-dir', 'Write "working-dir", an absolute path in the container.')],
  ['extra_hosts', renamed('extra-hosts', 'Write "extra-hosts", a mapping of names to addresses.')],
  ['shm_size', renamed('shm-size', 'Write "shm-size", such as 256m.')],
  ['cap_add', renamed('cap-add', 'Write "cap-add", a list of Linux capabilities such as CHOWN.')],
  [
    'cap_drop',
    key(
      'targets have no Linux capabilities to begin with, and services have the default set of Docker',
      'Leave it out.',
    ),
  ],
  [
    'privileged',
    key('no container is privileged', 'Write the Linux capabilities that it needs under "cap-add".'),
  ],
  ['networks', renamed('network', 'Write "network: open" where the target needs the internet.')],
  ['mem_limit', key('here it is "memory" under "caps"', LIMITS, 'caps')],
  ['deploy', key('limits are under "caps"', LIMITS, 'caps')],
  ['restart', LEFT_OUT],
  ['container_name', LEFT_OUT],
  ['logging', LEFT_OUT],
  ['labels', LEFT_OUT],
]);

/** The answer to a key of another tool; undefined: it is none of them. */
export const foreignKey = (name: string): ForeignKey | undefined => KEYS.get(name);
