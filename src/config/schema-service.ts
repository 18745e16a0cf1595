import * as z from 'zod';
import type { Mapping } from '../model/issues.js';
import { command } from './command.js';
import { DEFAULT_READY_TIMEOUT_MS } from './defaults.js';
import { duration, repositoryPath, section, whole, word } from './fields.js';
import { build } from './schema-build.js';
import { ownCaps } from './schema-caps.js';
import { containerShape } from './schema-container.js';
import { requestLine, requestShape } from './schema-request.js';
import { formatDuration } from './units.js';

const COUNT_SOURCES = ['mysql', 'postgres', 'redis', 'rabbitmq'] as const;
const COUNT_PHRASE = '"mysql", "postgres", "redis", "rabbitmq", or a mapping with "run"';

/** An image as `docker pull` takes it; never an option of the command line. */
export const image = word(
  /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}$/,
  'the name of an image such as postgres:16',
  {
    description: 'An image that runs as it is; pulled where it is not there.',
    examples: ['postgres:16'],
  },
);

export const needs = z
  .array(z.string({ error: 'the name of a service' }), { error: 'a list of names of services' })
  .max(50, { error: 'at most 50' });

const readySection = section(
  {
    run: command('A command in its container: ready when it exits with 0.', [['pg_isready']]).optional(),
    ...requestShape,
    path: requestShape.path.optional(),
  },
  { description: 'A command in its container, or a whole request.' },
).check((context) => {
  const { run, ...request } = context.value;
  const isRequest = Object.values(request).some((value) => value !== undefined);
  const message =
    run === undefined
      ? 'neither "run" nor "path" is there: write { run: [pg_isready] }, or a request such as GET /health'
      : '"run" and a request are both there: choose one';
  if ((run === undefined) === (request.path === undefined) || (run !== undefined && isRequest))
    context.issues.push({ code: 'custom', input: context.value, message });
});

const ready = z
  .union([requestLine, readySection], {
    error: 'a request like "GET /health", or a mapping with "run" or "path"',
  })
  .meta({
    description: "What tells when it is ready. Default: the image's HEALTHCHECK, else an answer on its port.",
    examples: [{ run: ['pg_isready'] }],
  });

const runOnly = (description: string, example: readonly string[]) =>
  section({ run: command('The command.', [example]) }, { description });

/** One service as it is written. */
export const service = section(
  {
    image: image.optional(),
    build: build.optional(),
    command: command("Takes the place of the image's CMD.").optional(),
    ...containerShape,
    port: whole(
      { from: 1, to: 65_535 },
      {
        description:
          'The port that it listens on inside its container. Default: the usual one of what "count" names, else the one that its image EXPOSEs.',
      },
    ).optional(),
    ready: ready.optional(),
    'ready-timeout': duration(
      { from: 1_000, to: 1_800_000 },
      {
        description: 'How long it may take to get ready.',
        default: formatDuration(DEFAULT_READY_TIMEOUT_MS),
      },
    ).optional(),
    seed: runOnly(
      'A command in the started, ready container, run once: every generation of each side starts from what it leaves.',
      ['sh', '/seed.sh'],
    ).optional(),
    count: z
      .union(
        [
          z
            .enum(COUNT_SOURCES, { error: COUNT_PHRASE })
            .meta({ description: 'A server whose own counters are read.' }),
          runOnly('A command in its container that prints "name value" lines.', ['sh', '/counts.sh']),
        ],
        { error: COUNT_PHRASE },
      )
      .meta({
        description:
          'The server whose own counters are read (queries, commands, messages of a request), or a command that prints them.',
      })
      .optional(),
    caps: ownCaps('service').optional(),
    needs: needs.meta({ description: 'Services that start before it.' }).optional(),
  },
  { description: 'What targets need beside them, such as a database.' },
);

/** A DNS label; and underscores, which Compose files use and Docker resolves. */
const SERVICE_NAME = /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/;
export const isServiceName = (name: string): boolean =>
  SERVICE_NAME.test(name) && !(name in Object.prototype);

const writtenServices = z
  .object(
    {
      from: repositoryPath({
        description: 'A Compose file that services are taken from.',
        examples: ['compose.yaml'],
      }).optional(),
      only: z
        .array(z.string({ error: 'the name of a service' }), { error: 'a list of names of services' })
        .max(50, { error: 'at most 50' })
        .meta({
          description:
            'The services that are taken from it. Default: those that targets need, with all that these depend on.',
        })
        .optional(),
      'env-file': repositoryPath({
        description:
          'The file of the variables of the Compose file. Default: the .env beside it, which many do not commit.',
        examples: ['.env.example'],
      }).optional(),
    },
    { error: 'a mapping of names to services' },
  )
  .catchall(service)
  .check((context) => {
    const { value } = context;
    for (const key of ['only', 'env-file'] as const) {
      if (value[key] === undefined || value.from !== undefined) continue;
      const message = `"${key}" is there without "from", the Compose file that it is about`;
      context.issues.push({ code: 'custom', input: value, path: [key], message });
    }
  })
  .meta({
    description:
      'What targets need beside them, by the name that they reach it by; from a Compose file, what stands here wins.',
    propertyNames: { pattern: SERVICE_NAME.source },
  });

/** Without the keys that are about the Compose file, and no services. */
export const ownServices = ({ from: _, only: __, 'env-file': ___, ...own }: Mapping): Mapping => own;

export const services = writtenServices.transform(
  (written) => ownServices(written) as Record<string, ServiceInput>,
);

export type ServiceInput = z.output<typeof service>;
