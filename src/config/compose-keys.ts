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

/** Keys that people bring from Compose. Each has an answer that the nearest spelling would not give. */
const KEYS: ReadonlyMap<string, ForeignKey> = new Map([
  [
    'compose',
    key(
      'no Compose file is read',
      'Write each service that you want to measure under "targets", with its "build" and "port".',
    ),
  ],
  [
    'env_file',
    key(
      'no file of variables is read',
      'Write the variables under "env", or COPY the file in the Dockerfile.',
    ),
  ],
  ['environment', key('here it is "env"', 'Write "env", a mapping of names to text.', 'env')],
  [
    'setup',
    key(
      'nothing runs between the build and the start',
      'Prepare what the service needs with RUN in the Dockerfile, or in the command that starts it; "ready" says when it is done.',
    ),
  ],
  ['volumes', key('targets have no volumes', 'COPY what the service needs in the Dockerfile.')],
  ['ports', key('no port is published', 'Write "port", the one that the service listens on.', 'port')],
  ['expose', key('no port is published', 'Write "port", the one that the service listens on.', 'port')],
  [
    'image',
    key(
      'images are built, so that both sides can differ',
      'Add a Dockerfile with the line "FROM <image>", and name its folder under "build".',
      'build',
    ),
  ],
  [
    'depends_on',
    key('a target starts alone', 'Leave it out; "upstream: true" in a scenario starts a slow upstream.'),
  ],
  ['healthcheck', key('here it is "ready"', 'Write "ready", a request such as GET /healthz.', 'ready')],
  ['entrypoint', key('the image starts as it is built', 'Write ENTRYPOINT and CMD in the Dockerfile.')],
  [
    'networks',
    key('here it is "network"', 'Write "network: open" where the target needs the internet.', 'network'),
  ],
  ['mem_limit', key('here it is "memory" under "caps"', 'Write "caps: { memory: 512m }".', 'caps')],
  ['deploy', key('limits are under "caps"', 'Write "caps: { cpus: 1, memory: 512m }".', 'caps')],
]);

/** The answer to a key of another tool; undefined: it is none of them. */
export const foreignKey = (name: string): ForeignKey | undefined => KEYS.get(name);
