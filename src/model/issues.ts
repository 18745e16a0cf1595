/**
 * How every reader of this project says what is wrong: as issues of zod. Two conventions hold for all schemas: the
 * `error` of a schema is a noun phrase, what was expected ("a whole number from 1 to 65535"), and a `custom` issue is a
 * whole sentence without a full stop, with a hint where it has one of its own.
 */
import * as z from 'zod';

export type Issue = z.core.$ZodIssue;
/** What a transform gets to say what is wrong. */
export type Issues = Pick<z.core.$RefinementCtx, 'addIssue' | 'issues'>;

/** A step into a mapping or a list, as zod names them. */
export type Path = readonly PropertyKey[];

/**
 * Says what is wrong with the text that a transform reads. Return what it returns: zod never uses it.
 * @param problem a sentence without a full stop
 * @param hint what to do, a sentence; without it the reader of the issue has one
 */
export function wrong<T = never>(issues: Issues, problem: string, hint?: string, path: string[] = []): T {
  const params = hint === undefined ? {} : { hint };
  issues.addIssue({ code: 'custom', message: problem, path, params });
  return z.NEVER;
}

/** The hint that an issue brings along. */
export function hintOf(issue: Issue): string | undefined {
  return issue.code === 'custom' ? (issue.params?.['hint'] as string | undefined) : undefined;
}

/** Names and values, as YAML and JSON have them. */
export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value where it is a mapping; else an empty one. */
export const mappingOf = (value: unknown): Mapping => (isMapping(value) ? value : {});

/** The value at a path inside plain objects and lists, and whether there is one. */
export function valueIn(root: unknown, path: Path): { readonly found: boolean; readonly value: unknown } {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return { found: false, value: undefined };
    }
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return { found: true, value };
}

/** A value as it is named in an error: text in quotes and cut to a line, numbers bare. */
export function quote(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}
