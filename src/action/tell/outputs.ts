import { setOutput } from '@actions/core';
import type { Outcome } from '../../job/types.js';
import { toOutputs } from '../../report/outputs.js';

/** What only the edge knows of a run. */
export interface PublishedPaths {
  /** Absolute path of the record; null: it could not be written. */
  readonly recordPath: string | null;
  readonly commentUrl: string | null;
  /** What became of the comment; empty: none was wanted. */
  readonly comment: string;
}

/**
 * Sets every output of action.yml, in its order; null becomes empty text, what is no text becomes JSON.
 * @actions/core draws a new delimiter for each value, so that a value which holds the text of the file's format
 * can't add outputs of its own.
 */
export function writeOutputs(
  { record, comparison, gate }: Pick<Outcome, 'record' | 'comparison' | 'gate'>,
  { recordPath, commentUrl, comment }: PublishedPaths,
  set: (name: string, value: string) => void = setOutput,
): void {
  setOutputs(
    {
      ...toOutputs(record, comparison, gate),
      record: recordPath ?? '',
      'comment-url': commentUrl ?? '',
      'comment-status': comment,
    },
    set,
  );
}

/** Text as it is, anything else as JSON. */
export function setOutputs(
  outputs: Readonly<Record<string, unknown>>,
  set: (name: string, value: string) => void = setOutput,
): void {
  for (const [name, value] of Object.entries(outputs)) {
    set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}
