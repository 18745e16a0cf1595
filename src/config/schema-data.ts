import * as z from 'zod';
import { quote } from '../model/issues.js';
import {
  isGenerated,
  type Placeholder,
  placeholdersOf,
  RESERVED_NAMES,
  wrongPlaceholder,
} from '../model/template.js';
import { choice, repositoryPath, section } from './fields.js';
import { didYouMean } from './nearest.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

/** A name that placeholders use. */
export const placeholderName = (phrase: string) =>
  z
    .string()
    .regex(NAME, { error: phrase })
    .refine((name) => !RESERVED_NAMES.includes(name), {
      error: `another name: {{index}} and {{random.uuid}} are loadgate's own`,
    })
    // `constructor` and its like would be found in every object that is indexed by name.
    .refine((name) => !(name in Object.prototype), {
      error: 'names such as "constructor" belong to JavaScript itself',
    });

const dataFile = section(
  {
    file: repositoryPath({
      description:
        'A file of the repository: CSV, whose first line names the columns; .json, an array of objects; .ndjson or .jsonl, an object in each line.',
      examples: ['load/users.csv'],
    }),
    order: choice(['sequence', 'shuffle'], {
      description: 'Which row comes next: as they are in the file, or in an order that the seed decides.',
      default: 'sequence',
    }).optional(),
    use: choice(['again', 'once'], {
      description:
        'What follows the last row: the first one again; or nothing, because no row comes twice to a side between its start and its end.',
      default: 'again',
    }).optional(),
  },
  { description: 'Where the rows come from, and in which order.' },
);

/** `data` of a scenario. */
export const data = z
  .record(placeholderName('a name such as users'), dataFile, {
    error: 'a mapping of names to data, such as { users: { file: load/users.csv } }',
  })
  .refine((sets) => Object.keys(sets).length > 0, { error: 'no data is there: name a file' })
  .meta({
    description:
      'Rows that requests take their values from: {{users.name}} in path, headers, body and the expected body. Each request, or each sequence of steps, takes the next row, the same on both sides.',
  });

/** A request with what is expected of its answer, as far as placeholders may stand in them. */
interface WrittenStep {
  readonly request: {
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly body?: string | { readonly file: string } | undefined;
    readonly multipart?: Readonly<Record<string, string | { readonly file: string }>> | undefined;
  };
  readonly expect?: { readonly body?: string | undefined } | undefined;
  readonly capture?: Readonly<Record<string, unknown>> | undefined;
}

interface Written {
  readonly request?: WrittenStep['request'] | undefined;
  readonly expect?: WrittenStep['expect'];
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly steps?: readonly WrittenStep[] | undefined;
}

type Complain = (path: readonly (string | number)[], message: string) => void;

/**
 * Every placeholder names data of the scenario, or what an earlier step captured. Without data and steps, other braces are
 * text like any other.
 */
export function checkPlaceholders(context: z.core.ParsePayload<Written>): void {
  const { data: sets, request, expect, steps } = context.value;
  const complain: Complain = (path, message) => {
    context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
  };
  if (steps !== undefined) {
    const captured: string[] = [];
    for (const [at, step] of steps.entries()) {
      checkStep(step, ['steps', at], { sets: Object.keys(sets ?? {}), captured }, complain);
      captured.push(...Object.keys(step.capture ?? {}).filter((name) => !captured.includes(name)));
    }
  } else if (sets !== undefined && request !== undefined) {
    checkStep({ request, expect }, [], { sets: Object.keys(sets), captured: [] }, complain);
  } else if (expect?.body !== undefined) {
    checkExpected(placeholdersOf(expect.body), ['expect', 'body'], complain);
  }
  if (sets === undefined) return;
  const all = (steps ?? (request === undefined ? [] : [{ request }])).flatMap((step) => sentTexts(step, []));
  const isUsed = all.some(([, text]) => placeholdersOf(text).some(({ kind }) => kind === 'column'));
  if (!isUsed) complain(['data'], 'no {{name.column}} in a path, header or body uses it');
}

/** What a step sends, with the place of each text. */
function sentTexts(
  { request }: Pick<WrittenStep, 'request'>,
  under: readonly (string | number)[],
): readonly (readonly [path: readonly (string | number)[], text: string])[] {
  const at = [...under, 'request'];
  return [
    [at, request.path],
    [[...at, 'body'], typeof request.body === 'string' ? request.body : ''],
    ...Object.entries(request.multipart ?? {}).map(
      ([name, field]) => [[...at, 'multipart', name], typeof field === 'string' ? field : ''] as const,
    ),
    ...Object.entries(request.headers ?? {}).map(([name, text]) => [[...at, 'headers', name], text] as const),
  ];
}

interface Known {
  readonly sets: readonly string[];
  readonly captured: readonly string[];
}

function checkStep(
  step: WrittenStep,
  under: readonly (string | number)[],
  known: Known,
  complain: Complain,
): void {
  const expected = [[...under, 'expect', 'body'], step.expect?.body ?? ''] as const;
  for (const [path, text] of [...sentTexts(step, under), expected])
    for (const message of problemsOf(text, known)) complain(path, message);
  checkExpected(placeholdersOf(expected[1]), expected[0], complain);
}

/** Each place of a random value has another one, so that no answer could have it. */
function checkExpected(
  placeholders: readonly Placeholder[],
  path: readonly (string | number)[],
  complain: Complain,
): void {
  const random = placeholders.find((one) => isGenerated(one) && one.kind !== 'index');
  if (random !== undefined)
    complain(path, `${quote(random.written)} is another value in each place: no answer can have it`);
}

function problemsOf(text: string, { sets, captured }: Known): string[] {
  const wrong = wrongPlaceholder(text);
  const example =
    sets[0] === undefined ? 'a captured name, {{index}}, {{random.uuid}}' : `{{${sets[0]}.name}}`;
  return [
    ...(wrong === null ? [] : [`${quote(wrong)} is no placeholder: write it like ${example}`]),
    ...placeholdersOf(text).flatMap((one) => unknownName(one, sets, captured)),
  ];
}

function unknownName(one: Placeholder, sets: readonly string[], captured: readonly string[]): string[] {
  if (one.kind === 'column' && !sets.includes(one.set))
    return [`unknown data ${quote(one.set)}${didYouMean(one.set, sets)}`];
  if (one.kind !== 'captured' || captured.includes(one.name)) return [];
  const hint = didYouMean(one.name, captured);
  return [`${quote(one.written)}: no earlier step captures ${quote(one.name)}${hint}`];
}
