import * as z from 'zod';
import { repositoryPath, section, word } from './fields.js';

const BODY_PHRASE = 'text (JSON goes in quotes), or a mapping with "file"';

/** A body as text. */
export const bodyText = (description: string) =>
  z.string({ error: 'text (JSON goes in quotes)' }).meta({ description });

const bodyPath = repositoryPath({
  description: 'A file of the repository, at most 16 MiB, sent as it is.',
  examples: ['load/order.json'],
});

const FIELD_PHRASE = 'text, or a mapping with "file"';

const field = z
  .union(
    [
      z
        .union([z.string(), z.number(), z.boolean()], { error: FIELD_PHRASE })
        .transform(String)
        .meta({ description: 'The text of a field.' }),
      section(
        {
          file: bodyPath,
          filename: word(/^[^\p{Cc}/\\]{1,255}$/u, 'the name of a file, without folders', {
            description: "The name that the target sees. Default: the file's own.",
            examples: ['photo.png'],
          }).optional(),
          type: word(
            /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[\t\x20-\x7e]{1,200}$/,
            'a content type such as image/png',
            {
              description: 'Its Content-Type.',
              default: 'application/octet-stream',
              examples: ['image/png'],
            },
          ).optional(),
        },
        { description: 'A file that is uploaded.' },
      ),
    ],
    { error: FIELD_PHRASE },
  )
  .meta({ description: 'A field of the form: text, or a file.' });

/** What the request of a scenario may have for a body. */
export const bodyShape = {
  body: z
    .union(
      [
        bodyText('The body, as text.'),
        section({ file: bodyPath }, { description: 'The body, from a file.' }),
      ],
      { error: BODY_PHRASE },
    )
    .meta({ description: 'The body: text, or a file.' })
    .optional(),
  multipart: z
    .record(z.string().regex(/^[^\p{Cc}]{1,200}$/u, { error: 'the name of a field on one line' }), field, {
      error: 'a mapping of names to fields, such as { photo: { file: load/photo.png } }',
    })
    .refine((fields) => Object.keys(fields).length > 0, { error: 'no field is there: name one' })
    .meta({
      description: 'A form with files (multipart/form-data), field by field.',
      examples: [{ photo: { file: 'load/photo.png', type: 'image/png' }, note: 'hello' }],
    })
    .optional(),
};

interface WrittenBody {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly multipart?: unknown;
}

/** A form is a body of its own, whose Content-Type has the boundary in it. */
export function checkBody(context: z.core.ParsePayload<WrittenBody>): void {
  const { headers = {}, body, multipart } = context.value;
  if (multipart === undefined) return;
  const complain = (path: readonly string[], message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
  };
  if (body !== undefined) complain(['multipart'], '"body" and "multipart" are both there: choose one');
  const type = Object.keys(headers).find((name) => name.toLowerCase() === 'content-type');
  if (type !== undefined)
    complain(['headers', type], 'a form has its own Content-Type, with the boundary: leave it out');
}
