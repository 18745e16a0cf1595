import {
  ACCEPTED_SCHEMA,
  type AcceptedFile,
  type AcceptedRegression,
  acceptedFile,
  MAX_ACCEPTED,
} from '../model/accepted.js';
import { type PullFileKind, parsePullFile, serialisePullFile } from './pull-file.js';
import { rounded } from './serialise.js';

const KIND: PullFileKind<AcceptedFile> = {
  schema: acceptedFile,
  version: ACCEPTED_SCHEMA,
  what: 'What was accepted',
  code: 'accepted-invalid',
  hint: 'Remove the file, and accept again what is to be accepted.',
};

/**
 * Reads the accepted regressions of a pull request.
 * @param from the file's location, in words for people
 * @throws LoadgateError (machine) `accepted-invalid`: an unreadable file never counts as missing
 */
export const parseAccepted = (text: string, pullRequest: number, from: string): AcceptedFile =>
  parsePullFile(KIND, text, pullRequest, from);

/** Adds an entry, which replaces an older one of the same cell. The file has one line per entry, so that changes show. */
export function withAccepted(
  file: AcceptedFile | null,
  pullRequest: number,
  entry: AcceptedRegression,
): string {
  const others = (file?.regressions ?? []).filter(
    ({ target, scenario }) => target !== entry.target || scenario !== entry.scenario,
  );
  const next: AcceptedFile = {
    schema: ACCEPTED_SCHEMA,
    pullRequest,
    regressions: [...others, roundedEntry(entry)].slice(-MAX_ACCEPTED),
  };
  return serialisePullFile(KIND, next);
}

function roundedEntry(entry: AcceptedRegression): AcceptedRegression {
  const effects = entry.effects.map((effect) => ({
    ...effect,
    baseline: rounded(effect.baseline),
    candidate: rounded(effect.candidate),
    ratio: rounded(effect.ratio),
  }));
  return { ...entry, effects };
}
