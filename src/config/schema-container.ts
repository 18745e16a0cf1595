import * as z from 'zod';
import { type Issues, quote, wrong } from '../model/issues.js';
import { command } from './command.js';
import { oneOrMore, repositoryPath, size, texts, VARIABLE, word } from './fields.js';
import { didYouMean } from './nearest.js';

const MIB = 1024 ** 2;
const MAX_FILES = 50;

/**
 * Linux capabilities that may be added: Docker's default set, and three that databases ask for. The others reach beyond
 * the container (SYS_ADMIN, SYS_MODULE, NET_ADMIN …), and the code of a pull request could ask for them.
 */
const CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
  ...['IPC_LOCK', 'SYS_NICE', 'SYS_PTRACE'],
] as const;

function parseCapability(text: string, issues: Issues): string {
  const name = text.toUpperCase().replace(/^CAP_/, '');
  if ((CAPABILITIES as readonly string[]).includes(name)) return name;
  const hint = `Linux capabilities that may be added: ${CAPABILITIES.join(', ')}. Limits of CPU and memory are under "caps".`;
  return wrong(
    issues,
    `${quote(text)} is no capability that can be added${name === 'ALL' ? '' : didYouMean(name, CAPABILITIES)}`,
    hint,
  );
}

const capability = z
  .string({ error: 'a Linux capability such as CHOWN' })
  .meta({ description: 'A Linux capability, with or without CAP_.', examples: ['CHOWN'] })
  .transform(parseCapability);

/** `user`, `uid`, and a group after a colon. */
const USER = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,62})?$/;
const HOST = {
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/,
  phrase: 'a host name such as mail.example.com',
};
const ADDRESS = /^(?:host-gateway|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
const ABSOLUTE = /^\/[^\p{Cc}]{0,4000}$/u;
/** `/run`, and Docker's options after a colon. No comma outside of these: it would be another option. */
const TMPFS = /^\/[A-Za-z0-9_./@+-]{0,500}(?::[a-z]+(?:=[A-Za-z0-9%]+)?(?:,[a-z]+(?:=[A-Za-z0-9%]+)?)*)?$/;

/** An absolute path without `.` and `..`. */
const IN_CONTAINER = /^(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+){1,50}$/u;

const files = z
  .record(
    z.string().regex(IN_CONTAINER, { error: 'an absolute path in the container such as /etc/app.conf' }),
    repositoryPath({ description: 'A file or a folder of the repository.' }),
    { error: 'a mapping of paths in the container to paths of the repository' },
  )
  .refine((all) => Object.keys(all).length <= MAX_FILES, { error: `at most ${MAX_FILES} files` })
  .meta({
    description:
      'Files and folders of the repository that the container has besides those of its image, by their paths in the container.',
    examples: [
      { '/docker-entrypoint-initdb.d': 'deploy/sql', '/run/secrets/password': 'deploy/password.txt' },
    ],
  });

const extraHosts = texts(HOST, {
  description: 'Host names that it knows besides those of its network, with their addresses.',
  examples: [{ 'mail.example.com': '10.0.0.5' }],
}).check((context) => {
  for (const [host, address] of Object.entries(context.value)) {
    if (ADDRESS.test(address)) continue;
    const message = `${quote(address)} is no address: write an IP address, or host-gateway for the machine itself`;
    context.issues.push({ code: 'custom', input: context.value, path: [host], message });
  }
});

/** How a container is started, beyond its image; the same for targets and services. Named as Compose names them. */
export const containerShape = {
  entrypoint: command("Takes the place of the image's ENTRYPOINT; the image's CMD is not used then.", [
    ['docker-entrypoint.sh'],
  ]).optional(),
  user: z
    .union([z.string(), z.int()], { error: 'a user such as app, or 1000:1000' })
    .meta({ description: "The user that it runs as. Default: the image's.", examples: ['1000:1000'] })
    .transform(String)
    .refine((text) => USER.test(text), {
      error: 'a user is a name or an id, with a group after a colon: app, 1000:1000',
    })
    .optional(),
  'working-dir': word(ABSOLUTE, 'an absolute path in the container, such as /app', {
    description: "The folder in the container that it starts in. Default: the image's.",
    examples: ['/app'],
  }).optional(),
  'extra-hosts': extraHosts.optional(),
  tmpfs: oneOrMore(
    word(TMPFS, 'a path in the container such as /run, or /run:size=64m', {
      description: 'A path, with the options of docker run --tmpfs after a colon.',
      examples: ['/run', '/var/cache:size=64m,mode=1777'],
    }),
    'a path in the container such as /run, or a list of them',
    'Folders in the container that are kept in memory. They count towards its memory, and a state does not keep them.',
  ).optional(),
  'shm-size': size(
    { from: MIB, to: 64 * 1024 * MIB },
    { description: "Size of /dev/shm. Default: Docker's, 64m.", examples: ['256m'] },
  ).optional(),
  'cap-add': oneOrMore(
    capability,
    'a Linux capability such as CHOWN, or a list of them',
    'Linux capabilities that it has besides. Not limits: those are under "caps".',
  ).optional(),
  files: files.optional(),
  env: texts(VARIABLE, { description: 'Its environment. It wins over "env-file".' }).optional(),
  'env-file': oneOrMore(
    repositoryPath({
      description: 'A file of NAME=value lines, as docker run --env-file reads it.',
      examples: ['deploy/app.env'],
    }),
    'a path inside the repository, or a list of them',
    'Files of NAME=value lines for its environment, read from the same commit as this file; a later one wins.',
  ).optional(),
};

const containerOptions = z.object(containerShape);
export type ContainerInput = z.output<typeof containerOptions>;
