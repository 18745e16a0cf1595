import * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { type Issue, valueIn } from '../model/issues.js';
import { SHA_PATTERN } from '../model/patterns.js';

/** The event as GitHub wrote it to a file. */
export interface EventFile {
  readonly path: string;
  readonly content: unknown;
}

const problem = { error: 'text' };
/** A text that is not empty. */
export const text = z.string(problem).min(1, problem);
/** The same, null where it is absent. */
export const optionalText = text.nullish().transform((value) => value ?? null);
/** A whole commit SHA. */
export const commit = z.string({ error: 'commit' }).regex(SHA_PATTERN, { error: 'commit' });
/** A whole number above 0. */
export const positive = z.int({ error: 'number above 0' }).positive({ error: 'number above 0' });
/** A list; empty where it is absent. */
export const list = z
  .array(z.unknown(), { error: 'list' })
  .nullish()
  .transform((value) => value ?? []);
/** An object of which these members are read. */
export const object = <S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape, { error: 'object' });

/** `owner/name` of a repository; null: it is gone. */
export const repositoryName = object({ full_name: optionalText })
  .nullish()
  .transform((repository) => repository?.full_name ?? null);

/**
 * Reads the file.
 * @throws LoadgateError `event-unreadable` (machine) where it is missing or is no JSON
 */
export function readEventFile(path: string, readFile: (path: string) => string): EventFile {
  let content: string;
  try {
    content = readFile(path);
  } catch (cause) {
    throw unreadable(path, 'it can not be read', cause);
  }
  try {
    return { path, content: JSON.parse(content) };
  } catch (cause) {
    throw unreadable(path, content.trim() === '' ? 'it is empty' : 'it is no JSON', cause);
  }
}

/**
 * Reads what one kind of event holds.
 * @param schema made of the parts above: `error` is what a field should be, without an article
 * @throws LoadgateError `event-unreadable` (machine) that names every field that is missing or wrong
 */
export function parseEvent<S extends z.ZodType>(schema: S, { path, content }: EventFile): z.output<S> {
  const { success, data, error } = schema.safeParse(content);
  if (success) return data;
  throw unreadable(path, error.issues.map((issue) => describe(issue, content)).join(', '));
}

function describe({ path, message }: Issue, content: unknown): string {
  if (path.length === 0) return `it holds no ${message}`;
  const { value = null } = valueIn(content, path);
  return `its field ${path.join('.')} ${value === null ? 'is missing' : `is no ${message}`}`;
}

function unreadable(path: string, problem: string, cause?: unknown): LoadgateError {
  const detail = cause instanceof Error ? ` (${cause.message})` : '';
  return new LoadgateError(`GitHub's event file ${path} is of no use: ${problem}${detail}.`, {
    kind: 'machine',
    code: 'event-unreadable',
    hint: 'Run the job again; on a runner of your own check that the folder of GITHUB_EVENT_PATH is kept until the job ends.',
    cause,
  });
}
