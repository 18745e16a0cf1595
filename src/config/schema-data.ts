import * as z from 'zod';
import { quote } from '../model/issues.js';
import { placeholdersOf, wrongPlaceholder } from '../model/template.js';
import { repositoryPath, section } from './fields.js';
import { didYouMean } from './nearest.js';

const SET = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

const dataFile = section(
  {
    file: repositoryPath({
      description: 'A CSV file of the repository. Its first line names the columns.',
      examples: ['load/users.csv'],
    }),
  },
  { description: 'Where the rows come from.' },
);

/** `data` of a scenario. */
export const data = z
  .record(z.string().regex(SET, { error: 'a name such as users' }), dataFile, {
    error: 'a mapping of names to data, such as { users: { file: load/users.csv } }',
  })
  .refine((sets) => Object.keys(sets).length > 0, { error: 'no data is there: name a file' })
  .meta({
    description:
      'Rows that requests take their values from: {{users.name}} in path, body and the expected body. Each round starts with the first row, each request takes the next one, and after the last one comes the first again.',
  });

/** What a scenario with data is made of, as far as placeholders may stand in it. */
interface Written {
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly request: { readonly path: string; readonly body?: string | undefined };
  readonly expect?: { readonly body?: string | undefined } | undefined;
}

/** Every placeholder names data of the scenario. Without data, braces are text like any other. */
export function checkPlaceholders(context: z.core.ParsePayload<Written>): void {
  const { data: sets, request, expect } = context.value;
  if (sets === undefined) return;
  const known = Object.keys(sets);
  const complain = (path: readonly string[], message: string): void => {
    context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
  };
  const texts: [path: string[], text: string | undefined][] = [
    [['request'], request.path],
    [['request', 'body'], request.body],
    [['expect', 'body'], expect?.body],
  ];
  for (const [path, text = ''] of texts)
    for (const message of problemsOf(text, known)) complain(path, message);
  const sent = `${request.path}${request.body ?? ''}`;
  if (placeholdersOf(sent).length === 0) complain(['data'], 'no {{name.column}} in path or body uses it');
}

function problemsOf(text: string, known: readonly string[]): string[] {
  const wrong = wrongPlaceholder(text);
  const unknown = placeholdersOf(text).filter(({ set }) => !known.includes(set));
  return [
    ...(wrong === null ? [] : [`${quote(wrong)} names no column: write it like {{${known[0]}.name}}`]),
    ...unknown.map(({ set }) => `unknown data ${quote(set)}${didYouMean(set, known)}`),
  ];
}
