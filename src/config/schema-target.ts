import * as z from 'zod';
import type { Caps } from '../model/config.js';
import { checkArgv, parseCommand } from './command.js';
import { DEFAULT_CAPS, DEFAULT_READY_TIMEOUT_MS } from './defaults.js';
import { type About, choice, decimal, duration, section, size, texts, VARIABLE, whole } from './fields.js';
import { build } from './schema-build.js';
import { request } from './schema-scenario.js';
import { formatDuration, formatSize } from './units.js';

const MIB = 1024 ** 2;

/** @param defaults what an editor shows as default; those of a target come from the top level. */
function capsSection(defaults: Partial<Caps>, about: About) {
  const memory = defaults.memoryBytes === undefined ? undefined : formatSize(defaults.memoryBytes);
  const told = (description: string, value: unknown): About =>
    value === undefined ? { description } : { description, default: value };
  return section(
    {
      cpus: decimal(
        { from: 0.05, to: 512 },
        told('CPUs, may be a fraction such as 0.5.', defaults.cpus),
      ).optional(),
      memory: size(
        { from: 16 * MIB, to: 4096 * 1024 * MIB },
        told('Memory, such as 512m or 1g; swap is not added to it.', memory),
      ).optional(),
      pids: whole({ from: 8, to: 1_000_000 }, told('Processes and threads.', defaults.pids)).optional(),
      'open-files': whole(
        { from: 64, to: 1_048_576 },
        told('Open files, sockets included.', defaults.openFiles),
      ).optional(),
    },
    about,
  );
}

/** Caps at the top level. */
export const caps = capsSection(DEFAULT_CAPS, { description: 'What every target may use.' });

const commandLine = z
  .string({ error: 'a command' })
  .meta({ examples: ['node server.mjs'] })
  .transform(parseCommand);
const commandList = z
  .array(z.string({ error: 'text, in quotes where it is a number' }), { error: 'a list of words' })
  .transform(checkArgv);

/** One target as it is written. */
export const target = targetSection()
  .check((context) => {
    if (context.value.build !== undefined || context.value.command !== undefined) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      message:
        'neither "build" nor "command" is there: a target needs a folder with a Dockerfile, a command, or both',
    });
  })
  .meta({ anyOf: [{ required: ['build'] }, { required: ['command'] }] });

function targetSection() {
  return section(
    {
      build: build.optional(),
      command: z
        .union([commandLine, commandList], { error: 'a command, or a list of words' })
        .meta({
          description:
            'How a process is started where there is no Docker engine, in the build context (or the root), with PORT set. No shell runs it.',
        })
        .optional(),
      port: whole(
        { from: 1, to: 65_535 },
        { description: 'The port that the service listens on inside its container.' },
      ),
      env: texts(VARIABLE, { description: 'Its environment.' }).optional(),
      ready: request(
        "The request that tells when it is ready. Default: the first scenario's own request.",
      ).optional(),
      'ready-timeout': duration(
        { from: 1_000, to: 1_800_000 },
        {
          description: 'How long it may take to get ready.',
          default: formatDuration(DEFAULT_READY_TIMEOUT_MS),
        },
      ).optional(),
      caps: capsSection(
        {},
        { description: 'Caps of this target alone; what is left out comes from the top level.' },
      ).optional(),
      network: choice(['internal', 'open'], {
        description:
          '"internal": it reaches loadgate\'s upstream and no other machine. "open": it reaches the internet.',
        default: 'internal',
      }).optional(),
    },
    { description: 'One service under test.' },
  );
}

export type TargetInput = z.output<typeof target>;
export type CapsInput = z.output<typeof caps>;
