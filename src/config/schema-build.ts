import * as z from 'zod';
import { choice, oneOrMore, repositoryPath, section, texts, VARIABLE, word } from './fields.js';

const buildFolder = repositoryPath({
  description: 'A folder with a Dockerfile, relative to the root of the repository.',
  examples: ['.', 'services/api'],
}).transform((context) => ({ context }));

const ID = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;
const id = word(ID, 'an id such as npmrc', { description: 'The id that the Dockerfile names.' });
const env = word(VARIABLE.pattern, VARIABLE.phrase, {
  description:
    "The variable of the job's environment that holds the value. Default: the one named like the id.",
});

const secret = z
  .union(
    [
      word(VARIABLE.pattern, 'an id such as npmrc', {
        description: 'The id that the Dockerfile names, and the variable that holds the value.',
      }).transform((both) => ({ id: both, env: both })),
      section({ id, env }, { description: 'A secret whose variable has another name.' }),
    ],
    { error: 'an id, or a mapping with "id" and "env"' },
  )
  .meta({ description: 'A secret, by name: never its value.' });

const secrets = z
  .array(secret, { error: 'a list of secrets' })
  .max(50, { error: 'at most 50 secrets' })
  .check((context) => {
    const seen = new Set<string>();
    for (const [index, { id: name }] of context.value.entries()) {
      const message = `secret "${name}" is there twice`;
      if (seen.has(name))
        context.issues.push({ code: 'custom', input: context.value, path: [index], message });
      seen.add(name);
    }
  })
  .meta({
    description:
      "Secrets for RUN --mount=type=secret, taken by name from the job's environment. Not on pull requests from forks.",
    examples: [['npmrc']],
  });

/** `type=gha`, `type=registry,ref=…`, or an image's name, as `docker build` takes it. */
const cachePlace = word(/^[A-Za-z0-9][\x21-\x7e]{0,499}$/, 'a cache such as type=gha', {
  description: 'As docker build spells it.',
});
const places = (description: string) =>
  oneOrMore(cachePlace, 'a cache such as type=gha, or a list of them', description);

const buildSection = section(
  {
    context: repositoryPath({
      description: 'The build context: a folder, relative to the root of the repository.',
    }),
    dockerfile: repositoryPath({
      description: 'The Dockerfile, relative to the root of the repository. Default: <context>/Dockerfile.',
      examples: ['deploy/Dockerfile'],
    }).optional(),
    args: texts(VARIABLE, { description: 'Build arguments.' }).optional(),
    target: word(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, 'the name of a stage', {
      description: 'The stage of a multi-stage Dockerfile. Default: the last one.',
    }).optional(),
    platform: word(/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/, 'a platform such as linux/amd64', {
      description: "The platform to build for. Default: the engine's own.",
      examples: ['linux/amd64'],
    }).optional(),
    network: choice(['default', 'none', 'host'], {
      description: 'What RUN reaches during the build.',
      default: 'default',
    }).optional(),
    secrets: secrets.optional(),
    ssh: oneOrMore(
      id,
      'an id such as default, or a list of ids',
      "Ids for RUN --mount=type=ssh, forwarded from the job's SSH agent. Not on pull requests from forks.",
    ).optional(),
    cache: section(
      {
        from: places('Where layers are read from.').optional(),
        to: places('Where layers are stored.').optional(),
      },
      { description: 'Caches of layers.' },
    ).optional(),
  },
  { description: 'How the image is built.' },
);

export const build = z
  .union([buildFolder, buildSection], { error: 'a folder or a mapping with "context"' })
  .meta({ description: 'The folder with the Dockerfile, or how the image is built.' });

/** A folder alone has the first of the keys. */
export type BuildInput = Partial<z.output<typeof buildSection>> & { readonly context: string };
