import { LoadgateError } from '../model/error.js';

/** The event as GitHub wrote it to a file. Fields are named by their path (`pull_request.head.sha`). */
export interface EventFile {
  /** A text that is not empty. */
  text(path: string): string;
  /** The same, null where it is not there. */
  optionalText(path: string): string | null;
  /** A whole commit SHA. */
  sha(path: string): string;
  /** A whole number above 0. */
  positive(path: string): number;
  /** A list; empty where it is not there. */
  list(path: string): readonly unknown[];
}

/**
 * @throws LoadgateError `event-unreadable` (machine), also from the fields when they are asked for: the file is
 * missing, is no JSON, or lacks what this event should hold.
 */
export function parseEvent(path: string, readFile: (path: string) => string): EventFile {
  const root = parseObject(path, readFile);
  const find = (field: string): unknown =>
    field.split('.').reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), root);
  const need = <T>(field: string, expected: string, accept: (value: unknown) => value is T): T => {
    const value = find(field);
    if (accept(value)) return value;
    const found = value === undefined || value === null ? 'is missing' : `is no ${expected}`;
    throw unreadable(path, `its field ${field} ${found}`);
  };
  const text = (field: string): string => need(field, 'text', isText);
  return {
    text,
    optionalText: (field) => (find(field) === undefined || find(field) === null ? null : text(field)),
    sha: (field) => need(field, 'commit', isSha),
    positive: (field) => need(field, 'number above 0', isPositive),
    list: (field) => (find(field) === undefined || find(field) === null ? [] : need(field, 'list', isList)),
  };
}

function parseObject(path: string, readFile: (path: string) => string): Record<string, unknown> {
  let content: string;
  try {
    content = readFile(path);
  } catch (cause) {
    throw unreadable(path, 'it can not be read', cause);
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw unreadable(path, content.trim() === '' ? 'it is empty' : 'it is no JSON', cause);
  }
  if (!isObject(value)) throw unreadable(path, 'it holds no object');
  return value;
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isSha(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value);
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
