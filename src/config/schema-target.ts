import type * as z from 'zod';
import { MAX_REPLICAS } from '../model/limits.js';
import { command } from './command.js';
import { DEFAULT_READY_TIMEOUT_MS } from './defaults.js';
import { choice, duration, section, whole } from './fields.js';
import { balancer } from './schema-balancer.js';
import { build } from './schema-build.js';
import { ownCaps } from './schema-caps.js';
import { containerShape } from './schema-container.js';
import { limits } from './schema-limits.js';
import { readyRequest } from './schema-request.js';
import { image, needs } from './schema-service.js';
import { targetUrl } from './schema-url.js';
import { formatDuration } from './units.js';

/** Keys of a target that somebody else runs. */
const WITH_URL: ReadonlySet<string> = new Set(['url', 'ready', 'ready-timeout']);

/** One target as it is written. */
export const target = targetSection()
  .check((context) => {
    const { build, image, command, process, url, balancer, replicas = 1 } = context.value;
    const complain = (message: string, path: string[] = []): void => {
      context.issues.push({ code: 'custom', input: context.value, path, message });
    };
    if (url !== undefined) {
      for (const [key, value] of Object.entries(context.value)) {
        if (value === undefined || WITH_URL.has(key)) continue;
        complain('it says how loadgate runs a target, and "url" says that somebody else does', [key]);
      }
      return;
    }
    if (balancer !== undefined && replicas === 1)
      complain('it is there without "replicas", of which there have to be two at least', ['balancer']);
    if (build !== undefined && image !== undefined)
      complain('"build" and "image" are both there: choose one');
    if ([build, image, command, process].some((one) => one !== undefined)) return;
    complain(
      'neither "build", "image", "command", nor "url" is there: a target needs a folder with a Dockerfile, an image, a command, or a URL',
    );
  })
  .meta({ anyOf: ['build', 'image', 'command', 'process', 'url'].map((key) => ({ required: [key] })) });

function targetSection() {
  return section(
    {
      build: build.optional(),
      image: image.optional(),
      url: targetUrl.optional(),
      command: command(
        "What starts it: in Docker it takes the place of the image's CMD; as a process it runs in the build context (or the root), with PORT set. No shell runs it.",
        ['node server.mjs'],
      ).optional(),
      process: command('What starts it where there is no Docker engine, in the place of "command".', [
        'node server.mjs',
      ]).optional(),
      ...containerShape,
      port: whole(
        { from: 1, to: 65_535 },
        {
          description:
            'The port that the service listens on inside its container. Default: the one that its image EXPOSEs.',
        },
      ).optional(),
      ready: readyRequest.optional(),
      'ready-timeout': duration(
        { from: 1_000, to: 1_800_000 },
        {
          description: 'How long it may take to get ready.',
          default: formatDuration(DEFAULT_READY_TIMEOUT_MS),
        },
      ).optional(),
      caps: ownCaps('target').optional(),
      limits: limits.optional(),
      network: choice(['internal', 'open'], {
        description:
          '"internal": it reaches its services, loadgate\'s upstream and no other machine. "open": it reaches the internet.',
        default: 'internal',
      }).optional(),
      needs: needs
        .meta({
          description: 'Services that start before it, and that it reaches by their names.',
        })
        .optional(),
      prepare: command(
        "A command in the target's own image before it starts, once for each state of its services, such as migrations.",
        ['npm run migrate'],
      ).optional(),
      replicas: whole(
        { from: 1, to: MAX_REPLICAS },
        {
          description:
            'Containers of it, each with its "caps", behind a balancer that sends each the same share of the requests.',
          default: 1,
        },
      ).optional(),
      balancer: balancer.optional(),
      workers: whole(
        { from: 1, to: 1_000 },
        {
          description:
            'The variable WORKERS in its environment: how many processes it starts. Default: one for each whole CPU of its cap.',
        },
      ).optional(),
    },
    { description: 'One service under test.' },
  );
}

export type TargetInput = z.output<typeof target>;
