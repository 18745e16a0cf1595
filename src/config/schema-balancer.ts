import type * as z from 'zod';
import { command } from './command.js';
import { section, whole } from './fields.js';
import { build } from './schema-build.js';
import { ownCaps } from './schema-caps.js';
import { containerShape } from './schema-container.js';
import { image } from './schema-service.js';

const { 'env-file': _, ...ownShape } = containerShape;

/** `balancer` of a target. */
export const balancer = section(
  {
    image: image.optional(),
    build: build.optional(),
    command: command("Takes the place of the image's CMD.").optional(),
    ...ownShape,
    port: whole(
      { from: 1, to: 65_535 },
      {
        description:
          'The port that it listens on inside its container. Default: the one that its image EXPOSEs.',
      },
    ).optional(),
    caps: ownCaps('balancer').optional(),
  },
  {
    description:
      'Your own balancer before the replicas, which it finds as replica-1, replica-2 and so on. Default: nginx with equal weights.',
  },
)
  .check((context) => {
    const { image, build } = context.value;
    if ((image === undefined) !== (build === undefined)) return;
    const message =
      image === undefined
        ? 'neither "image" nor "build" is there: a balancer needs an image, or a folder with a Dockerfile'
        : '"image" and "build" are both there: choose one';
    context.issues.push({ code: 'custom', input: context.value, message });
  })
  .meta({ oneOf: ['image', 'build'].map((key) => ({ required: [key] })) });

export type BalancerInput = z.output<typeof balancer>;
